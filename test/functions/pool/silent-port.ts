import { spawn, type ChildProcess } from "node:child_process";
import * as net from "node:net";

/** Listens with the shortest queue there is, and never takes anybody out of it: once it is full, first packets are dropped. */
const LISTENER = `
const server = require("node:net").createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  process.send(server.address().port, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
});`;

/** A port at which a connection is never made and never refused: what a lost route or a wrong security group looks like. */
export class SilentPort {
  private constructor(
    private readonly listener: ChildProcess,
    private readonly waiting: readonly net.Socket[],
    private readonly port: number,
  ) {}

  static async open(): Promise<SilentPort> {
    const listener = spawn(process.execPath, ["-e", LISTENER], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
    const port = await new Promise<number>((resolve) =>
      listener.once("message", (message) => resolve(message as number)),
    );
    const waiting: net.Socket[] = [];
    for (let made = true; made;) {
      const socket = net.connect(port, "127.0.0.1").on("error", () => undefined);
      waiting.push(socket);
      made = await Promise.race([
        new Promise<boolean>((resolve) => socket.once("connect", () => resolve(true))),
        // A connection that was made while this process was busy is told only after the timers.
        new Promise<boolean>((resolve) => setTimeout(() => setImmediate(() => resolve(!socket.connecting)), 200)),
      ]);
    }
    return new SilentPort(listener, waiting, port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.waiting) socket.destroy();
    this.listener.kill("SIGKILL");
    await new Promise((resolve) => this.listener.once("exit", resolve));
  }
}
