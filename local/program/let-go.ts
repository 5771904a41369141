import * as v8 from "node:v8";
import * as vm from "node:vm";

/** The SDK's runtime/state.ts: https://github.com/pulumi/pulumi/blob/v3.248.0/sdk/nodejs/runtime/state.ts */
interface State {
  setStackResource?: (stack: undefined) => void;
}

/**
 * The SDK keeps the stack of the last run, and with it the outputs of every resource: for a company of five hundred people a third of what
 * the process holds. To be called once a program has come to its end.
 */
export function letGoOfStack(): void {
  stateOfSdk().setStackResource?.(undefined);
}

/** It is not part of the SDK's interface: with a version that has none, the memory stays in use. */
function stateOfSdk(): State {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- declared nowhere, and not in every version
    return require("@pulumi/pulumi/runtime/state") as State;
  } catch {
    return {};
  }
}

/** Shipped stacks have some hundred resources. */
const MANY = 1000;

let collect: (() => void) | undefined;

/**
 * Collects what is left of every thousand resources: V8 by itself would let the process grow by as much again as is in use before it looks.
 * Smaller programs never wait for it.
 */
export function collectAfter(resources: number): void {
  if (resources === 0 || resources % MANY !== 0) return;
  if (!collect) {
    v8.setFlagsFromString("--expose-gc");
    collect = vm.runInNewContext("gc") as () => void;
  }
  collect();
}

/** The same at a program's end, when what it has needed is let go of. */
export function collectAtEnd(resources: number): void {
  collectAfter(resources - (resources % MANY));
}
