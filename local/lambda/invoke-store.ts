import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Where the SDK's clients look for what belongs to the event they work for: Lambda's runtime puts it there, also where events share an
 * environment. https://github.com/awslabs/aws-lambda-invoke-store
 */
const traces = new AsyncLocalStorage<string | undefined>();

export function provideInvokeStore(): void {
  const store = { getXRayTraceId: () => traces.getStore(), hasContext: () => traces.getStore() !== undefined };
  Object.assign(globalThis, { awslambda: { InvokeStore: store } });
}

export function tracedAs<Result>(traceId: string | undefined, work: () => Result): Result {
  return traces.run(traceId, work);
}
