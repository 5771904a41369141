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
