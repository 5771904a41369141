/** Runs a built bundle the way Lambda does: in a process of its own, with nothing but its own environment. */
import { spawn, type ChildProcess } from "node:child_process";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { holdToContract } from "../contract/handler-answers";
import type { FunctionName } from "../../infra/functions/entries";
import { until } from "../until";

/** What a handler returned, or what it threw: Lambda passes on no more of an error than these two. */
export type Outcome<R> =
  { readonly result: R } | { readonly error: { readonly name: string; readonly message: string } };

const RUNNER = `
const { createRequire } = require("node:module");
const file = process.env.BUNDLE;
// Compiled once, however often it is loaded.
const source = require("node:fs").readFileSync(file, "utf8");
const load = new Function("exports", "require", "module", "__filename", source + "\\n//# sourceURL=" + file);
let handler;
function start() {
  const module = { exports: {} };
  load(module.exports, createRequire(file), module, file);
  handler = module.exports.handler;
}
start();
let spent = 0;
process.on("message", async ({ id, event, remainingMs, spend, environment, begins }) => {
  if (environment) {
    console.log(begins);
    process.env = environment;
    spent = 0;
    return start();
  }
  if (spend) { spent += spend; process.send({ id, outcome: { result: null } }); return; }
  const end = Date.now() + remainingMs + spent;
  const context = { getRemainingTimeInMillis: () => end - Date.now() - spent };
  try { process.send({ id, outcome: { result: await handler(event, context) } }); }
  catch (error) {
    console.error(error);
    process.send({ id, outcome: { error: { name: error.name, message: error.message } } });
  }
});`;

export class FunctionProcess<R> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { settle: (outcome: Outcome<R>) => void; fail: (error: Error) => void }>();
  readonly #ended: Promise<void>;
  #written = "";
  #count = 0;
  /** The line after which the events of the bundle as it was loaded last follow. */
  #begins = "";

  constructor(name: FunctionName, environment: Readonly<Record<string, string>>) {
    const bundle = path.join(projectRoot(), "build/functions", name, "index.js");
    this.#child = spawn(process.execPath, ["-e", RUNNER], {
      env: { ...environment, BUNDLE: bundle },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.#written += text));
    }
    this.#child.on("message", ({ id, outcome }: { id: number; outcome: Outcome<R> }) =>
      this.#waiting.get(id)?.settle(outcome),
    );
    this.#ended = new Promise((resolve) => this.#child.on("close", () => resolve()));
    void this.#ended.then(() => {
      for (const { fail } of this.#waiting.values())
        fail(new Error(`The function's process has ended:\n${this.#written}`));
    });
  }

  /** Loads the bundle again, as in a new environment: it remembers nothing, and costs a fraction of a new process. */
  startAnew(environment: Readonly<Record<string, string>>): void {
    this.#begins = `--- begins anew ${(this.#count += 1)} ---`;
    this.#child.send({ environment, begins: this.#begins });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** @param remainingMs what Lambda gives the invocation, unless said its most */
  invoke(event: unknown, { remainingMs = 900_000 }: { readonly remainingMs?: number } = {}): Promise<Outcome<R>> {
    const id = (this.#count += 1);
    return new Promise((settle, fail) => {
      this.#waiting.set(id, { settle, fail });
      this.#child.send({ id, event: event as object, remainingMs });
    });
  }

  /** Takes so much of the time that Lambda gives to what is running. */
  async spend(ms: number): Promise<void> {
    const id = (this.#count += 1);
    await new Promise((settle, fail) => {
      this.#waiting.set(id, { settle, fail });
      this.#child.send({ id, spend: ms });
    });
  }

  /** The handler's answer; one to a caller of the API is held to the contract. @throws Error when it threw instead, or does not fit */
  async answer(event: unknown, time?: { readonly remainingMs?: number }): Promise<R> {
    const outcome = await this.invoke(event, time);
    if ("error" in outcome) throw new Error(`The function threw: ${outcome.error.message}`);
    holdToContract(event, outcome.result);
    return outcome.result;
  }

  /** The message of what the handler threw. @throws Error when it answered instead */
  async failure(event: unknown): Promise<string> {
    const outcome = await this.invoke(event);
    if ("result" in outcome) throw new Error(`The function answered: ${JSON.stringify(outcome.result)}`);
    return outcome.error.message;
  }

  /** Ends the process and returns everything it wrote, to standard output and standard error. */
  async stop(): Promise<string> {
    this.#child.kill();
    await this.#ended;
    return this.#written;
  }

  /** Resolves with everything written when the process ends by itself, as at a failed start. */
  async end(): Promise<string> {
    await this.#ended;
    return this.#written;
  }

  /** The first logged event that has all of these values; waits for it as long as the process lives. */
  async logged(values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    const find = () => this.events().find((event) => Object.keys(values).every((key) => event[key] === values[key]));
    let isOver = false;
    void this.#ended.then(() => (isOver = true));
    await until(() => isOver || find() !== undefined);
    const found = find();
    if (found) return found;
    throw new Error(`No event ${JSON.stringify(values)} among what was written:\n${this.#written}`);
  }

  /** Every event logged so far, since the bundle was loaded last. */
  events(): Record<string, unknown>[] {
    const from = this.#written.indexOf(this.#begins);
    const since = from < 0 ? "" : this.#written.slice(from);
    const lines = since.split("\n").filter((line) => line.startsWith("{"));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}
