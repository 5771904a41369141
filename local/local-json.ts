import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "./user-error";

/** What a running laptop tells other tools: addresses and names, no secret. */
export interface LocalJson {
  readonly doors: Readonly<
    Record<string, { readonly url: string; readonly port: number; readonly endpointId?: string }>
  >;
  readonly issuer: string;
  readonly keySetUrl: string;
  readonly clientId: string;
  /** Scope to ask for at sign-in; "" for none. */
  readonly scope: string;
  readonly apiId: string;
  readonly stage: string;
  readonly studioDomainId: string;
  readonly people: readonly string[];
  /** One who may use the Rekognition pool; "" when there is no pool. */
  readonly poolMember: string;
  /** Where commands switch faults of the pool's Regions and see how they are. */
  readonly control: string;
  readonly portal: string;
  /** The process that wrote this. */
  readonly pid: number;
}

const FILE = "build/local.json";

/** Written whole or not at all, readable by its owner only. */
export function writeLocalJson(projectRoot: string, content: LocalJson): void {
  const file = path.join(projectRoot, FILE);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  fs.renameSync(unfinished, file);
}

/** @throws UserError when no laptop is running */
export function readLocalJson(projectRoot: string): LocalJson {
  const notRunning = new UserError("The laptop is not running: run `npm start` first, in another terminal.");
  let content: LocalJson;
  try {
    content = JSON.parse(fs.readFileSync(path.join(projectRoot, FILE), "utf8")) as LocalJson;
  } catch {
    throw notRunning;
  }
  // A laptop that was killed leaves its file behind.
  if (!isRunning(content.pid)) throw notRunning;
  return content;
}

/** Only one's own: a second laptop, started meanwhile, has written its own over it. */
export function removeLocalJson(projectRoot: string): void {
  const file = path.join(projectRoot, FILE);
  try {
    const { pid } = JSON.parse(fs.readFileSync(file, "utf8")) as LocalJson;
    if (pid === process.pid) fs.rmSync(file, { force: true });
  } catch {
    // Removed already, or not ours to read: nothing is left to do.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
