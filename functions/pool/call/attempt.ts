import {
  RekognitionClient,
  CompareFacesCommand,
  DetectFacesCommand,
  DetectLabelsCommand,
  DetectModerationLabelsCommand,
  DetectProtectiveEquipmentCommand,
  DetectTextCommand,
  RecognizeCelebritiesCommand,
} from "@aws-sdk/client-rekognition";
import { clientSettings, errorName, statusOf, THROTTLES } from "../../aws/upstream-call";
import type { Operation, OperationName } from "../operations";
import type { RegionSettings } from "../pool-text";
import type { Attempt, AttemptKind } from "../router/call";
import { CONNECT_MS } from "../env";

/** AWS takes signatures of five minutes before and after its own time. */
const CLOCK_IS_OFF_MS = 240_000;

/**
 * One attempt at one Region, broken off when `signal` is aborted: that destroys its socket, also while the body of an answer is on its
 * way, where the SDK's own time-outs end with the headers.
 *
 * @returns never a rejection: whatever a Region does is an Attempt
 */
export async function attemptOnce(
  client: RekognitionClient,
  operation: Operation,
  input: OperationInput,
  signal: AbortSignal,
): Promise<Attempt<OperationOutput>> {
  try {
    const value = await sendAtTheRightTime(client, operation, input, signal);
    return hasResult(operation, value) ? { kind: "OK", value } : { kind: "FAULT", error: emptyAnswer() };
  } catch (error) {
    // Asked of the signal and not of the error: what a broken-off request throws changes with the SDK.
    return { kind: signal.aborted ? "FAULT" : kindOfError(error), error };
  }
}

/**
 * One HTTP request; a second one only after the first was refused for its signature while this machine's clock was off, as after a jump.
 * The SDK learns the right time from the refusal's Date header, for this client alone, and with one attempt does not try again by itself.
 */
async function sendAtTheRightTime(
  client: RekognitionClient,
  operation: Operation,
  input: OperationInput,
  signal: AbortSignal,
): Promise<OperationOutput> {
  const before = client.config.systemClockOffset;
  try {
    return await sendOperation(client, operation.name, input, signal);
  } catch (error) {
    const isCorrected = Math.abs(client.config.systemClockOffset - before) >= CLOCK_IS_OFF_MS;
    if (signal.aborted || !isCorrected || !isAboutSignature(error)) throw error;
    return sendOperation(client, operation.name, input, signal);
  }
}

function emptyAnswer(): Error {
  return Object.assign(new Error("The answer has no result."), { name: "EmptyAnswer" });
}

/**
 * One client per Region on that Region's own endpoint, made when first needed and kept: sockets are reused, and no
 * Region waits for another one's TLS.
 *
 * The SDK tries nothing again: the router knows better where to, and the SDK would stay in the Region and wait a second. Nor has it a
 * time-out for answers: how long one is waited for, the router decides and says by its signal.
 */
export function regionalClients(regions: readonly RegionSettings[]): (region: string) => RekognitionClient {
  const clients = new Map<string, RekognitionClient>();
  return (region) => {
    const known = clients.get(region);
    if (known) return known;
    const endpoint = regions.find((each) => each.region === region)?.endpoint;
    if (endpoint === undefined) throw new Error(`The pool has no Region ${region}.`);
    const settings = clientSettings({ connect: CONNECT_MS, attempts: 1 });
    const client = new RekognitionClient({ region, endpoint, ...settings });
    clients.set(region, client);
    return client;
  };
}

/** The same in every Region, so never tried in another. https://docs.aws.amazon.com/rekognition/latest/dg/error-handling.html */
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
 * The kind of what an attempt threw, by its HTTP status first, then by its name. A 500 is a fault whatever its name (`ThrottlingException` comes as one), and so is
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

/** A request as the SDK takes it: AWS's own members, images as bytes. It has been checked, so its type is told here once. */
export type OperationInput = Readonly<Record<string, unknown>>;
export type OperationOutput = Readonly<Record<string, unknown>>;

type Send = (client: RekognitionClient, input: never, abortSignal: AbortSignal) => Promise<object>;

const SENDERS: Readonly<Record<OperationName, Send>> = {
  CompareFaces: (client, input, abortSignal) => client.send(new CompareFacesCommand(input), { abortSignal }),
  DetectFaces: (client, input, abortSignal) => client.send(new DetectFacesCommand(input), { abortSignal }),
  DetectLabels: (client, input, abortSignal) => client.send(new DetectLabelsCommand(input), { abortSignal }),
  DetectModerationLabels: (client, input, abortSignal) =>
    client.send(new DetectModerationLabelsCommand(input), { abortSignal }),
  DetectProtectiveEquipment: (client, input, abortSignal) =>
    client.send(new DetectProtectiveEquipmentCommand(input), { abortSignal }),
  DetectText: (client, input, abortSignal) => client.send(new DetectTextCommand(input), { abortSignal }),
  RecognizeCelebrities: (client, input, abortSignal) =>
    client.send(new RecognizeCelebritiesCommand(input), { abortSignal }),
};

/** One HTTP request. @throws whatever the SDK makes of the answer */
export async function sendOperation(
  client: RekognitionClient,
  operation: OperationName,
  input: OperationInput,
  abortSignal: AbortSignal,
): Promise<OperationOutput> {
  return (await SENDERS[operation](client, input as never, abortSignal)) as OperationOutput;
}
