import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { FunctionSpec } from "./function-spec";
import type { FunctionError, InvokeMessage, RuntimeMessage } from "./protocol";

/** Either what the handler returned, as JSON, or the error that Lambda would show. */
export type InvocationResult =
  { readonly ok: true; readonly payload: unknown } | { readonly ok: false; readonly error: FunctionError };

export interface ProcessSettings {
  readonly spec: FunctionSpec;
  /** The built local/lambda/runtime.ts. */
  readonly runtimeBundle: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLogLine: (line: string) => void;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB each way. */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;
const INIT_SECONDS = 10;

/** One execution environment: a process that is loaded once and then handles one event at a time. */
export class FunctionProcess {
  private readonly child: ChildProcess;
  private readonly ready: Promise<InvocationResult>;
  private settle: (result: InvocationResult) => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  isAlive = true;

  constructor(private readonly settings: ProcessSettings) {
    const { spec, environment, runtimeBundle } = settings;
    this.child = fork(runtimeBundle, [], {
      env: environment,
      execArgv: [`--max-old-space-size=${spec.memoryMb}`],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.ready = this.answer(INIT_SECONDS);
    this.child.on("message", (message: RuntimeMessage) => this.hear(message));
    this.child.on("exit", (status) => this.end(exitError(status)));
    this.child.on("error", (error) => this.end({ errorType: "Runtime.ExitError", errorMessage: error.message }));
    for (const stream of [this.child.stdout, this.child.stderr])
      if (stream) createInterface({ input: stream }).on("line", settings.onLogLine);
  }

  /** Resolves when the handler is loaded, with Lambda's error when it cannot be. */
  load(): Promise<InvocationResult> {
    return this.ready;
  }

  /** One at a time; the host sees to that. Never rejects. */
  async invoke(event: unknown): Promise<InvocationResult> {
    const loaded = await this.ready;
    if (!loaded.ok) return loaded;
    if (!this.isAlive) return failed(exitError(this.child.exitCode));
    const text = JSON.stringify(event);
    if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES)
      return failed({
        errorType: "RequestTooLargeException",
        errorMessage: "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
      });
    const { timeoutSeconds } = this.settings.spec;
    const requestId = randomUUID();
    const answer = this.answer(timeoutSeconds, requestId);
    const message: InvokeMessage = {
      kind: "invoke",
      requestId,
      event: text,
      deadline: Date.now() + timeoutSeconds * 1000,
    };
    // A process that has just gone says so by its exit; the failed send adds nothing.
    this.child.send(message, () => undefined);
    return answer;
  }

  kill(): Promise<void> {
    if (!this.isAlive) return Promise.resolve();
    return new Promise((resolve) => {
      this.child.once("exit", () => resolve());
      this.child.kill("SIGKILL");
    });
  }

  /** The next thing the process says, or Lambda's timeout, after which the process is gone. */
  private answer(seconds: number, requestId = randomUUID()): Promise<InvocationResult> {
    return new Promise((resolve) => {
      this.settle = resolve;
      this.timer = setTimeout(() => {
        const errorMessage = `${new Date().toISOString()} ${requestId} Task timed out after ${seconds.toFixed(2)} seconds`;
        this.end({ errorType: "Sandbox.Timedout", errorMessage });
        this.child.kill("SIGKILL");
      }, seconds * 1000);
    });
  }

  private hear(message: RuntimeMessage): void {
    clearTimeout(this.timer);
    if (message.kind === "ready") this.settle({ ok: true, payload: null });
    else if (message.kind === "error") this.settle(failed(message.error));
    else if (message.kind === "init-error") {
      this.end(message.error);
      this.child.kill("SIGKILL");
    } else this.settle(resultOf(message.payload));
  }

  private end(error: FunctionError): void {
    clearTimeout(this.timer);
    this.isAlive = false;
    this.settle(failed(error));
  }
}

function resultOf(payload: string): InvocationResult {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= MAX_PAYLOAD_BYTES) return { ok: true, payload: JSON.parse(payload) as unknown };
  const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`;
  return failed({ errorType: "Function.ResponseSizeTooLarge", errorMessage });
}

function exitError(status: number | null): FunctionError {
  const how = status === null ? "signal: killed" : `exit status ${status}`;
  return { errorType: "Runtime.ExitError", errorMessage: `Error: Runtime exited with error: ${how}` };
}

function failed(error: FunctionError): InvocationResult {
  return { ok: false, error };
}
