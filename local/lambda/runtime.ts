/** Runs inside a function's own process: loads the handler, then answers one event at a time. Bundled into build/local/lambda-runtime.js. */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { provideInvokeStore, tracedAs } from "./invoke-store";
import type { FunctionError, InvokeMessage, RuntimeMessage } from "./protocol";

type Handler = (event: unknown, context: LambdaContext) => unknown;

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
interface LambdaContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

function start(): void {
  // Without its host nothing would ever end this process.
  process.on("disconnect", () => process.exit(0));
  provideInvokeStore();
  let handler: Handler;
  try {
    handler = loadHandler(setting("LAMBDA_TASK_ROOT"), setting("_HANDLER"));
  } catch (error) {
    tell({ kind: "init-error", error: describe(error) });
    return;
  }
  process.on("message", (message: InvokeMessage) => void tracedAs(message.traceId, () => invoke(handler, message)));
  tell({ kind: "ready" });
}

/** @param name `<file>.<export>`, e.g. `index.handler` */
function loadHandler(folder: string, name: string): Handler {
  const dot = name.lastIndexOf(".");
  const file = path.join(folder, `${name.slice(0, dot)}.js`);
  if (!fs.existsSync(file))
    throw named("Runtime.ImportModuleError", `Error: Cannot find module '${name.slice(0, dot)}'`);
  const exported = (createRequire(file)(file) as Record<string, unknown>)[name.slice(dot + 1)];
  if (typeof exported !== "function") throw named("Runtime.HandlerNotFound", `${name} is undefined or not exported`);
  return exported as Handler;
}

/** Linux tells the host itself. */
const TELLS_MEMORY_EVERY_MS = fs.existsSync("/proc/self/status") ? undefined : 100;

function tellMemory(): void {
  tell({ kind: "memory", bytes: process.memoryUsage.rss() });
}

async function invoke(handler: Handler, message: InvokeMessage): Promise<void> {
  const { requestId } = message;
  const timer = TELLS_MEMORY_EVERY_MS === undefined ? undefined : setInterval(tellMemory, TELLS_MEMORY_EVERY_MS);
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    tell({ kind: "result", requestId, payload: JSON.stringify(result ?? null) });
  } catch (error) {
    tell({ kind: "error", requestId, error: describe(error) });
  } finally {
    clearInterval(timer);
  }
}

function contextOf(message: InvokeMessage): LambdaContext {
  return {
    functionName: setting("AWS_LAMBDA_FUNCTION_NAME"),
    functionVersion: setting("AWS_LAMBDA_FUNCTION_VERSION"),
    invokedFunctionArn: setting("LAPTOP_FUNCTION_ARN"),
    memoryLimitInMB: setting("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
    awsRequestId: message.requestId,
    logGroupName: setting("AWS_LAMBDA_LOG_GROUP_NAME"),
    logStreamName: setting("AWS_LAMBDA_LOG_STREAM_NAME"),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => message.deadline - Date.now(),
  };
}

/** Lambda shows the class of an error, its message and its stack; anything else that was thrown becomes text. */
function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function setting(name: string): string {
  return process.env[name] ?? "";
}

function tell(message: RuntimeMessage): void {
  process.send?.(message);
}

start();
