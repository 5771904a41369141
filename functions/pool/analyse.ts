import { log } from "../http/log";
import { Refusal, type Problem } from "../http/problem";
import type { PoolHeaders } from "../http/respond";
import { attemptOnce } from "./attempt";
import { CallImage } from "./call-image";
import { errorName, isLimitExceeded, upstreamRequestId } from "./classify";
import type { OperationOutput } from "./commands";
import type { PoolSettings } from "./env";
import type { ImageInput } from "./image-input";
import type { Operation } from "./operations";
import { poolHeaders, problemOfResult, refuseWithoutRegion } from "./outcome";
import { regionalClients } from "./regional-clients";
import { pinnedRegion } from "./residency";
import type { Attempt, CallLimits, RouterResult } from "./router/call";
import { monotonicClock as clock } from "./router/clock";
import { ATTEMPT_TIMEOUT_MS, Router } from "./router/router";

/** One operation on one request's images. */
export interface AnalysisOrder {
  readonly operation: Operation;
  readonly images: Readonly<Record<string, ImageInput>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** The Regions that may see the images and have the operation. */
  readonly regions: readonly string[];
  readonly route: "api" | "ingest";
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

/** Kept back for the answer itself. */
const ANSWER_MS = 1000;

/** The pool of one environment: clients and the router's memory live as long as it does, nothing of a request does. */
export function createPool(settings: PoolSettings): Analyse {
  const clientOf = regionalClients(settings.pool.regions);
  const router = new Router({ regions: settings.pool.regions, clock, random: Math.random });

  async function route(order: AnalysisOrder, images: readonly CallImage[], limits: CallLimits) {
    const { operation, options, requestId } = order;
    let exceeded = 0;
    return router.call(operation.name, limits, async (region, timeoutMs): Promise<Attempt<OperationOutput>> => {
      const values = images.map(async (image) => [image.member, await image.valueFor(region, settings.homeRegion)]);
      const input = { ...options, ...(Object.fromEntries(await Promise.all(values)) as object) };
      // Reading and fitting the image may have taken some of the time.
      const left = Math.max(1, Math.min(timeoutMs, limits.deadline - clock.now()));
      const attempt = await attemptOnce(clientOf(region), operation, input, left);
      logRefusal(attempt, { requestId, operation: operation.name, region });
      // Also for a throttle: it may be that of Rekognition's own reading, which the bytes do without.
      if (isRefused(attempt)) for (const image of images) image.stopBeingNative();
      if (isLimitExceeded(attempt.error)) exceeded += 1;
      return exceeded > 1 ? { ...attempt, kind: "CALLER_ERROR" } : attempt;
    });
  }

  return async (order) => {
    const { operation, options, regions } = order;
    refuseWithoutRegion(regions);
    const pinned = pinnedRegion(options, regions);
    const reachable = pinned === undefined ? regions : [pinned];
    const mayBeNative = settings.s3Object !== "off" && reachable.includes(settings.homeRegion);
    const inputs = Object.entries(order.images);
    const images = await Promise.all(
      inputs.map(([member, input]) => CallImage.prepare(member, input, operation.imageLimits, mayBeNative)),
    );
    const limits = limitsOf(order, settings, pinned);
    const preferred = images.some(({ isNative }) => isNative) ? { preferredRegion: settings.homeRegion } : {};
    let result = await route(order, images, { ...limits, ...preferred });
    if (images.some(({ isNative }) => isNative) && isAboutStoredImage(result)) {
      for (const image of images) image.stopBeingNative();
      result = added(result, await route(order, images, limits));
    }
    return analysisOf(order, result, images);
  };
}

function limitsOf({ regions, remainingMs }: AnalysisOrder, { waitMs }: PoolSettings, pinned?: string): CallLimits {
  const now = clock.now();
  const lambdaEnds = now + remainingMs() - ANSWER_MS;
  const waitUntil = Math.min(now + waitMs, lambdaEnds);
  const deadline = Math.min(now + waitMs + ATTEMPT_TIMEOUT_MS, lambdaEnds);
  return { deadline, waitUntil, allowedRegions: regions, ...(pinned !== undefined && { pinnedRegion: pinned }) };
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

function analysisOf(
  order: AnalysisOrder,
  result: RouterResult<OperationOutput>,
  images: readonly CallImage[],
): Analysis {
  const { operation, route, requestId } = order;
  const { value, region = "" } = result;
  const problem: Problem | undefined = value ? undefined : problemOfResult(operation, result);
  const { attempts, throttles } = result;
  const waitMs = Math.round(result.waitedMs);
  const counts = { operation: operation.name, region, attempts, throttles, waitMs };
  log({ event: "rekognition_call", requestId, route, ...counts, code: problem?.code ?? "" });
  const headers = poolHeaders(
    result,
    images.map(({ note }) => note),
  );
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

function isRefused({ kind }: Attempt<unknown>): boolean {
  return kind === "THROTTLE" || kind === "FAULT" || kind === "CONFIG";
}
