import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { FunctionSpec } from "./function-spec";
import { MemoryWatch } from "./memory-watch";
import type { FunctionError, InvokeMessage, RuntimeMessage } from "./protocol";
import { traceIdOf } from "./trace-id";

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

interface Pending {
  readonly settle: (result: InvocationResult) => void;
  readonly timer: NodeJS.Timeout;
}

/** What is waited for while the process loads its handler. */
const LOADING = "loading";

/**
 * One execution environment: a process that is loaded once and then handles events. Lambda gives it one at a time, or several, as
 * Lambda Managed Instances do; the host decides.
 */
export class FunctionProcess {
  private readonly child: ChildProcess;
  private readonly ready: Promise<InvocationResult>;
  /** By request id. */
  private readonly pending = new Map<string, Pending>();
  private readonly memory: MemoryWatch;
  /** false: it has ended, or takes no more events because one of them timed out. */
  isAlive = true;
  /** Events that it was given and has not answered yet, also while it loads. */
  inFlight = 0;

  constructor(private readonly settings: ProcessSettings) {
    const { spec, environment, runtimeBundle } = settings;
    this.child = fork(runtimeBundle, [], {
      env: environment,
      execArgv: [`--max-old-space-size=${spec.memoryMb}`],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const { memoryMb } = spec;
    const onExceeded = (peakMb: number) => this.endForMemory(memoryMb, peakMb);
    this.memory = new MemoryWatch({ pid: this.child.pid, memoryMb, onExceeded });
    this.ready = this.answer(INIT_SECONDS, LOADING);
    this.child.on("message", (message: RuntimeMessage) => this.hear(message));
    this.child.on("exit", (status) => this.end(exitError(status)));
    this.child.on("error", (error) => this.end({ errorType: "Runtime.ExitError", errorMessage: error.message }));
    for (const stream of [this.child.stdout, this.child.stderr])
      if (stream) createInterface({ input: stream }).on("line", settings.onLogLine);
  }

  get hasExited(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Resolves when the handler is loaded, with Lambda's error when it cannot be. */
  load(): Promise<InvocationResult> {
    return this.ready;
  }

  /** Never rejects. */
  async invoke(event: unknown): Promise<InvocationResult> {
    this.inFlight += 1;
    this.memory.begin(this.inFlight);
    try {
      return await this.handle(event);
    } finally {
      this.inFlight -= 1;
      if (this.inFlight === 0) this.memory.end();
    }
  }

  kill(): Promise<void> {
    if (this.hasExited) return Promise.resolve();
    return new Promise((resolve) => {
      this.child.once("exit", () => resolve());
      this.child.kill("SIGKILL");
    });
  }

  private async handle(event: unknown): Promise<InvocationResult> {
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
      traceId: traceIdOf(event),
    };
    // A process that has just gone says so by its exit; the failed send adds nothing.
    this.child.send(message, () => undefined);
    return answer;
  }

  /** What the process says to one request, or Lambda's timeout, after which the process ends with its other events. */
  private answer(seconds: number, requestId: string): Promise<InvocationResult> {
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        const errorMessage = `${new Date().toISOString()} ${randomUUID()} Task timed out after ${seconds.toFixed(2)} seconds`;
        this.isAlive = false;
        this.settle(requestId, failed({ errorType: "Sandbox.Timedout", errorMessage }));
      }, seconds * 1000);
      this.pending.set(requestId, { settle, timer });
    });
  }

  private hear(message: RuntimeMessage): void {
    // Before the answer goes on: a process that passed its memory on the way to it would not have given it.
    this.memory.look(message.kind === "memory" ? message.bytes : undefined);
    if (message.kind === "memory") return;
    if (message.kind === "ready") this.settle(LOADING, { ok: true, payload: null });
    else if (message.kind === "error") this.settle(message.requestId, failed(message.error));
    else if (message.kind === "result") this.settle(message.requestId, resultOf(message.payload));
    else {
      this.end(message.error);
      this.child.kill("SIGKILL");
    }
  }

  private settle(requestId: string, result: InvocationResult): void {
    const pending = this.pending.get(requestId);
    if (!pending) return;
    this.pending.delete(requestId);
    clearTimeout(pending.timer);
    pending.settle(result);
    if (!this.isAlive && this.pending.size === 0) this.child.kill("SIGKILL");
  }

  /** As Lambda: every event in flight fails, and the report in the log has the memory. */
  private endForMemory(memoryMb: number, peakMb: number): void {
    const report = `REPORT Memory Size: ${memoryMb} MB Max Memory Used: ${peakMb} MB`;
    this.settings.onLogLine(`${report} Status: error Error Type: Runtime.OutOfMemory`);
    this.end(exitError(null));
    this.child.kill("SIGKILL");
  }

  private end(error: FunctionError): void {
    this.isAlive = false;
    for (const requestId of [...this.pending.keys()]) this.settle(requestId, failed(error));
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
