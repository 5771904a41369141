/** Everything the functions ever write. A closed set of events and fields: tokens, URLs and claims have no field. */
import type { DenialReason } from "./caller";
import type { DeniedReason, ProblemCode } from "./problem";

/** Which request, and through which of our VPC endpoints it came ("" when API Gateway does not say). */
interface Where {
  readonly requestId: string;
  readonly endpointId: string;
}

/** The audit event of a URL: who got one for what, from where, and until when it can be opened. */
export interface StudioUrlMinted extends Where {
  readonly event: "studio_url_minted";
  readonly callerId: string;
  readonly domainId: string;
  readonly userProfileName: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly expiresInSeconds: number;
}

export interface RequestRefused extends Where {
  readonly event: "request_refused";
  readonly code: ProblemCode;
  readonly reason: DeniedReason;
  /** "" when the request carried no caller. */
  readonly callerId: string;
}

export interface TokenRefused extends Where {
  readonly event: "token_refused";
  readonly fault: string;
  /** With the fault "issuer": the two are compared letter for letter, and a slash at the end is the commonest mistake. */
  readonly expectedIssuer?: string;
  /** As the signed token has it; "" when that is not a printable text. */
  readonly seenIssuer?: string;
}

/** A valid token whose owner may use none of the routes of the kind that was asked for: Studio's, or the pool's. */
export interface CallerDenied extends Where {
  readonly event: "caller_denied";
  readonly callerId: string;
  readonly reason: DenialReason;
}

/** Alarms look at this event and most of those below: infra/monitoring/log-metrics.ts. */
export interface KeySetUnavailable {
  readonly event: "key_set_unavailable";
  readonly fault: string;
  /** Whether keys from an earlier fetch are still being served. */
  readonly isServingStale: boolean;
}

export interface UpstreamFailed {
  readonly event: "upstream_failed";
  readonly requestId: string;
  readonly operation: string;
  readonly errorName: string;
  readonly upstreamRequestId: string;
}

/** An invalid row, wherever it comes from: nothing is minted by it. */
export interface MappingRowInvalid {
  readonly event: "mapping_row_invalid";
  readonly requestId: string;
  readonly callerId: string;
  /** Which fields, and what is allowed; no values. */
  readonly faults: readonly string[];
}

/** SageMaker answered with a URL that is not our Studio. */
export interface StudioUrlRejected {
  readonly event: "studio_url_rejected";
  readonly requestId: string;
  readonly domainId: string;
  readonly userProfileName: string;
}

/** One call of the pool, however it ended: who has used it for what, and how the Regions are doing. The one event of a call that counts. */
export interface RekognitionCall {
  readonly event: "rekognition_call";
  readonly requestId: string;
  readonly route: "api" | "ingest";
  /** `ONE_LANE` while config has no lanes. */
  readonly lane: string;
  /** The lane held the call back; or would have, where it is not enforced and the call was made all the same. */
  readonly isHeldBack?: boolean;
  /** Of an image from the bucket its uploader's; "" for one that was dropped there. */
  readonly callerId: string;
  readonly operation: string;
  /** Who answered; "" when none did. */
  readonly region: string;
  readonly attempts: number;
  readonly throttles: number;
  readonly waitMs: number;
  /** Of images that were sent to Rekognition, as often as they were; none for those that it reads from the bucket. */
  readonly bytes: number;
  /** "" when it was answered. */
  readonly code: ProblemCode | "";
}

/** One attempt that a Region failed or refused; throttles are only counted. */
export interface RegionRefused {
  readonly event: "region_refused";
  readonly requestId: string;
  readonly operation: string;
  readonly region: string;
  readonly kind: "FAULT" | "CONFIG";
  readonly errorName: string;
  readonly upstreamRequestId: string;
}

/** The audit event of an upload: who may put an image, and what will be done with it. */
export interface ImageUploadOffered extends Where {
  readonly event: "image_upload_offered";
  readonly callerId: string;
  readonly imageId: string;
  readonly operations: readonly string[];
}

export interface ImageAnalysed {
  readonly event: "image_analysed";
  readonly requestId: string;
  readonly imageId: string;
  readonly state: "done" | "failed";
}

/** It comes again, by the queue. */
export interface ImagePostponed {
  readonly event: "image_postponed";
  readonly requestId: string;
  readonly imageId: string;
  readonly code: ProblemCode;
}

/** It waits among the failed ones until an operator puts it back. */
export interface ImageSetAside {
  readonly event: "image_set_aside";
  readonly requestId: string;
  readonly imageId: string;
  readonly code: ProblemCode;
}

/** CodeDeploy is told the same: a version that fails is given no call. */
export interface SmokeTestEnded {
  readonly event: "smoke_test_ended";
  readonly deploymentId: string;
  /** "" when it could not be found out. */
  readonly functionName: string;
  readonly version: string;
  /** The trial that failed, or why nothing could be tried, in words of ours; "" when the version may have its calls. */
  readonly failed: string;
}

/** A bug: where it happened, but not its message, which may quote what the caller sent. */
export interface UnexpectedError {
  readonly event: "unexpected_error";
  readonly requestId: string;
  readonly errorName: string;
  readonly frames: readonly string[];
}

export type LogEvent =
  | StudioUrlMinted
  | RequestRefused
  | TokenRefused
  | CallerDenied
  | KeySetUnavailable
  | UpstreamFailed
  | MappingRowInvalid
  | RekognitionCall
  | RegionRefused
  | ImageUploadOffered
  | ImageAnalysed
  | ImagePostponed
  | ImageSetAside
  | StudioUrlRejected
  | SmokeTestEnded
  | UnexpectedError;

/**
 * Writes one event. With Lambda's JSON log format the object itself is printed, so that metric filters see its fields;
 * anywhere else it is one line of JSON.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function log(event: LogEvent): void {
  const isStructured = process.env["AWS_LAMBDA_LOG_FORMAT"] === "JSON";
  // eslint-disable-next-line no-console -- the one place that writes; console is how a Lambda function logs
  console.log(isStructured ? event : JSON.stringify(event));
}

/** An error as an event: its kind and its stack's places. */
export function unexpectedError(requestId: string, error: unknown): UnexpectedError {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: "" };
  const frames = (stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  return {
    event: "unexpected_error",
    requestId,
    errorName: name,
    frames: frames.slice(0, 6).map((line) => line.trim()),
  };
}
