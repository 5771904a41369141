import type { RecordedDecision } from "../../cloud/decide/decision-log";
import type { ServiceCall } from "../../cloud/service-calls";
import { layerOf } from "../statements";
import { sentenceOf } from "./event-sentence";
import type { Moment } from "./moment";

/** Everything that is known of one request to the API, from the logs that the stack writes and from what the laptop saw. */
export interface RequestRecord {
  /** Its line in the access log, as infra/private-api/access-log.ts has it. */
  readonly access: Readonly<Record<string, string>>;
  /** About the request itself and about the calls that were made for it, in the order they were made. */
  readonly decisions: readonly RecordedDecision[];
  readonly calls: readonly ServiceCall[];
  /** What functions wrote about it, each with the milliseconds since 1970. */
  readonly events: readonly {
    readonly at: number;
    readonly from: string;
    readonly event: Readonly<Record<string, unknown>>;
  }[];
}

/** Shorter gaps between two calls are the function's own work. */
const LEAST_WAIT_MS = 20;
const ORDER = ["request", "decision", "call", "wait", "log", "answer"];

/** From the request to its answer. No token, address, picture or claim is in it: none of the sources has one. */
export function timeLine({ access, decisions, calls, events }: RequestRecord): readonly Moment[] {
  const began = Number(access["time"]);
  const moments: Moment[] = [
    { at: 0, kind: "request", what: `${access["method"] ?? ""} ${access["route"] ?? ""}`, detail: cameThrough(access) },
    ...decisions.map((decision) => decided(decision, began)),
    ...calls.map((call) => called(call, began)),
    ...waits(calls, began),
    ...events.map(({ at, from, event }): Moment => ({ at: at - began, kind: "log", ...sentenceOf(from, event) })),
    answered(access),
  ];
  return moments
    .map((moment) => ({ ...moment, at: Math.max(0, Math.round(moment.at)) }))
    .sort((one, other) => one.at - other.at || ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
}

function cameThrough({ endpointId = "-" }: RequestRecord["access"]): string {
  return endpointId === "-" || endpointId === "" ? "came through no VPC endpoint" : `came through ${endpointId}`;
}

function decided(decision: RecordedDecision, began: number): Moment {
  const { action, door, allowed, sid, source, why, reason } = decision;
  const by = `${layerOf(decision)}${sid === undefined ? "" : `, ${sid}`}`;
  const where = source === undefined ? "" : ` (${source.file}:${source.line})`;
  const because = allowed ? "" : `: ${why ?? reason}`;
  return {
    at: Date.parse(decision.time) - began,
    kind: "decision",
    what: `${allowed ? "Allowed" : "Refused"} ${action} at ${door}`,
    detail: `by ${by}${where}${because}`,
    isGood: allowed,
  };
}

function called(
  { service, operation, region, door, startedAt, milliseconds, status, error }: ServiceCall,
  began: number,
): Moment {
  const isGood = status !== undefined && status < 400;
  return {
    at: startedAt - began,
    milliseconds,
    kind: "call",
    what: [service, operation, region === undefined ? "" : `in ${region}`].filter((part) => part !== "").join(" "),
    detail: `through ${door}: ${status === undefined ? "nothing whole was answered" : [status, error].filter(Boolean).join(" ")}`,
    isGood,
  };
}

/** Between a call that was refused and the next one. */
function waits(calls: readonly ServiceCall[], began: number): Moment[] {
  const inOrder = [...calls].sort((one, other) => one.startedAt - other.startedAt);
  return inOrder.flatMap((call, index): Moment[] => {
    const next = inOrder[index + 1];
    const ended = call.startedAt + call.milliseconds;
    const gap = (next?.startedAt ?? ended) - ended;
    if (call.status === undefined || call.status < 400 || gap < LEAST_WAIT_MS) return [];
    return [{ at: ended - began, milliseconds: gap, kind: "wait", what: "Waited before the next try" }];
  });
}

function answered({
  status = "",
  totalMs = "0",
  authorizerMs,
  functionMs,
  errorType,
}: RequestRecord["access"]): Moment {
  const shares = [
    ["the authorizer", authorizerMs],
    ["the function", functionMs],
  ].filter(([, time]) => time !== undefined && time !== "-" && time !== "");
  const detail = shares.map(([who, time]) => `${who} took ${time ?? ""} ms`).join(", ");
  const kind = errorType === undefined || errorType === "-" ? "" : ` (${errorType})`;
  return {
    at: Number(totalMs),
    kind: "answer",
    what: `Answered ${status}${kind} after ${totalMs} ms`,
    ...(detail !== "" && { detail }),
    isGood: Number(status) < 400,
  };
}
