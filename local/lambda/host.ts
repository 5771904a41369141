import * as fs from "node:fs";
import * as path from "node:path";
import { FunctionProcess, type InvocationResult } from "./function-process";
import type { FunctionSpec } from "./function-spec";

export interface HostSettings {
  readonly functions: readonly FunctionSpec[];
  /** The built local/lambda/runtime.ts. */
  readonly runtimeBundle: string;
  /** Called at each start of a function's process. */
  readonly environmentOf: (spec: FunctionSpec) => Readonly<Record<string, string>>;
  /** Each function's output goes to `<name>.log` in here. */
  readonly logFolder: string;
}

interface Slot {
  readonly spec: FunctionSpec;
  readonly lines: string[];
  readonly logFile: string;
  process?: FunctionProcess;
  /** The end of the line of waiting invocations. */
  tail: Promise<unknown>;
  invocations: number;
}

const KEPT_LINES = 5000;

const CLOSED: InvocationResult = {
  ok: false,
  error: { errorType: "Runtime.ExitError", errorMessage: "The laptop's cloud is closed." },
};

/**
 * Runs the functions: one process each, started at its first event and loaded once. Events of one function wait in line:
 * an execution environment handles one at a time, and the laptop keeps one per function where AWS would add more.
 */
export class LambdaHost {
  private readonly slots = new Map<string, Slot>();
  private isClosed = false;

  constructor(private readonly settings: HostSettings) {
    fs.mkdirSync(settings.logFolder, { recursive: true });
    for (const spec of settings.functions) {
      const logFile = path.join(settings.logFolder, `${spec.name}.log`);
      fs.writeFileSync(logFile, "");
      this.slots.set(spec.name, { spec, lines: [], logFile, tail: Promise.resolve(), invocations: 0 });
    }
  }

  names(): readonly string[] {
    return [...this.slots.keys()];
  }

  findByArn(arn: string): FunctionSpec | undefined {
    return this.settings.functions.find((spec) => spec.arn === arn);
  }

  /** How often a function was invoked since the start, failures included. */
  invocations(name: string): number {
    return this.slot(name).invocations;
  }

  /** What a function wrote to stdout and stderr, oldest line first. */
  logLines(name: string): readonly string[] {
    return this.slot(name).lines;
  }

  /** Starts a function's process and loads its handler, so that the first caller does not wait for it. */
  warm(name: string): Promise<InvocationResult> {
    const slot = this.slot(name);
    return this.isClosed ? Promise.resolve(CLOSED) : this.running(slot).load();
  }

  /** @param event anything that JSON can hold. Never rejects: a failing function is a result. */
  invoke(name: string, event: unknown): Promise<InvocationResult> {
    const slot = this.slot(name);
    slot.invocations += 1;
    const result = slot.tail.then(() => (this.isClosed ? CLOSED : this.running(slot).invoke(event)));
    slot.tail = result;
    return result;
  }

  /** Ends every process; events that still wait fail, and start none. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.slots.values()].map(async (slot) => slot.process?.kill()));
  }

  private running(slot: Slot): FunctionProcess {
    if (slot.process?.isAlive) return slot.process;
    slot.process = new FunctionProcess({
      spec: slot.spec,
      runtimeBundle: this.settings.runtimeBundle,
      environment: this.settings.environmentOf(slot.spec),
      onLogLine: (line) => keepLine(slot, line),
    });
    return slot.process;
  }

  private slot(name: string): Slot {
    const slot = this.slots.get(name);
    if (slot) return slot;
    throw new Error(`There is no function "${name}"; there are ${this.names().join(", ")}.`);
  }
}

function keepLine(slot: Slot, line: string): void {
  slot.lines.push(line);
  if (slot.lines.length > KEPT_LINES) slot.lines.shift();
  fs.appendFileSync(slot.logFile, `${line}\n`);
}
