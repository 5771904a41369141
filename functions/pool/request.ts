import { Refusal, type FieldFault } from "../http/problem";
import { decodeImage } from "./base64-image";
import { fault, isRecord, objectFaults, unknownField } from "./field-faults";
import type { Operation } from "./operations";
import type { ObjectField } from "./request-fields";

/** Where an image comes from. */
export type ImageSource =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "s3"; readonly bucket: string; readonly key: string; readonly version?: string };

export interface OperationRequest {
  /** By the request's own members: `Image`, or `SourceImage` and `TargetImage`. */
  readonly images: Readonly<Record<string, ImageSource>>;
  /** Everything else, as AWS spells it. */
  readonly options: Readonly<Record<string, unknown>>;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * API Gateway and Lambda pass 6 MB on, in which an image travels as base64.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const MAX_BODY_BYTES = 6 * 1024 * 1024;
/** What fits into that beside everything else in the event. */
export const MAX_IMAGE_BYTES = Math.floor(4.4 * 1024 * 1024);
export const TOO_LARGE =
  "Images in a request's body may have 4.4 MiB together. Upload larger ones with POST /v1/images, or name them as S3Object.";

/**
 * A request in AWS's own shape.
 * @throws Refusal 400 naming every field at fault, or 413
 */
export function readRequest(operation: Operation, body: Body): OperationRequest {
  const { imageMembers, fields } = operation;
  const options = Object.fromEntries(Object.entries(body).filter(([name]) => !imageMembers.includes(name)));
  const faults: FieldFault[] = [];
  const images = imageMembers.map((member) => [member, readImage(member, body[member], faults)] as const);
  refuse([...faults, ...optionFaults(operation, "", options, [...imageMembers, ...Object.keys(fields)])]);
  const size = images.reduce((sum, [, image]) => sum + (image?.kind === "bytes" ? image.bytes.length : 0), 0);
  if (size > MAX_IMAGE_BYTES) throw new Refusal({ code: "request_too_large", detail: TOO_LARGE });
  return { images: Object.fromEntries(images) as Record<string, ImageSource>, options };
}

/**
 * What is wrong with an operation's options, its images left aside.
 * @param path what their names stand below, "" for the body itself
 * @param known what a caller is told to be allowed
 */
export function optionFaults(
  operation: Operation,
  path: string,
  options: unknown,
  known: readonly string[] = Object.keys(operation.fields),
): FieldFault[] {
  if (!isRecord(options)) return objectFaults(path, options, { members: operation.fields });
  const isKnown = (name: string): boolean => Object.hasOwn(operation.fields, name);
  const strange = Object.keys(options).filter((name) => !isKnown(name));
  const unknown = strange.map((name) => unknownField(path, name, known));
  const familiar = Object.fromEntries(Object.entries(options).filter(([name]) => isKnown(name)));
  return [...unknown, ...objectFaults(path, familiar, { members: operation.fields })].slice(0, 20);
}

/** @throws Refusal unless there are none */
export function refuse(errors: readonly FieldFault[]): void {
  if (errors.length === 0) return;
  const detail = `The request has ${errors.length === 1 ? "a field" : `${errors.length} fields`} at fault.`;
  throw new Refusal({ code: "invalid_request", detail, errors });
}

const S3_OBJECT: Omit<ObjectField, "kind"> = {
  required: ["Bucket", "Name"],
  members: {
    Bucket: { kind: "text", minLength: 3, maxLength: 255, pattern: "^[0-9A-Za-z._-]+$", words: "a bucket's name" },
    Name: { kind: "text", minLength: 1, maxLength: 1024 },
    Version: { kind: "text", minLength: 1, maxLength: 1024 },
  },
};

function readImage(member: string, value: unknown, faults: FieldFault[]): ImageSource | undefined {
  const allowed = "an object with either Bytes (base64) or S3Object";
  if (!isRecord(value)) {
    faults.push(fault(member, value === undefined ? "is missing" : "is not an object", allowed));
    return undefined;
  }
  const strange = Object.keys(value).filter((name) => name !== "Bytes" && name !== "S3Object");
  faults.push(...strange.map((name) => unknownField(member, name, ["Bytes", "S3Object"])));
  const { Bytes, S3Object } = value;
  if ((Bytes === undefined) === (S3Object === undefined)) {
    faults.push(fault(member, Bytes === undefined ? "has no image" : "has both Bytes and S3Object", allowed));
    return undefined;
  }
  return Bytes === undefined
    ? readS3Object(`${member}.S3Object`, S3Object, faults)
    : readBytes(`${member}.Bytes`, Bytes, faults);
}

function readBytes(field: string, text: unknown, faults: FieldFault[]): ImageSource | undefined {
  const decoded = typeof text === "string" ? decodeImage(text) : { fault: "is not text" };
  if ("fault" in decoded) {
    faults.push(fault(field, decoded.fault, "the image's bytes in base64"));
    return undefined;
  }
  return { kind: "bytes", bytes: decoded };
}

function readS3Object(field: string, value: unknown, faults: FieldFault[]): ImageSource | undefined {
  const wrong = objectFaults(field, value, S3_OBJECT);
  faults.push(...wrong);
  if (wrong.length > 0) return undefined;
  const { Bucket, Name, Version } = value as { Bucket: string; Name: string; Version?: string };
  return { kind: "s3", bucket: Bucket, key: Name, ...(Version !== undefined && { version: Version }) };
}
