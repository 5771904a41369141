import { routePath } from "../../functions/contract/routes";
import { operationOfPath } from "../../functions/pool/operations";
import type { Door } from "../cloud/door";
import { type ApiAddress, callApi, type HttpAnswer } from "../portal/through-a-door";
import type { Sample } from "./tally";

/** A client that calls one operation of the private API. */
export interface Caller {
  readonly door: Pick<Door, "url">;
  readonly api: ApiAddress;
  readonly token: string;
  /** In paths, e.g. `detect-faces`. */
  readonly operation: string;
  /** The caller's lane; absent while there are no lanes. */
  readonly lane?: string;
}

/** When so many requests a second go out for so many seconds, evenly: milliseconds from the start. */
export function evenly(perSecond: number, seconds: number): number[] {
  return Array.from({ length: Math.round(perSecond * seconds) }, (_, index) => (index * 1000) / perSecond);
}

/**
 * Sends requests at their times, whatever becomes of the ones before: callers do not wait for one another.
 *
 * @param times milliseconds from now, ascending
 * @param send must not reject
 * @returns when the last one is answered
 */
export async function drive(times: readonly number[], send: (index: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const sent: Promise<void>[] = [];
  for (const [index, time] of times.entries()) {
    const wait = startedAt + time - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    sent.push(send(index));
  }
  await Promise.all(sent);
}

/** The body of a request. @param operation in paths @param jpegs the first one stands for each further image that the operation wants */
export function bodyFor(operation: string, first: Buffer, ...others: readonly Buffer[]): Record<string, unknown> {
  const members = operationOfPath(operation)?.imageMembers ?? ["Image"];
  const bytes = [first, ...others].map((jpeg) => jpeg.toString("base64"));
  return Object.fromEntries(members.map((member, index) => [member, { Bytes: bytes[index] ?? bytes[0] }]));
}

/** One call. Never rejects: no answer is an answer too. */
export async function callOnce(caller: Caller, body: unknown): Promise<Sample> {
  const startedAt = performance.now();
  const path = routePath("call-rekognition", { operation: caller.operation });
  try {
    const answer = await callApi(caller.door, caller.api, { method: "POST", path, token: caller.token, body });
    return { ...said(answer, caller), milliseconds: performance.now() - startedAt };
  } catch {
    const milliseconds = performance.now() - startedAt;
    const { lane = "" } = caller;
    return { status: 0, region: "", milliseconds, attempts: 0, retryAfter: undefined, lane, waitedFor: "" };
  }
}

/** The refusals of API Gateway itself name no lane. */
function said({ status, headers }: HttpAnswer, caller: Caller): Omit<Sample, "milliseconds"> {
  const [lane, waitedFor, retryAfter] = ["x-rekognition-lane", "x-rekognition-waited-for", "retry-after"].map((name) =>
    headers.get(name),
  );
  return {
    status,
    region: headers.get("x-rekognition-region") ?? "",
    attempts: Number(headers.get("x-rekognition-attempts") ?? 0),
    retryAfter: typeof retryAfter === "string" ? Number(retryAfter) : undefined,
    lane: typeof lane === "string" ? decodeURIComponent(lane) : (caller.lane ?? ""),
    requestId: headers.get("x-amzn-requestid") ?? undefined,
    waitedFor: waitedFor === "quota" || waitedFor === "lane" ? waitedFor : "",
  };
}
