/** An identity provider's key set endpoint, over real HTTP, which can be told to misbehave. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";

export type Behaviour = "serve" | "down" | "hang" | "redirect" | "huge" | "garbage" | "slow-body";

export class KeyServer {
  keys: unknown[] = [];
  behaviour: Behaviour = "serve";
  /** How often the key set was asked for. */
  requests = 0;
  readonly #server: http.Server;

  private constructor() {
    this.#server = http.createServer((request, response) => this.#answer(request, response));
  }

  static async start(...keys: unknown[]): Promise<KeyServer> {
    const server = new KeyServer();
    server.keys = keys;
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/.well-known/jwks.json`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const set = JSON.stringify({ keys: this.keys });
    if (request.url === "/elsewhere") return void response.end(set);
    this.requests += 1;
    switch (this.behaviour) {
      case "serve":
        return void response.setHeader("content-type", "application/json").end(set);
      case "down":
        return void request.socket.destroy();
      case "hang":
        return;
      case "redirect":
        return void response.writeHead(302, { location: "/elsewhere" }).end();
      case "huge":
        return void response.end(JSON.stringify({ keys: this.keys, padding: "x".repeat(70_000) }));
      case "garbage":
        return void response.end("<html>secret-canary</html>");
      case "slow-body":
        return void response.write('{"keys":');
    }
  }
}
