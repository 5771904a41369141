/**
 * What there is to know of an operation of Rekognition Image, in one record each. Nothing of the SDK in here: the program and the laptop
 * read the records too, and only the functions load the SDK's commands (functions/pool/call/attempt.ts).
 * https://docs.aws.amazon.com/rekognition/latest/dg/limits.html
 */
import type { RegionalQuotas } from "./regional-quotas";

/** Bytes, and pixels of a side. */
export interface OperationImageLimits {
  readonly maxBytes: number;
  readonly minSide: number;
  readonly maxSide?: number;
}

export interface OperationRecord<Name extends string = string> {
  /** As AWS spells it. */
  readonly name: Name;
  /** The members of a request that are images, all required. */
  readonly imageMembers: readonly string[];
  readonly imageLimits: OperationImageLimits;
  /** Everything else that a request may hold. */
  readonly fields: ObjectField["members"];
  /** Those of the fields that a request must hold. */
  readonly requiredFields: readonly string[];
  /** Fields, with a dot before each member, whose value is the ARN of something in one Region: no other Region can serve such a request. */
  readonly regionalArns: readonly string[];
  /** An answer has at least one of these; an empty 200 has none and is a fault of the Region. */
  readonly resultMembers: readonly string[];
  /**
   * What is wrong with the images when AWS answers InvalidParameterException, for which the parameters leave no other reason: they have been
   * checked before. Undefined where it does not say.
   */
  readonly invalidImages?: { readonly fault: string; readonly allowed: string };
  /** Of its calls a second, in the Service Quotas console. */
  readonly quotaCode: string;
  /** AWS's default of that quota. */
  readonly defaultQuotas: RegionalQuotas;
  /**
   * What a policy names: `*` where the action has no resource type, else the part of the ARN behind the account.
   * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html
   */
  readonly iamResource: string;
}

export interface Operation<Name extends string = string> extends OperationRecord<Name> {
  /** In paths: `detect-faces` of DetectFaces. */
  readonly path: string;
  /** IAM's name of it. */
  readonly action: `rekognition:${Name}`;
}

export function operation<const Name extends string>(record: OperationRecord<Name>): Operation<Name> {
  const path = record.name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return { ...record, path, action: `rekognition:${record.name}` };
}

/** `ImageBlob` of the service's model: 5 MiB, of the image itself and not of its base64. */
const MAX_BYTES = 5_242_880;

export const ANY_SIZE: OperationImageLimits = { maxBytes: MAX_BYTES, minSide: 80 };
export const UP_TO_10_000: OperationImageLimits = { ...ANY_SIZE, maxSide: 10_000 };

/**
 * How a record says what a request may hold beside its images, as Rekognition's own model has it (names, types, bounds).
 * https://docs.aws.amazon.com/rekognition/latest/APIReference/API_Operations.html
 */
export type Field = NumberField | TextField | ChoiceField | ListField | ObjectField;

export interface NumberField {
  readonly kind: "number" | "integer";
  readonly min?: number;
  readonly max?: number;
}

export interface TextField {
  readonly kind: "text";
  readonly minLength: number;
  readonly maxLength: number;
  /** Anchored. */
  readonly pattern?: string;
  /** The pattern in words, for callers who send something else. */
  readonly words?: string;
}

export interface ChoiceField {
  readonly kind: "choice";
  readonly of: readonly string[];
}

export interface ListField {
  readonly kind: "list";
  readonly of: Field;
  readonly max: number;
}

export interface ObjectField {
  readonly kind: "object";
  readonly members: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

export const PERCENT: NumberField = { kind: "number", min: 0, max: 100 };
export const RATIO: NumberField = { kind: "number", min: 0, max: 1 };

/** The model's own bound where it has one; otherwise more than is ever needed, because a request must have an end. */
export const LONG_LIST = 256;

/** The ARN of a version of a model that was trained in the account. */
export const PROJECT_VERSION: TextField = {
  kind: "text",
  minLength: 20,
  maxLength: 2048,
  pattern:
    "^arn:[a-z0-9-]+:rekognition:[a-z0-9-]+:[0-9]{12}:project/[A-Za-z0-9_.-]{1,255}/version/[A-Za-z0-9_.-]{1,255}/[0-9]+$",
  words: "the ARN of a project version",
};

export function object(members: ObjectField["members"], required: readonly string[] = []): ObjectField {
  return { kind: "object", members, ...(required.length > 0 && { required }) };
}

export function listOf(...choices: readonly string[]): ListField {
  return { kind: "list", max: LONG_LIST, of: { kind: "choice", of: choices } };
}
