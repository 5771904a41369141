/** The SDK's runtime/debuggable.ts: https://github.com/pulumi/pulumi/blob/v3.248.0/sdk/nodejs/runtime/debuggable.ts */
interface LeakDetector {
  debuggablePromise?: <T>(promise: Promise<T>, context?: unknown) => Promise<T>;
}

let isDone = false;

/**
 * The SDK writes down the stack of every promise that it makes, for a list of leaked promises that it prints only when
 * PULUMI_DEBUG_PROMISE_LEAKS is set. With source maps on, as the resources' own lines need them, that is more than half of a program's time.
 */
export function leaveOutStacksOfPromises(): void {
  if (isDone || process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
  isDone = true;
  const detector = leakDetector();
  const plain = detector.debuggablePromise;
  if (plain === undefined) return;
  detector.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return plain(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
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
