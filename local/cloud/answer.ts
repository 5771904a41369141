import type { ServerResponse } from "node:http";
import { describeDecision, headerText, type RecordedDecision } from "./decide/decision-log";

/** What a stand-in answers; the edge adds the request id and the deciding statement. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
  /** How a sick network or service answers instead; absent: as it should. */
  readonly manner?: "reset" | "headers-only" | "never";
  /** The decision that settled this request. Shown on the laptop only: AWS never tells. */
  readonly decision?: RecordedDecision;
}

export function jsonAnswer(status: number, value: unknown, headers: Answer["headers"] = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}

export function textAnswer(status: number, text: string): Answer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body: `${text}\n` };
}

/** @param withBody false for HEAD */
export function send(response: ServerResponse, answer: Answer, requestId: string, withBody: boolean): void {
  if (answer.manner === "never") return;
  if (answer.manner === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers))
    response.setHeader(name, typeof value === "string" ? value : [...value]);
  response.setHeader("x-amzn-requestid", requestId);
  if (answer.decision) response.setHeader("x-laptop-decided-by", describeDecision(answer.decision));
  if (answer.decision?.why !== undefined) response.setHeader("x-laptop-why", headerText(answer.decision.why));
  const body = Buffer.from(answer.body);
  if (answer.status !== 204 && answer.status !== 304) response.setHeader("content-length", body.length);
  if (answer.manner === "headers-only") response.flushHeaders();
  else response.end(withBody ? body : undefined);
}
