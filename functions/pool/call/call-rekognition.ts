import { errorName, upstreamRequestId } from "../../aws/upstream-call";
import { log } from "../../contract/log";
import { Refusal, type Problem } from "../../contract/problem";
import type { PoolHeaders } from "../../http/proxy-handler";
import { type PoolSettings, ANSWER_MS, CALL_MS } from "../env";
import { type Lane, ONE_LANE } from "../lanes/lanes";
import type { Operation } from "../operations";
import { type OperationOutput, attemptOnce, isLimitExceeded, regionalClients } from "./attempt";
import { pinnedRegion } from "../request/pool-access";
import type { Attempt, CallLimits, RouterResult } from "../router/call";
import { monotonicClock as clock, Router } from "../router/router";
import { CallImage, type ImageInput } from "./image-input";
import { poolHeaders, problemOfResult, refuseWithoutRegion } from "./outcome";

/** One operation on one request's images. */
export interface AnalysisOrder {
  readonly operation: Operation;
  readonly images: Readonly<Record<string, ImageInput>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** The Regions that may see the images and have the operation. */
  readonly regions: readonly string[];
  readonly route: "api" | "ingest";
  /** Whose call it is; undefined while there are no lanes. */
  readonly lane?: Lane | undefined;
  /** For the log; "" when there is none. */
  readonly callerId: string;
  readonly requestId: string;
  /** Milliseconds until Lambda ends the invocation. */
  readonly remainingMs: () => number;
}

export interface Analysis {
  /** AWS's own answer. */
  readonly output: OperationOutput;
  readonly region: string;
  readonly headers: PoolHeaders;
}

/** @throws Refusal with the pool's headers */
export type Analyse = (order: AnalysisOrder) => Promise<Analysis>;

/** The pool of one environment: clients and the router's memory live as long as it does, nothing of a request does. */
export function createPool(settings: PoolSettings): Analyse {
  const clientOf = regionalClients(settings.pool.regions);
  const router = new Router({ regions: settings.pool.regions, clock, random: Math.random });

  const pool: Pool = { homeRegion: settings.homeRegion, clientOf, router };

  return async (order) => {
    const { operation, options, regions } = order;
    refuseWithoutRegion(regions);
    const pinned = pinnedRegion(operation, options, regions);
    const reachable = pinned === undefined ? regions : [pinned];
    const mayBeNative = settings.s3Object !== "off" && reachable.includes(settings.homeRegion);
    const inputs = Object.entries(order.images);
    const images = await Promise.all(
      inputs.map(([member, input]) => CallImage.prepare(member, input, operation.imageLimits, mayBeNative)),
    );
    const limits = limitsOf(order, settings, pinned);
    const preferred = images.some(({ isNative }) => isNative) ? { preferredRegion: settings.homeRegion } : {};
    const routed = await route(pool, order, images, { ...limits, ...preferred });
    if (!images.some(({ isNative }) => isNative) || !isAboutStoredImage(routed.result))
      return analysisOf(order, routed);
    for (const image of images) image.stopBeingNative();
    // It has had its lane's turn.
    const { lane: _, ...rest } = limits;
    const { result, notes, bytes } = await route(pool, order, images, rest);
    return analysisOf(order, { result: added(routed.result, result), notes, bytes: routed.bytes + bytes });
  };
}

/** What a pool keeps between calls. */
interface Pool {
  readonly homeRegion: string;
  readonly clientOf: ReturnType<typeof regionalClients>;
  readonly router: Router;
}

/** One way of a call's images through the Regions. */
async function route(
  { homeRegion, clientOf, router }: Pool,
  order: AnalysisOrder,
  images: readonly CallImage[],
  limits: CallLimits,
): Promise<Routed> {
  const { operation, options, requestId } = order;
  const notes = new Map<string, readonly string[]>();
  let exceeded = 0;
  let bytes = 0;
  const valuesFor = (region: string) => Promise.all(images.map((image) => image.valueFor(region, homeRegion)));
  const result = await router.call<OperationOutput>(operation.name, limits, {
    // Reading and fitting an image is not counted against a Region.
    prepare: async (region) => {
      await valuesFor(region);
    },
    send: async (region, signal) => {
      const values = await valuesFor(region);
      notes.set(
        region,
        values.map(({ note }) => note),
      );
      const members = images.map(({ member }, index) => [member, values[index]?.value]);
      const input = { ...options, ...(Object.fromEntries(members) as object) };
      for (const each of values) bytes += each.bytes;
      const attempt = await attemptOnce(clientOf(region), operation, input, signal);
      if (signal.aborted) return attempt;
      logRefusal(attempt, { requestId, operation: operation.name, region });
      // Also for a throttle: it may be that of Rekognition's own reading, which the bytes do without.
      if (isRefused(attempt)) for (const image of images) image.stopBeingNative();
      if (isLimitExceeded(attempt.error)) exceeded += 1;
      return exceeded > 1 ? { ...attempt, kind: "CALLER_ERROR" } : attempt;
    },
  });
  logSilent(result, { requestId, operation: operation.name });
  return { result, notes: notes.get(result.region ?? "") ?? [...notes.values()].at(-1) ?? [], bytes };
}

/** What came of it, and how each image travelled to the Region that decided it. */
interface Routed {
  readonly result: RouterResult<OperationOutput>;
  readonly notes: readonly string[];
  /** Of images sent to Regions, those that refused them too. */
  readonly bytes: number;
}

/** What reading and fitting the image has taken is gone: Lambda's end, which stands below API Gateway's, is the end of all of it. */
function limitsOf(order: AnalysisOrder, { waitMs: usualWaitMs }: PoolSettings, pinned?: string): CallLimits {
  const { regions, remainingMs, lane } = order;
  const waitMs = lane?.waitMs ?? usualWaitMs;
  const now = clock.now();
  const deadline = now + Math.min(CALL_MS, remainingMs() - ANSWER_MS);
  const waitUntil = Math.min(now + waitMs, deadline);
  const own = { ...(pinned !== undefined && { pinnedRegion: pinned }), ...(lane && { lane }) };
  return { deadline, waitUntil, allowedRegions: regions, ...own };
}

/** Rekognition could not read the object, or found it too large as it is: as bytes it may be fine. */
function isAboutStoredImage({ outcome, error }: RouterResult<unknown>): boolean {
  const names = ["InvalidS3ObjectException", "ImageTooLargeException", "InvalidImageFormatException"];
  return outcome === "caller_error" && names.includes(errorName(error));
}

function added<T>(first: RouterResult<T>, second: RouterResult<T>): RouterResult<T> {
  return {
    ...second,
    attempts: first.attempts + second.attempts,
    throttles: first.throttles + second.throttles,
    waitedMs: first.waitedMs + second.waitedMs,
  };
}

function analysisOf(order: AnalysisOrder, { result, notes, bytes }: Routed): Analysis {
  const { operation, route, requestId, callerId, lane } = order;
  const { value, region = "" } = result;
  const problem: Problem | undefined = value ? undefined : problemOfResult(operation, result);
  const { attempts, throttles } = result;
  const waitMs = Math.round(result.waitedMs);
  const counts = { operation: operation.name, region, attempts, throttles, waitMs, bytes };
  const whose = { lane: lane?.name ?? ONE_LANE, ...(lane && { isHeldBack: result.isHeldBack === true }), callerId };
  log({ event: "rekognition_call", requestId, route, ...whose, ...counts, code: problem?.code ?? "" });
  const headers = poolHeaders(result, notes, lane);
  if (!value || problem) throw new Refusal(problem ?? problemOfResult(operation, result), headers);
  const { $metadata: _, ...output } = value;
  return { output, region, headers };
}

function logRefusal(
  { kind, error }: Attempt<unknown>,
  where: { requestId: string; operation: string; region: string },
) {
  if (kind !== "FAULT" && kind !== "CONFIG") return;
  const names = { errorName: errorName(error), upstreamRequestId: upstreamRequestId(error) };
  log({ event: "region_refused", ...where, kind, ...names });
}

/** Their requests are broken off when the call ends, and say nothing themselves. */
function logSilent({ silent }: RouterResult<unknown>, where: { requestId: string; operation: string }) {
  const names = { errorName: "NoAnswer", upstreamRequestId: "" };
  for (const region of silent) log({ event: "region_refused", ...where, region, kind: "FAULT", ...names });
}

function isRefused({ kind }: Attempt<unknown>): boolean {
  return kind === "THROTTLE" || kind === "FAULT" || kind === "CONFIG";
}
