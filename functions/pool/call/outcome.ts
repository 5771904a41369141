import { errorName } from "../../aws/upstream-call";
import { Refusal, type Problem } from "../../contract/problem";
import type { PoolHeaders } from "../../http/proxy-handler";
import type { Lane } from "../lanes/lanes";
import type { Operation } from "../operations";
import type { RouterResult } from "../router/call";

/**
 * What a call says of itself, answered or not.
 *
 * @param images how each image travelled
 * @param lane undefined while there are no lanes
 */
export function poolHeaders(result: RouterResult<unknown>, images: readonly string[], lane?: Lane): PoolHeaders {
  const notes = images.filter((note) => note !== "");
  return {
    ...(result.region !== undefined && { "x-rekognition-region": result.region }),
    "x-rekognition-attempts": String(result.attempts),
    "x-rekognition-throttles": String(result.throttles),
    "x-rekognition-wait-ms": String(Math.round(result.waitedMs)),
    ...(lane && laneHeaders(lane, result)),
    ...(notes.length > 0 && { "x-image": notes.join(", ") }),
  };
}

/** Names of groups may have letters that a header may not. */
function laneHeaders(lane: Lane, { isHeldBack, waitedMs }: RouterResult<unknown>): PoolHeaders {
  const why = isHeldBack && lane.isEnforced ? "lane" : waitedMs > 0 ? "quota" : undefined;
  return {
    "x-rekognition-lane": encodeURIComponent(lane.name),
    ...(why !== undefined && { "x-rekognition-waited-for": why }),
  };
}

/** What a caller reads when a call was not answered. */
export function problemOfResult(operation: Operation, result: RouterResult<unknown>): Problem {
  const retry = { retryAfterSeconds: result.retryAfterSeconds ?? 1 };
  if (result.isHeldBack && result.attempts === 0) {
    const detail = "The pool is at its quotas, and other callers' lanes come before yours.";
    return { code: "too_many_requests", detail, ...retry };
  }
  switch (result.outcome) {
    case "throttled":
      return { code: "too_many_requests", detail: "Every Region is at its quota for this operation.", ...retry };
    case "misconfigured":
      return {
        code: "access_denied",
        reason: "gateway_not_permitted",
        detail: "Every Region refuses the gateway itself. Give this request id to the gateway's operators.",
      };
    case "no_region":
      return noPermittedRegion();
    case "caller_error":
      return problemOfCaller(operation, errorName(result.error));
    default:
      return { code: "upstream_unavailable", detail: "No Region answers at the moment. Try again shortly.", ...retry };
  }
}

/** @throws Refusal when no Region is left that the caller's images may go to */
export function refuseWithoutRegion(regions: readonly string[]): void {
  if (regions.length === 0) throw new Refusal(noPermittedRegion());
}

function noPermittedRegion(): Problem {
  const detail = "Your images may not go to any Region that has this operation.";
  return { code: "access_denied", reason: "no_permitted_region", detail };
}

const REFUSED: Readonly<Record<string, string>> = {
  HumanLoopQuotaExceededException: "The human review loop is at its quota (HumanLoopQuotaExceeded).",
  ResourceNotFoundException: "The flow definition or the project version does not exist (ResourceNotFound).",
  ResourceNotReadyException: "The project version is not ready to be used (ResourceNotReady).",
  LimitExceededException: "A limit of the account's is exceeded (LimitExceeded).",
};

function problemOfCaller({ imageMembers, imageLimits, invalidImages }: Operation, name: string): Problem {
  const images = imageMembers.join(" or ");
  const detail = REFUSED[name];
  if (detail !== undefined) return { code: "rekognition_refused", detail };
  if (name === "ImageTooLargeException") {
    const most = `at most ${imageLimits.maxBytes} bytes, 15 MB from the bucket`;
    return { code: "request_too_large", detail: `Rekognition finds ${images} too large: ${most}.` };
  }
  if (name === "InvalidParameterException" && invalidImages) {
    const { fault } = invalidImages;
    const errors = [{ field: images, ...invalidImages }];
    return { code: "invalid_request", detail: `In ${images} ${fault}.`, errors };
  }
  if (["InvalidParameterException", "ValidationException", "ValidationError"].includes(name)) {
    return invalid("body", "has a parameter that Rekognition does not accept", "what the operation's own page says");
  }
  return name === "InvalidS3ObjectException"
    ? invalid(images, "names an object that Rekognition cannot read", "an image that exists")
    : invalid(images, "is an image that Rekognition cannot read", "a whole JPEG or PNG");
}

function invalid(field: string, fault: string, allowed: string): Problem {
  return { code: "invalid_request", detail: `The request's ${field} ${fault}.`, errors: [{ field, fault, allowed }] };
}
