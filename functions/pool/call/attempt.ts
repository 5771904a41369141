import { RekognitionClient } from "@aws-sdk/client-rekognition";
import { clientSettings } from "../../aws/upstream-call";
import type { Operation } from "../operations";
import { sendOperation, type OperationInput, type OperationOutput } from "../operations/commands";
import type { RegionSettings } from "../pool-text";
import type { Attempt } from "../router/call";
import { CONNECT_MS } from "../env";
import { hasResult, isAboutSignature, kindOfError } from "./classify";

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
