import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../user-error";
import { readStackConfig } from "./config";
import { Failures } from "./failures";
import type { Graph } from "./graph";
import { collectAtEnd, letGoOfStack } from "./let-go";
import { createMonitor } from "./monitor";
import { leaveOutPromiseLeaks } from "./promise-leaks";
import { EXAMPLE_ACCOUNT, EXAMPLE_STUDIO_ACCOUNT, runInAccount } from "./outputs/identifiers";
import { Registry } from "./registry";
import { showSourceLines } from "./source-position";
import { ORGANIZATION } from "./stack-reference";

/** Where the launcher puts the bundled program, relative to the project. */
export const PROGRAM_BUNDLE = "build/program.js";

export interface RunOptions {
  /** The folder that holds Pulumi.yaml. */
  readonly projectRoot: string;
  readonly stack: string;
  /** The bundled program, absolute or relative to the project; its source map should lie beside it. */
  readonly programBundle: string;
  /** Values in place of the stack file's, by key; checked like those. */
  readonly config?: Record<string, unknown>;
  /** In place of the one that config names or, where it names none, AWS's example account. */
  readonly account?: string;
  /** The stack's outputs as an earlier update left them; without them this is the first. */
  readonly deployed?: Record<string, unknown>;
  /** Seconds without a new resource after which the program is given up. */
  readonly patienceSeconds?: number;
}

/** Offline there is nothing to wait for but the functions' bundles: seconds, on a machine with much else to do a minute. */
const PATIENCE_SECONDS = 120;

// The SDK keeps its settings in the process, so runs must not overlap.
let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs a Pulumi program in this process, without CLI, account or network, and returns everything it registered.
 * The program is loaded afresh every time. Secrets are unwrapped; ids and ARNs are synthetic and always the same.
 *
 * @throws UserError on wrong configuration; otherwise the program's or the engine's own error, once
 */
export function runProgram(options: RunOptions): Promise<Graph> {
  const run = previous.then(() => runAlone(options));
  previous = run.catch(() => undefined);
  return run;
}

async function runAlone(options: RunOptions): Promise<Graph> {
  const { projectRoot, stack, deployed = {} } = options;
  const { project, values } = readStackConfig(projectRoot, stack, options.config);
  const region = values["aws:region"];
  if (!region) throw new UserError(`Stack ${stack} has no Region: set aws:region, e.g. to eu-central-1.`);
  runInAccount(options.account ?? accountNamedBy(project, values) ?? exampleAccountFor(project, values));
  const registry = new Registry({ projectRoot, project, stack, region, deployed, config: values });
  const failures = new Failures();
  const patience = watch(registry, failures, options.patienceSeconds ?? PATIENCE_SECONDS);
  failures.listen();
  showSourceLines();
  leaveOutPromiseLeaks();
  try {
    pulumi.runtime.setMockOptions(createMonitor(registry, failures), project, stack, false, ORGANIZATION);
    pulumi.runtime.setAllConfig(values);
    await Promise.race([finish(path.resolve(projectRoot, options.programBundle), failures), failures.first]);
    await settle();
    failures.throwIfAny();
    letGoOfStack();
    collectAtEnd(registry.size);
    return { project, stack, resources: registry.resources(), outputs: registry.stackOutputs() };
  } finally {
    clearInterval(patience);
    failures.stop();
  }
}

/** The account whose policy is the boundary of the stack's roles, or whose key encrypts its data: AWS takes no other account's. */
function accountNamedBy(project: string, values: Readonly<Record<string, string>>): string | undefined {
  const named = (key: string) => values[`${project}:${key}`] ?? "";
  const boundary = /^arn:[a-z-]+:iam::(\d{12}):policy\//.exec(named("permissionsBoundaryArn"));
  return (boundary ?? /^arn:[a-z-]+:kms:[a-z0-9-]+:(\d{12}):key\//.exec(named("dataEncryptionKeyArn")))?.[1];
}

/** A Studio account is another one than its gateway's. */
function exampleAccountFor(project: string, values: Readonly<Record<string, string>>): string {
  return values[`${project}:role`] === "studioAccount" ? EXAMPLE_STUDIO_ACCOUNT : EXAMPLE_ACCOUNT;
}

async function finish(program: string, failures: Failures): Promise<void> {
  try {
    await pulumi.runtime.runInPulumiStack(() => load(program));
    // Resources that nothing waits for are still being registered when the stack's outputs are known.
    await pulumi.runtime.disconnect();
  } catch (fault) {
    failures.reject(fault);
  }
}

/** As the CLI's runner loads a program: its exports are the outputs, or are a function that returns them. */
async function load(program: string): Promise<unknown> {
  Reflect.deleteProperty(require.cache, require.resolve(program));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is known at run time only
  const exported: unknown = require(program);
  return typeof exported === "function" ? await (exported as () => unknown)() : exported;
}

/** Turns of the event loop in which late rejections and what hangs on them come to light. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function watch(registry: Registry, failures: Failures, patienceSeconds: number): NodeJS.Timeout {
  let [size, idle] = [0, 0];
  return setInterval(() => {
    idle = registry.size === size ? idle + 1 : 0;
    size = registry.size;
    if (idle < patienceSeconds) return;
    failures.refuse(new Error(`The program waits for something that never comes: ${size} resources, then silence.`));
  }, 1000);
}
