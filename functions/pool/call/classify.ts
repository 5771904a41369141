/**
 * What an answer of Rekognition means for the request: by its HTTP status first, then by its name.
 * https://docs.aws.amazon.com/rekognition/latest/dg/error-handling.html
 */
import { errorName, statusOf, THROTTLES } from "../../aws/upstream-call";
import type { Operation } from "../operations";
import type { AttemptKind } from "../router/call";

/** The same in every Region, so never tried in another. */
const CALLER_ERRORS = [
  "ImageTooLargeException",
  "InvalidImageFormatException",
  "InvalidParameterException",
  // In no operation's own list, and yet what a value outside the model's constraints is answered with.
  "ValidationException",
  "ValidationError",
  "InvalidS3ObjectException",
  "HumanLoopQuotaExceededException",
  "ResourceNotFoundException",
  "ResourceNotReadyException",
];

/** The Region refuses us: endpoint policy, SCP, a Region that is not enabled. */
const CONFIGS = [
  "AccessDeniedException",
  "AccessDenied",
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "IncompleteSignature",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "ExpiredTokenException",
  "OptInRequired",
  "NotAuthorized",
  "UnknownOperationException",
];

/** The signature does not fit the request or its time. */
const SIGNATURES = [
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "RequestTimeTooSkewed",
  "RequestExpired",
  "RequestInTheFuture",
];

const CONFIG_STATUSES = [401, 403, 404];

/**
 * The kind of what an attempt threw. A 500 is a fault whatever its name (`ThrottlingException` comes as one), and so is
 * everything that is not an answer of AWS: an HTML page, a broken connection, a time-out, half a body.
 */
export function kindOfError(error: unknown): Exclude<AttemptKind, "OK"> {
  const status = statusOf(error);
  const name = errorName(error);
  // Without a status nothing was answered, and the name is one of the SDK's or of Node's, which change with them.
  if (status === undefined || status >= 500) return "FAULT";
  if (status === 429) return "THROTTLE";
  if (THROTTLES.includes(name)) return "THROTTLE";
  if (CALLER_ERRORS.includes(name)) return "CALLER_ERROR";
  if (CONFIGS.includes(name) || SIGNATURES.includes(name) || CONFIG_STATUSES.includes(status)) return "CONFIG";
  return "FAULT";
}

export function isAboutSignature(error: unknown): boolean {
  return SIGNATURES.includes(errorName(error));
}

/** An empty 200 resolves in the SDK, without a field. */
export function hasResult(operation: Operation, output: Readonly<Record<string, unknown>>): boolean {
  return operation.resultMembers.some((member) => output[member] !== undefined);
}

/** AWS says not to repeat it, so it is tried in one other Region at most. */
export function isLimitExceeded(error: unknown): boolean {
  return errorName(error) === "LimitExceededException";
}
