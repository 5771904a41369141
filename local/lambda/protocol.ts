/** What the host and a function's process say to each other. */

/** To the process. `event` is JSON text, as on the wire. */
export interface InvokeMessage {
  readonly kind: "invoke";
  readonly requestId: string;
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** Of the request that the function was invoked for, as a trace's header has it. */
  readonly traceId?: string | undefined;
}

/** An error as Lambda shows it to the invoker. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** From the process. */
export type RuntimeMessage =
  | { readonly kind: "ready" }
  /** Resident memory, where the host cannot see it for itself. */
  | { readonly kind: "memory"; readonly bytes: number }
  | { readonly kind: "init-error"; readonly error: FunctionError }
  | { readonly kind: "result"; readonly requestId: string; readonly payload: string }
  | { readonly kind: "error"; readonly requestId: string; readonly error: FunctionError };
