import type { RekognitionClient } from "@aws-sdk/client-rekognition";
import { hasResult, kindOfError } from "./classify";
import { sendOperation, type OperationInput, type OperationOutput } from "./commands";
import type { Operation } from "./operations";
import type { Attempt } from "./router/call";

/**
 * One HTTP request to one Region, given up after `timeoutMs`: aborting destroys its socket, also while the body of an
 * answer is on its way, where the SDK's own time-outs end with the headers.
 *
 * @returns never a rejection: whatever a Region does is an Attempt
 */
export async function attemptOnce(
  client: RekognitionClient,
  operation: Operation,
  input: OperationInput,
  timeoutMs: number,
): Promise<Attempt<OperationOutput>> {
  const controller = new AbortController();
  // Not AbortSignal.timeout: its timer would outlive the attempt.
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  try {
    const value = await sendOperation(client, operation.name, input, controller.signal);
    return hasResult(operation, value) ? { kind: "OK", value } : { kind: "FAULT", error: emptyAnswer() };
  } catch (error) {
    return { kind: kindOfError(error), error };
  } finally {
    clearTimeout(timer);
  }
}

function emptyAnswer(): Error {
  return Object.assign(new Error("The answer has no result."), { name: "EmptyAnswer" });
}
