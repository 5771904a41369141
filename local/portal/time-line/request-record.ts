import type { DecisionLog } from "../../cloud/decide/decision-log";
import type { ServiceCalls } from "../../cloud/service-calls";
import type { LogLine } from "../../lambda/host";
import type { RequestRecord } from "./time-line";

/** The parts of the laptop's cloud that keep something of every request. */
export interface Sources {
  readonly accessLog: { all(): readonly string[] };
  readonly decisions: Pick<DecisionLog, "of">;
  readonly serviceCalls: Pick<ServiceCalls, "of">;
  readonly functions: { names(): readonly string[]; logOf(name: string): readonly LogLine[] };
}

/** @returns undefined for a request that is not, or no longer, in the access log */
export function requestRecord(sources: Sources, requestId: string): RequestRecord | undefined {
  const { accessLog, decisions, serviceCalls, functions } = sources;
  const line = accessLog.all().findLast((each) => each.includes(`"${requestId}"`));
  if (line === undefined) return undefined;
  const calls = serviceCalls.of(requestId);
  const events = functions.names().flatMap((from) =>
    functions.logOf(from).flatMap(({ at, text }) => {
      const event = text.startsWith('{"event"') && text.includes(`"${requestId}"`) ? parsed(text) : undefined;
      return event?.["requestId"] === requestId ? [{ at, from, event }] : [];
    }),
  );
  return {
    access: JSON.parse(line) as Record<string, string>,
    decisions: [requestId, ...calls.map(({ callId }) => callId)].flatMap((id) => decisions.of(id)),
    calls,
    events,
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
