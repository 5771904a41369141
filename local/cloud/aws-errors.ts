import { type Answer, jsonAnswer } from "./answer";
import type { RecordedDecision } from "./decide/decision-log";
import type { SignatureFault } from "./signing/signature";

/** An AWS service's refusal, before it is spelled in the service's protocol. */
export interface AwsFault {
  readonly code: string;
  readonly message: string;
  readonly decision?: RecordedDecision;
}

/** AWS JSON 1.1 (SageMaker): always 400 for the caller's faults. */
export function jsonFault(fault: AwsFault, status = 400): Answer {
  const answer = jsonAnswer(
    status,
    { __type: fault.code, message: fault.message },
    { "content-type": "application/x-amz-json-1.1" },
  );
  return fault.decision ? { ...answer, decision: fault.decision } : answer;
}

/** AWS Query (STS): XML, 403 for credentials and permissions, 400 for parameters. */
export function queryFault(fault: AwsFault, requestId: string, status = 400): Answer {
  const error = `<Error><Type>Sender</Type><Code>${xml(fault.code)}</Code><Message>${xml(fault.message)}</Message></Error>`;
  return {
    status,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse xmlns="${STS_NAMESPACE}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`,
    ...(fault.decision && { decision: fault.decision }),
  };
}

export const STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

export function jsonSignatureFault(fault: SignatureFault): Answer {
  return jsonFault({ code: JSON_CODES[fault], message: SIGNATURE_MESSAGES[fault] });
}

export function querySignatureFault(fault: SignatureFault, requestId: string): Answer {
  return queryFault({ code: QUERY_CODES[fault], message: SIGNATURE_MESSAGES[fault] }, requestId, 403);
}

export function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html */
const SIGNATURE_MESSAGES: Readonly<Record<SignatureFault, string>> = {
  missing: "Missing Authentication Token",
  incomplete: "The request signature we received is not a complete AWS Signature Version 4 signature.",
  "unknown-key": "The security token included in the request is invalid.",
  expired: "The security token included in the request is expired",
  mismatch:
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. " +
    "Consult the service documentation for details.",
};

/** The same faults have other names in the two protocols. */
const JSON_CODES: Readonly<Record<SignatureFault, string>> = {
  missing: "MissingAuthenticationTokenException",
  incomplete: "IncompleteSignatureException",
  "unknown-key": "UnrecognizedClientException",
  expired: "ExpiredTokenException",
  mismatch: "InvalidSignatureException",
};

const QUERY_CODES: Readonly<Record<SignatureFault, string>> = {
  missing: "MissingAuthenticationToken",
  incomplete: "IncompleteSignature",
  "unknown-key": "InvalidClientTokenId",
  expired: "ExpiredToken",
  mismatch: "SignatureDoesNotMatch",
};
