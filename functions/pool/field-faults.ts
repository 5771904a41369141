import type { FieldFault } from "../http/problem";
import type { Field, ListField, NumberField, ObjectField, TextField } from "./request-fields";

/** More faults than this help nobody, and an answer has to stay small. */
const MOST_FAULTS = 20;

/**
 * Everything in an object that its description does not allow.
 * @param path the object's own name, "" for the body; faults name their fields below it, e.g. `Settings.ImageProperties`
 */
export function objectFaults(
  path: string,
  value: unknown,
  { members, required = [] }: Omit<ObjectField, "kind">,
): FieldFault[] {
  if (!isRecord(value)) return [fault(path, "is not an object", `an object of ${Object.keys(members).join(", ")}`)];
  const missing = required
    .filter((name) => value[name] === undefined)
    .map((name) => fault(below(path, name), "is missing", "required"));
  const others = Object.keys(value).flatMap((name) => {
    const field = Object.hasOwn(members, name) ? members[name] : undefined;
    return field
      ? fieldFaults(below(path, name), value[name], field)
      : [unknownField(path, name, Object.keys(members))];
  });
  return [...missing, ...others].slice(0, MOST_FAULTS);
}

/** @param known the members that exist */
export function unknownField(path: string, name: string, known: readonly string[]): FieldFault {
  const allowed = known.length === 0 ? "nothing" : `only ${known.join(", ")}`;
  return fault(below(path, shown(name)), "is not a field of this request", allowed);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fault(field: string, what: string, allowed: string): FieldFault {
  return { field, fault: what, allowed };
}

function fieldFaults(path: string, value: unknown, field: Field): FieldFault[] {
  switch (field.kind) {
    case "number":
    case "integer":
      return isWithin(value, field) ? [] : [fault(path, numberFault(value), numbersAllowed(field))];
    case "text":
      return isText(value, field) ? [] : [fault(path, textFault(value), textsAllowed(field))];
    case "choice":
      return field.of.includes(value as string) ? [] : [fault(path, "is none of the choices", field.of.join(", "))];
    case "list":
      return listFaults(path, value, field);
    case "object":
      return objectFaults(path, value, field);
  }
}

function listFaults(path: string, value: unknown, { of, max }: ListField): FieldFault[] {
  if (!Array.isArray(value) || value.length > max) {
    const what = Array.isArray(value) ? `has ${value.length} entries` : "is not a list";
    return [fault(path, what, `a list of ${max} entries at most`)];
  }
  return value.flatMap((entry, index) => fieldFaults(`${path}[${index}]`, entry, of));
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

function isText(value: unknown, { minLength, maxLength, pattern }: TextField): boolean {
  if (typeof value !== "string" || value.length < minLength || value.length > maxLength) return false;
  return pattern === undefined || new RegExp(pattern).test(value);
}

function textFault(value: unknown): string {
  return typeof value === "string" ? "does not fit" : "is not text";
}

function textsAllowed({ minLength, maxLength, words = "text" }: TextField): string {
  return `${words}, ${minLength} to ${maxLength} characters`;
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** What a caller wrote comes back only where it looks like a name. */
function shown(name: string): string {
  return /^[\w.-]{1,64}$/.test(name) ? name : "(a name that is not shown)";
}
