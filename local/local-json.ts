import * as fs from "node:fs";
import { hostname } from "node:os";
import * as path from "node:path";
import type { OperatorKeys } from "./cloud/operator/operator-keys";
import type { LaneMember } from "./identity/pool-people";
import { UserError } from "./user-error";

/** Who holds a laptop's name in this folder: everything it takes to find out whether it still runs. */
export interface Holder {
  readonly pid: number;
  /** A number means a process only on its own machine, and in its own container. */
  readonly host: string;
  /** Made up at every start: the pid of a laptop that was killed may belong to anything by now. */
  readonly id: string;
  /** A port of 127.0.0.1 that says the id to whatever connects. */
  readonly alive: number;
}

/** What a running laptop tells other tools. The file is its owner's alone to read: `operator` holds keys, which open this laptop only. */
export interface LocalJson extends Holder {
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
  /** One person for each lane of the pool's callers, the most important first. */
  readonly laneMembers: readonly LaneMember[];
  /** Where commands switch faults of the pool's Regions and see how they are. */
  readonly control: string;
  /** For the commands of the stack's operator. */
  readonly operator: OperatorKeys;
  /** The stack's outputs, as `pulumi stack output --json` would print them. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The environment that it runs. */
  readonly stack: string;
  readonly portal: string;
}

/** A laptop that starts holds its name before it has anything to tell. */
export type Starting = Holder & Partial<LocalJson>;

/** The name of a laptop that was given none. */
export const UNNAMED = "";

/** @param name of the laptop; several run in one folder under names of their own */
export function localJsonFile(projectRoot: string, name = UNNAMED): string {
  return path.join(projectRoot, `build/local${name === UNNAMED ? "" : `-${name}`}.json`);
}

/** Where its functions' output and its access log go. */
export function laptopLogs(projectRoot: string, name = UNNAMED): string {
  return path.join(projectRoot, `build/laptop${name === UNNAMED ? "" : `-${name}`}`);
}

/** @throws UserError when no such laptop is running, or not yet */
export function readLocalJson(projectRoot: string, name = UNNAMED): LocalJson {
  const found = readHolder(localJsonFile(projectRoot, name));
  if (found === undefined || !isRunning(found)) throw notRunning(projectRoot, name);
  if (found.control === undefined)
    throw new UserError(`The laptop is still starting (pid ${found.pid}): try again when its terminal says Ready.`);
  return found as LocalJson;
}

/** The content of a laptop's file; undefined without one, or with one that no laptop wrote. */
export function readHolder(file: string): Starting | undefined {
  try {
    const content = JSON.parse(fs.readFileSync(file, "utf8")) as Partial<Starting> | null;
    return typeof content?.pid === "number" && typeof content.id === "string" ? (content as Starting) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether its process exists; of another machine's nothing is known here. */
export function isRunning({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** "--name second" finds what "npm start -- --name second" made. */
export function notRunning(projectRoot: string, name: string): UserError {
  const others = runningNames(projectRoot).filter((other) => other !== name);
  const hint = others.map((other) => (other === UNNAMED ? "one without a name" : `--name ${other}`)).join(", ");
  const which = name === UNNAMED ? "The laptop" : `The laptop "${name}"`;
  const start = `npm start${name === UNNAMED ? "" : ` -- --name ${name}`}`;
  return new UserError(
    `${which} is not running: run \`${start}\` first, in another terminal.${hint === "" ? "" : ` Running here: ${hint}.`}`,
  );
}

function runningNames(projectRoot: string): string[] {
  const folder = path.join(projectRoot, "build");
  const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const names = files.flatMap((file) => /^local(?:-(.+))?\.json$/.exec(file)?.slice(1, 2) ?? []);
  return names
    .map((name: string | undefined) => name ?? UNNAMED)
    .filter((name) => {
      const holder = readHolder(localJsonFile(projectRoot, name));
      return holder !== undefined && isRunning(holder);
    });
}
