/** The SDK's runtime/debuggable.ts: https://github.com/pulumi/pulumi/blob/v3.248.0/sdk/nodejs/runtime/debuggable.ts */
interface LeakDetector {
  debuggablePromise?: <T>(promise: Promise<T>) => Promise<T>;
}

/**
 * The SDK follows each of its promises, for a list of leaked ones that it prints at the end: two more promises, a text
 * and a stack for each. For a company of five hundred people that is a quarter of what a program keeps at its fullest, and with source
 * maps on, as the resources' own lines need them, more than half of its time. A program that waits for something
 * that never comes is found by its silence instead (run-program.ts).
 */
export function leaveOutPromiseLeaks(): void {
  if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
  const detector = leakDetector();
  if (detector.debuggablePromise) detector.debuggablePromise = (promise) => promise;
}

/** It is not part of the SDK's interface: with a version that has none, programs only take longer. */
function leakDetector(): LeakDetector {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- what an import gives cannot be changed
    return require("@pulumi/pulumi/runtime/debuggable") as LeakDetector;
  } catch {
    return {};
  }
}
