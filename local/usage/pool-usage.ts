import type { RekognitionCall } from "../../functions/contract/log";
import { priceOf } from "../../infra/cost/prices";

/** Calls that are alike but for what they weighed: a line of a Logs Insights result, or lines of the laptop's log counted together. */
export interface CountedCalls extends Pick<RekognitionCall, "lane" | "callerId" | "operation" | "region"> {
  /** "" when it was answered. */
  readonly code: string;
  readonly calls: number;
  readonly throttles: number;
  readonly waitMs: number;
  readonly bytes: number;
}

/** What one caller of one lane used one operation for. */
export interface Usage {
  readonly lane: string;
  readonly callerId: string;
  readonly operation: string;
  readonly calls: number;
  /** Of `calls`: those that a Region answered, which are the ones that AWS bills. */
  readonly answered: number;
  readonly throttles: number;
  readonly waitMs: number;
  readonly bytes: number;
  readonly usd: number;
  /** Whether every price in it was read on the day of the list. */
  readonly isConfirmed: boolean;
}

/**
 * Prices calls at the first tier of the Region that answered, the dearest first.
 * https://aws.amazon.com/rekognition/pricing/ bills an image that was analysed; throttled and refused calls are free.
 */
export function pricedUsage(counted: readonly CountedCalls[]): readonly Usage[] {
  const found = new Map<string, Usage>();
  for (const one of counted) {
    const key = JSON.stringify([one.lane, one.callerId, one.operation]);
    found.set(key, sum(found.get(key) ?? nothingOf(one), one));
  }
  return [...found.values()].sort((one, other) => other.usd - one.usd || other.calls - one.calls);
}

function nothingOf({ lane, callerId, operation }: CountedCalls): Usage {
  const none = { calls: 0, answered: 0, throttles: 0, waitMs: 0, bytes: 0, usd: 0 };
  return { lane, callerId, operation, ...none, isConfirmed: true };
}

function sum(so: Usage, more: CountedCalls): Usage {
  const answered = more.code === "" && more.region !== "" ? more.calls : 0;
  const price = priceOf(more.operation === "CompareFaces" ? "compareFaces" : "detection", more.region);
  return {
    ...so,
    calls: so.calls + more.calls,
    answered: so.answered + answered,
    throttles: so.throttles + more.throttles,
    waitMs: so.waitMs + more.waitMs,
    bytes: so.bytes + more.bytes,
    usd: so.usd + answered * price.usd,
    isConfirmed: so.isConfirmed && (answered === 0 || price.isConfirmed),
  };
}

/** @param lines of the pool's functions' logs, as the laptop keeps them; what else they wrote is passed over */
export function callsInLog(lines: readonly string[]): readonly CountedCalls[] {
  return lines
    .filter((line) => line.includes('"rekognition_call"'))
    .flatMap((line) => {
      const event = parsed(line) as Partial<RekognitionCall> | undefined;
      if (event?.event !== "rekognition_call") return [];
      const { lane = "", callerId = "", operation = "", region = "", code = "" } = event;
      const { throttles = 0, waitMs = 0, bytes = 0 } = event;
      return [{ lane, callerId, operation, region, code, calls: 1, throttles, waitMs, bytes }];
    });
}

/** A line may be half written. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
