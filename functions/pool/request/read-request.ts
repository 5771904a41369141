import { Refusal } from "../../contract/problem";
import { methodAndPath } from "../../contract/routes";
import { InvalidFields, fieldBelow } from "../../http/read-body";
import { imageKind } from "../images/accepted-images";
import type { Operation } from "../operations";
import type { ObjectField, Field, ListField, NumberField, TextField } from "../operations/operation";

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
  "Images in a request's body may have 4.4 MiB together. " +
  `Upload larger ones with ${methodAndPath("upload-image")}, or name them as S3Object.`;

/**
 * A request in AWS's own shape.
 * @throws Refusal 400 naming the fields that are invalid, or 413
 */
export function readRequest({ imageMembers, fields, requiredFields }: Operation, body: Body): OperationRequest {
  const invalid = new InvalidFields();
  const images = imageMembers.map((member) => [member, readImage(member, body[member], invalid)] as const);
  checkObject("", body, { members: fields, required: requiredFields }, invalid, [
    ...imageMembers,
    ...Object.keys(fields),
  ]);
  invalid.refuse();
  const size = images.reduce((sum, [, image]) => sum + (image?.kind === "bytes" ? image.bytes.length : 0), 0);
  if (size > MAX_IMAGE_BYTES) throw new Refusal({ code: "request_too_large", detail: TOO_LARGE });
  const options = Object.fromEntries(Object.entries(body).filter(([name]) => !imageMembers.includes(name)));
  return { images: Object.fromEntries(images) as Record<string, ImageSource>, options };
}

const S3_OBJECT: Omit<ObjectField, "kind"> = {
  required: ["Bucket", "Name"],
  members: {
    Bucket: { kind: "text", minLength: 3, maxLength: 255, pattern: "^[0-9A-Za-z._-]+$", words: "a bucket's name" },
    Name: { kind: "text", minLength: 1, maxLength: 1024 },
    Version: { kind: "text", minLength: 1, maxLength: 1024 },
  },
};

const IMAGE_ALLOWED = "an object with either Bytes (base64) or S3Object";

function readImage(member: string, value: unknown, invalid: InvalidFields): ImageSource | undefined {
  if (!isRecord(value)) {
    invalid.add(member, value === undefined ? "is missing" : "is not an object", IMAGE_ALLOWED);
    return undefined;
  }
  invalid.addUnknown(member, value, ["Bytes", "S3Object"]);
  const { Bytes, S3Object } = value;
  if ((Bytes === undefined) === (S3Object === undefined)) {
    invalid.add(member, Bytes === undefined ? "has no image" : "has both Bytes and S3Object", IMAGE_ALLOWED);
    return undefined;
  }
  return Bytes === undefined
    ? readS3Object(`${member}.S3Object`, S3Object, invalid)
    : readBytes(`${member}.Bytes`, Bytes, invalid);
}

function readBytes(field: string, text: unknown, invalid: InvalidFields): ImageSource | undefined {
  const decoded = typeof text === "string" ? decodeImage(text) : { fault: "is not text" };
  if ("fault" in decoded) {
    invalid.add(field, decoded.fault, "the image's bytes in base64");
    return undefined;
  }
  return { kind: "bytes", bytes: decoded };
}

function readS3Object(field: string, value: unknown, invalid: InvalidFields): ImageSource | undefined {
  const before = invalid.count;
  checkObject(field, value, S3_OBJECT, invalid);
  if (invalid.count > before) return undefined;
  const { Bucket, Name, Version } = value as { Bucket: string; Name: string; Version?: string };
  return { kind: "s3", bucket: Bucket, key: Name, ...(Version !== undefined && { version: Version }) };
}

/** What is wrong with a text that should be an image in base64; the end of the sentence "The field …". */
interface Base64Fault {
  readonly fault: string;
}

/** Longest beginning that is looked at to tell what a decoded text is. */
const BEGINNING = 64;

/**
 * The bytes of an image in base64. Line breaks, missing padding and the URL-safe alphabet are read as they are meant,
 * for their meaning is plain; everything else is refused, because Node's own decoder skips what it does not know, and
 * Rekognition would get garbage.
 */
export function decodeImage(text: string): Uint8Array | Base64Fault {
  if (/^data:/i.test(text)) return { fault: "is a data: URL; send only what follows its comma" };
  const packed = /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]+/g, "") : text;
  if (packed === "") return { fault: "is empty" };
  const isStandard = /^[A-Za-z0-9+/]+={0,2}$/.test(packed);
  if (!isStandard && !/^[A-Za-z0-9_-]+={0,2}$/.test(packed)) return { fault: "is not base64" };
  const digits = packed.endsWith("=") ? packed.replace(/=+$/, "") : packed;
  const isWhole = digits.length % 4 !== 1 && (digits.length === packed.length || packed.length % 4 === 0);
  if (!isWhole) return { fault: "is base64 of the wrong length" };
  const bytes = Buffer.from(digits, isStandard ? "base64" : "base64url");
  return isEncodedTwice(bytes) ? { fault: "is base64 of base64; encode the image once" } : bytes;
}

/** Some HTTP clients encode a body that is encoded already. */
function isEncodedTwice(bytes: Buffer): boolean {
  if (imageKind(bytes) !== "other") return false;
  const beginning = bytes.toString("latin1", 0, BEGINNING);
  return /^[A-Za-z0-9+/_=\r\n-]+$/.test(beginning) && imageKind(Buffer.from(beginning, "base64")) !== "other";
}

/**
 * Finds everything in an object that its description does not allow. How deep it looks is bounded by the description, and how long by the
 * lists' and the text's own bounds.
 *
 * @param path the object's own name, "" for the body; faults name their fields below it, e.g. `Settings.ImageProperties`
 * @param known the members that a caller is told about; by default, those of the description
 */
export function checkObject(
  path: string,
  value: unknown,
  { members, required = [] }: Omit<ObjectField, "kind">,
  invalid: InvalidFields,
  known: readonly string[] = Object.keys(members),
): void {
  if (!isRecord(value)) {
    invalid.add(path, "is not an object", `an object of ${known.join(", ")}`);
    return;
  }
  for (const name of required.filter((each) => value[each] === undefined)) {
    invalid.add(fieldBelow(path, name), "is missing", "required");
  }
  invalid.addUnknown(path, value, known);
  for (const [name, field] of Object.entries(members)) {
    if (Object.hasOwn(value, name)) checkField(fieldBelow(path, name), value[name], field, invalid);
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkField(path: string, value: unknown, field: Field, invalid: InvalidFields): void {
  switch (field.kind) {
    case "number":
    case "integer":
      if (!isWithin(value, field)) invalid.add(path, numberFault(value), numbersAllowed(field));
      return;
    case "text":
      if (!isText(value, field)) invalid.add(path, textFault(value), textsAllowed(field));
      return;
    case "choice":
      if (!field.of.includes(value as string)) invalid.add(path, NOT_A_CHOICE, field.of.join(", "));
      return;
    case "list":
      checkList(path, value, field, invalid);
      return;
    case "object":
      checkObject(path, value, field, invalid);
  }
}

export const NOT_A_CHOICE = "is not one of the allowed values";

function checkList(path: string, value: unknown, { of, max }: ListField, invalid: InvalidFields): void {
  if (!Array.isArray(value) || value.length > max) {
    const what = Array.isArray(value) ? `has ${value.length} entries` : "is not a list";
    invalid.add(path, what, `a list of ${max} entries at most`);
    return;
  }
  for (const [index, entry] of value.entries()) checkField(`${path}[${index}]`, entry, of, invalid);
}

/** JSON reads 1e999 as Infinity, which no JSON can carry on to Rekognition. */
function isWithin(value: unknown, { kind, min = -Infinity, max = Infinity }: NumberField): boolean {
  const isKind = kind === "integer" ? Number.isInteger(value) : Number.isFinite(value);
  return isKind && (value as number) >= min && (value as number) <= max;
}

function numberFault(value: unknown): string {
  return typeof value === "number" ? `is ${value}` : "is not a number";
}

function numbersAllowed({ kind, min, max }: NumberField): string {
  const noun = kind === "integer" ? "a whole number" : "a number";
  return min === undefined || max === undefined ? noun : `${noun} from ${min} to ${max}`;
}

/** Half of a surrogate pair: JSON can write it ("\ud800"), but no URL, header or UTF-8 text can carry it on. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function isText(value: unknown, { minLength, maxLength, pattern }: TextField): boolean {
  if (typeof value !== "string" || value.length < minLength || value.length > maxLength) return false;
  return !LONE_SURROGATE.test(value) && (pattern === undefined || new RegExp(pattern).test(value));
}

function textFault(value: unknown): string {
  if (typeof value !== "string") return "is not text";
  return LONE_SURROGATE.test(value) ? "holds half of a surrogate pair" : "does not fit";
}

function textsAllowed({ minLength, maxLength, words = "text" }: TextField): string {
  return `${words}, ${minLength} to ${maxLength} characters`;
}
