import { type Answer, jsonAnswer } from "../answer";
import type { RecordedDecision } from "../decide/decision-log";

/** Rekognition refuses or fails. */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: 400 | 500 = 400,
  ) {
    super(message);
  }
}

/** https://docs.aws.amazon.com/rekognition/latest/dg/error-handling.html */
export const THROTTLED = new ServiceError("ProvisionedThroughputExceededException", "Provisioned Rate exceeded");
export const S3_THROTTLED = new ServiceError("ProvisionedThroughputExceededException", "S3 download limit exceeded");
export const TOO_SUDDEN = new ServiceError("ThrottlingException", "Slow down; sudden increase in rate of requests.");
export const OVERLOADED = new ServiceError("ThrottlingException", "Service Unavailable", 500);
export const FAILED = new ServiceError("InternalServerError", "Internal server error", 500);
/** Also for an image whose sides are too short: the service says no more about those either. */
export const INVALID_PARAMETERS = new ServiceError("InvalidParameterException", "Request has invalid parameters");
export const INVALID_FORMAT = new ServiceError("InvalidImageFormatException", "Request has invalid image format");
export const TOO_LARGE = new ServiceError("ImageTooLargeException", "Image size is too large");
export const INVALID_S3_OBJECT = new ServiceError(
  "InvalidS3ObjectException",
  "Unable to get object metadata from S3. Check object key, region and/or access permissions.",
);

/** The service's own form, with the request's id as its Logref. */
export function serviceErrorAnswer(error: ServiceError, requestId: string, decision?: RecordedDecision): Answer {
  const body = { __type: error.code, Code: error.code, Logref: requestId, Message: error.message };
  return { ...jsonAnswer(error.status, body, JSON_1_1), ...(decision && { decision }) };
}

export const JSON_1_1 = { "content-type": "application/x-amz-json-1.1" };
