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
