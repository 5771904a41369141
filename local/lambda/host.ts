import * as fs from "node:fs";
import * as path from "node:path";
import { type AliasRoute, AliasTraffic } from "./alias-traffic";
import { FunctionProcess, type InvocationResult } from "./function-process";
import { type FunctionSpec, isCalledBy } from "./function-spec";

export interface HostSettings {
  readonly functions: readonly FunctionSpec[];
  /** The built local/lambda/runtime.ts. */
  readonly runtimeBundle: string;
  /** Called at each start of a function's process. */
  readonly environmentOf: (spec: FunctionSpec) => Readonly<Record<string, string>>;
  /** Each function's output goes to `<name>.log` in here. */
  readonly logFolder: string;
}

/** The version that a laptop starts with. */
export const FIRST_VERSION = "1";

/** A line that a function wrote. */
export interface LogLine {
  /** Milliseconds since 1970, by the laptop's clock. */
  readonly at: number;
  readonly text: string;
}

interface Slot {
  readonly spec: FunctionSpec;
  /** Published beside it, by number; each has environments of its own. */
  readonly versions: Map<string, Slot>;
  /** Absent: the first version has all calls. */
  traffic?: AliasTraffic;
  readonly lines: LogLine[];
  readonly logFile: string;
  environments: FunctionProcess[];
  /** The end of the line of waiting invocations, for functions that take one event at a time. */
  tail: Promise<unknown>;
  invocations: number;
  inFlight: number;
}

const KEPT_LINES = 5000;

const CLOSED: InvocationResult = {
  ok: false,
  error: { errorType: "Runtime.ExitError", errorMessage: "The laptop's cloud is closed." },
};

/** As many as a laptop has cores for; AWS adds an environment for every event that finds none idle. */
const MOST_ENVIRONMENTS = 4;

const OVER_CONCURRENCY: InvocationResult = {
  ok: false,
  error: { errorType: "TooManyRequestsException", errorMessage: "Rate Exceeded." },
};

/**
 * Runs the functions in processes, started at their first event and loaded once. Events of one function wait in line, unless the
 * program gives the function concurrency of its own: then it has up to four environments, and events that find none idle share
 * them, as on Lambda Managed Instances.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-nodejs-runtime.html
 */
export class LambdaHost {
  private readonly slots = new Map<string, Slot>();
  private isClosed = false;

  constructor(private readonly settings: HostSettings) {
    fs.mkdirSync(settings.logFolder, { recursive: true });
    for (const spec of settings.functions) {
      const logFile = path.join(settings.logFolder, `${spec.name}.log`);
      fs.writeFileSync(logFile, "");
      const fresh = { environments: [], tail: Promise.resolve(), invocations: 0, inFlight: 0 };
      this.slots.set(spec.name, { spec, lines: [], logFile, versions: new Map(), ...fresh });
    }
  }

  names(): readonly string[] {
    return [...this.slots.keys()];
  }

  /** @param arn of a function, or of an alias of it */
  findByArn(arn: string): FunctionSpec | undefined {
    return this.settings.functions.find((spec) => isCalledBy(spec, arn));
  }

  /** @returns the number of a version with other code, which has no calls before its alias gives it some */
  publish(name: string, code: Pick<FunctionSpec, "codeFolder">): string {
    const { spec, lines, logFile, versions } = this.slot(name);
    const number = String(versions.size + 2);
    const fresh = {
      environments: [],
      tail: Promise.resolve(),
      invocations: 0,
      inFlight: 0,
      versions: new Map<string, Slot>(),
    };
    versions.set(number, { spec: { ...spec, ...code }, lines, logFile, ...fresh });
    return number;
  }

  /** From now on calls of a function's alias go so. */
  shiftAlias(name: string, route: AliasRoute): void {
    this.slot(name).traffic = new AliasTraffic(route);
  }

  /** How often each version was invoked since the start, by number. */
  invocationsByVersion(name: string): ReadonlyMap<string, number> {
    const { invocations, versions } = this.slot(name);
    const others = [...versions].map(([number, version]) => [number, version.invocations] as const);
    return new Map([[FIRST_VERSION, invocations], ...others]);
  }

  /** One version, past the alias. Never rejects. */
  invokeVersion(name: string, version: string, event: unknown): Promise<InvocationResult> {
    return this.run(this.version(this.slot(name), version), event);
  }

  /** How often a function was invoked since the start, failures included. */
  invocations(name: string): number {
    return [...this.invocationsByVersion(name).values()].reduce((sum, count) => sum + count, 0);
  }

  /** What a function wrote to stdout and stderr, oldest line first. */
  logLines(name: string): readonly string[] {
    return this.slot(name).lines.map(({ text }) => text);
  }

  /** The same, each with its time. */
  logOf(name: string): readonly LogLine[] {
    return this.slot(name).lines;
  }

  /** Starts a function's process and loads its handler, so that the first caller does not wait for it. */
  warm(name: string): Promise<InvocationResult> {
    const slot = this.slot(name);
    return this.isClosed ? Promise.resolve(CLOSED) : this.environment(slot).load();
  }

  /** @param event anything that JSON can hold. Never rejects: a failing function is a result. */
  invoke(name: string, event: unknown): Promise<InvocationResult> {
    const slot = this.slot(name);
    return this.run(this.version(slot, slot.traffic?.next() ?? FIRST_VERSION), event);
  }

  private async run(slot: Slot, event: unknown): Promise<InvocationResult> {
    const { atOnce } = slot.spec;
    slot.invocations += 1;
    if (atOnce !== undefined && slot.inFlight >= atOnce) return OVER_CONCURRENCY;
    slot.inFlight += 1;
    const before = atOnce === undefined ? slot.tail : Promise.resolve();
    const result = before.then(() => (this.isClosed ? CLOSED : this.environment(slot).invoke(event)));
    slot.tail = result;
    try {
      return await result;
    } finally {
      slot.inFlight -= 1;
    }
  }

  /** Ends every process; events that still wait fail, and start none. */
  async close(): Promise<void> {
    this.isClosed = true;
    const slots = [...this.slots.values()].flatMap((slot) => [slot, ...slot.versions.values()]);
    const environments = slots.flatMap((slot) => slot.environments);
    await Promise.all(environments.map((environment) => environment.kill()));
  }

  /** An idle one, else a new one, else the one with the fewest events. */
  private environment(slot: Slot): FunctionProcess {
    slot.environments = slot.environments.filter(({ hasExited }) => !hasExited);
    const alive = slot.environments.filter(({ isAlive }) => isAlive);
    const [least] = alive.sort((one, other) => one.inFlight - other.inFlight);
    const most = slot.spec.atOnce === undefined ? 1 : Math.min(MOST_ENVIRONMENTS, slot.spec.atOnce);
    if (least && (least.inFlight === 0 || alive.length >= most)) return least;
    const fresh = new FunctionProcess({
      spec: slot.spec,
      runtimeBundle: this.settings.runtimeBundle,
      environment: this.settings.environmentOf(slot.spec),
      onLogLine: (line) => keepLine(slot, line),
    });
    slot.environments.push(fresh);
    return fresh;
  }

  private version(slot: Slot, number: string): Slot {
    const found = number === FIRST_VERSION ? slot : slot.versions.get(number);
    if (found) return found;
    throw new Error(`The function "${slot.spec.name}" has no version ${number}.`);
  }

  private slot(name: string): Slot {
    const slot = this.slots.get(name);
    if (slot) return slot;
    throw new Error(`There is no function "${name}"; there are ${this.names().join(", ")}.`);
  }
}

function keepLine(slot: Slot, line: string): void {
  slot.lines.push({ at: Date.now(), text: line });
  if (slot.lines.length > KEPT_LINES) slot.lines.shift();
  fs.appendFileSync(slot.logFile, `${line}\n`);
}
