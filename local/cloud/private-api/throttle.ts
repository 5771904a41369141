import { asRecord, type GraphIndex, requiredText } from "../graph/graph-index";

export interface ThrottleLimit {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** Limits by `<METHOD> <template>`; `*` holds for every method that has none of its own. */
export function readThrottles(graph: GraphIndex, apiId: string): ReadonlyMap<string, ThrottleLimit> {
  const limits = new Map<string, ThrottleLimit>();
  for (const resource of graph.where("apigateway/methodSettings:MethodSettings", "restApi", apiId)) {
    const settings = asRecord(resource.inputs["settings"]);
    const requestsPerSecond = settings["throttlingRateLimit"];
    const burst = settings["throttlingBurstLimit"];
    // -1 is the provider's word for "not set".
    if (typeof requestsPerSecond !== "number" || typeof burst !== "number" || requestsPerSecond < 0 || burst < 0)
      continue;
    limits.set(methodKey(requiredText(resource, "methodPath")), { requestsPerSecond, burst });
  }
  return limits;
}

/**
 * A token bucket for each method of the stage, `burst` deep and refilled at `requestsPerSecond`. Real time, not the cloud's clock:
 * load is real on the laptop too.
 */
export class Throttle {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(private readonly limits: ReadonlyMap<string, ThrottleLimit>) {}

  /** @returns false when the request is over the limit */
  admit(verb: string, template: string): boolean {
    const key = `${verb} ${template}`;
    const limit = this.limits.get(key) ?? this.limits.get("*");
    if (!limit) return true;
    const now = performance.now();
    const bucket = this.buckets.get(key) ?? { tokens: limit.burst, at: now };
    const tokens = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.requestsPerSecond);
    const isAdmitted = tokens >= 1;
    this.buckets.set(key, { tokens: isAdmitted ? tokens - 1 : tokens, at: now });
    return isAdmitted;
  }
}

/** `~1v1~1studio~1profiles/GET` or `v1/studio/profiles/GET` → `GET /v1/studio/profiles`; the wildcard for all methods → `*`. */
function methodKey(methodPath: string): string {
  const cut = methodPath.lastIndexOf("/");
  const path = methodPath.slice(0, cut).replaceAll("~1", "/").replace(/^\/+/, "");
  return path === "*" ? "*" : `${methodPath.slice(cut + 1)} /${path}`;
}
