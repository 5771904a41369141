import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { hostname } from "node:os";
import * as path from "node:path";
import {
  isRunning,
  localJsonFile,
  readHolder,
  type Holder,
  type LocalJson,
  type Starting,
  UNNAMED,
} from "./local-json";
import { UserError } from "./user-error";

/** A laptop's name in this folder, held as long as it runs: its file, its logs and its address belong to it alone meanwhile. */
export interface Claim {
  /** Tells other commands where everything is. */
  publish(addresses: Omit<LocalJson, keyof Holder>): void;
  release(): Promise<void>;
}

/** A process that is stopped or busy takes connections and says nothing. */
const ANSWERS_WITHIN_MS = 1000;
/** Others may start, end and be killed meanwhile; so many tries are never needed. */
const MOST_TRIES = 5;

/**
 * Takes the name, or says who has it. What a killed laptop left behind is taken over.
 * @throws UserError, one sentence, when a laptop of that name runs in this folder
 */
export async function claimName(projectRoot: string, name = UNNAMED): Promise<Claim> {
  const file = localJsonFile(projectRoot, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const { server, holder } = await newHolder();
  try {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (take(file, holder)) return claimOf(file, holder, server);
      const other = readHolder(file);
      if (other !== undefined && (await isAlive(other))) throw alreadyRunning(other, name);
      setAside(file, other);
    }
    throw new UserError(`${file} changes hands all the time: are several laptops being started? Try again.`);
  } catch (error) {
    server.close();
    throw error;
  }
}

/** Whether the very laptop that wrote this still runs: its process exists, and its port says its id. */
export async function isAlive(holder: Holder): Promise<boolean> {
  if (!isRunning(holder)) return false;
  // Ports of another machine cannot be asked; only its own people know.
  if (holder.host !== hostname()) return true;
  return new Promise((resolve) => {
    const socket = connect(holder.alive, "127.0.0.1");
    const settle = (isIt: boolean) => {
      socket.destroy();
      resolve(isIt);
    };
    socket.setTimeout(ANSWERS_WITHIN_MS, () => settle(!socket.connecting));
    socket.once("error", () => settle(false)).once("close", () => settle(false));
    socket.once("data", (said) => settle(said.toString("utf8") === holder.id));
  });
}

async function newHolder(): Promise<{ readonly server: Server; readonly holder: Holder }> {
  const id = randomUUID();
  const server = createServer((socket) => socket.on("error", () => undefined).end(id));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  return { server, holder: { pid: process.pid, host: hostname(), id, alive: (server.address() as AddressInfo).port } };
}

/** A link appears whole, and only where nothing is: of two that start at once one gets it. */
function take(file: string, holder: Holder): boolean {
  const unfinished = write(file, holder);
  try {
    fs.linkSync(unfinished, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(unfinished, { force: true });
  }
}

/** Removes a file that a killed laptop left; puts it back when another one has taken the name since it was read. */
function setAside(file: string, judged: Starting | undefined): void {
  const aside = `${file}.${process.pid}.left`;
  try {
    fs.renameSync(file, aside);
    if (readHolder(aside)?.id !== judged?.id) fs.linkSync(aside, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function claimOf(file: string, holder: Holder, server: Server): Claim {
  return {
    publish(addresses) {
      fs.renameSync(write(file, { ...addresses, ...holder }), file);
    },
    async release() {
      if (readHolder(file)?.id === holder.id) fs.rmSync(file, { force: true });
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Readable by its owner only. */
function write(file: string, content: Holder): string {
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  return unfinished;
}

function alreadyRunning({ pid, host, portal }: Starting, name: string): UserError {
  const which = name === UNNAMED ? "The laptop" : `The laptop "${name}"`;
  const at = portal === undefined ? "still starting" : `at ${portal}`;
  const other = `or run another one beside it: npm start -- --name ${name === "second" ? "third" : "second"}`;
  // Whether a process of another machine still runs cannot be seen from here.
  const stop =
    host === hostname()
      ? "Stop it (Ctrl-C in its terminal),"
      : `Stop it there, delete ${localJsonFile(".", name)} if it is gone,`;
  const where = host === hostname() ? "" : ` on ${host}`;
  return new UserError(`${which} is already running in this folder: pid ${pid}${where}, ${at}. ${stop} ${other}`);
}
