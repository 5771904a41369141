import { type OperationName, OPERATIONS } from "../../../functions/pool/operations";
import { textAt } from "../../../functions/pool/request/pool-access";
import { asRecord } from "../graph/graph-index";
import type { Incoming } from "../incoming";
import { ANSWERS } from "./answers/answers";
import { imageBytes, namesObject, type ReadObject } from "./image-source";
import { lookAt, type Picture } from "./picture";
import type { RekognitionRegion } from "./region";
import { refuseForeignArns } from "./regional-arn";
import {
  FAILED,
  INVALID_PARAMETERS,
  OVERLOADED,
  S3_THROTTLED,
  ServiceError,
  THROTTLED,
  TOO_SUDDEN,
} from "./service-error";

/** Milliseconds that a call takes, from and to. */
export type ServiceMs = readonly [least: number, most: number];

/** A throttled call is refused at once, but not in no time. */
const THROTTLE_SHARE = 0.05;
const SLOW_TIMES = 3;

/**
 * One authorised call to an operation of a Region: its quota, its fault, its image, its time.
 * @throws ServiceError
 */
export async function performOperation(
  region: RekognitionRegion,
  operation: OperationName,
  request: Pick<Incoming, "body" | "isTooLarge">,
  options: { readonly serviceMs: ServiceMs; readonly read: ReadObject },
): Promise<unknown> {
  const duration = serviceTime(options.serviceMs);
  if (region.fault === "throttle" || !region.admit(operation)) {
    await pause(duration * THROTTLE_SHARE);
    throw THROTTLED;
  }
  if (region.fault === "ramp") throw TOO_SUDDEN;
  if (region.fault === "throttle-500") throw OVERLOADED;
  if (region.fault === "error-500") throw FAILED;
  const input = readInput(request);
  const rules = OPERATIONS[operation];
  if (region.fault === "s3-throttle" && namesObject(input, rules)) throw S3_THROTTLED;
  refuseForeignArns(input, region.name);
  const startedAt = performance.now();
  const images = rules.imageMembers.map((member) => imageBytes(input, member, rules, options.read));
  const pictures = await Promise.all(images.map((bytes) => lookAt(bytes, rules.imageLimits)));
  const result = ANSWERS[operation](atLeastOne(pictures), input);
  const whole = duration * (region.fault === "slow" ? SLOW_TIMES : 1);
  await pause(whole - (performance.now() - startedAt));
  return result;
}

/** What a decision is about: the resource that the request names where the operation has a resource type, else anything. */
export function resourceOf(operation: OperationName, request: Pick<Incoming, "body" | "isTooLarge">): string {
  const { iamResource, regionalArns } = OPERATIONS[operation];
  if (iamResource === "*") return "*";
  try {
    return textAt(readInput(request), regionalArns[0] ?? "");
  } catch (error) {
    if (error instanceof ServiceError) return "";
    throw error;
  }
}

function readInput({ body, isTooLarge }: Pick<Incoming, "body" | "isTooLarge">): Readonly<Record<string, unknown>> {
  if (isTooLarge) throw new ServiceError("RequestEntityTooLargeException", "Request is too large");
  try {
    return asRecord(JSON.parse(body.toString("utf8")));
  } catch {
    throw new ServiceError("SerializationException", "The request body is not JSON.");
  }
}

function atLeastOne([first, ...more]: readonly Picture[]): readonly [Picture, ...Picture[]] {
  if (!first) throw INVALID_PARAMETERS;
  return [first, ...more];
}

function serviceTime([least, most]: ServiceMs): number {
  return least + Math.random() * (most - least);
}

function pause(milliseconds: number): Promise<void> {
  if (milliseconds < 1) return Promise.resolve();
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
