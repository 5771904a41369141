import type { Answer } from "../answer";
import { xml } from "../aws-errors";
import type { RecordedDecision } from "../decide/decision-log";
import type { SignatureFault } from "../signing/signature";

/** S3 refuses. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export class S3Error extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly decision?: RecordedDecision,
  ) {
    super(message);
  }
}

export function accessDenied(message = "Access Denied", decision?: RecordedDecision): S3Error {
  return new S3Error(403, "AccessDenied", message, decision);
}

/** Part of S3 that is not needed here yet; S3 uses the same code for what it does not implement. */
export function notImplemented(what: string): S3Error {
  return new S3Error(501, "NotImplemented", `The laptop's S3 does not know ${what}.`);
}

export function s3ErrorAnswer(error: S3Error, requestId: string): Answer {
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${xml(error.code)}</Code>` +
    `<Message>${xml(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`;
  return {
    status: error.status,
    headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
    body,
    ...(error.decision && { decision: error.decision }),
  };
}

export function s3SignatureError(fault: SignatureFault): S3Error {
  const [status, code, message] = SIGNATURE_ERRORS[fault];
  return new S3Error(status, code, message);
}

const SIGNATURE_ERRORS: Readonly<Record<SignatureFault, readonly [status: number, code: string, message: string]>> = {
  // Without a signature the caller is anonymous, and no bucket of ours knows anonymous callers.
  missing: [403, "AccessDenied", "Access Denied"],
  incomplete: [400, "AuthorizationHeaderMalformed", "The authorization header that you provided is not valid."],
  "unknown-key": [403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
  expired: [400, "ExpiredToken", "The provided token has expired."],
  mismatch: [
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  ],
};
