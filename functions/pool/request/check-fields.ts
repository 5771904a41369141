import { fieldBelow, type InvalidFields } from "../../http/invalid-fields";
import type { Field, ListField, NumberField, ObjectField, TextField } from "../operations/fields";

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
