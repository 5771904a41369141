import type { Field, ObjectField } from "../../../../functions/pool/operations/operation";

/** A field's description as the contract has it. */
export function schemaOf(field: Field): object {
  switch (field.kind) {
    case "number":
    case "integer":
      return { type: field.kind, ...bound("minimum", field.min), ...bound("maximum", field.max) };
    case "text":
      return {
        type: "string",
        minLength: field.minLength,
        maxLength: field.maxLength,
        ...bound("pattern", field.pattern),
      };
    case "choice":
      return { type: "string", enum: field.of };
    case "list":
      return { type: "array", maxItems: field.max, items: schemaOf(field.of) };
    case "object":
      return objectSchema(field.members, field.required);
  }
}

export function objectSchema(members: ObjectField["members"], required: readonly string[] = []): object {
  const properties = Object.fromEntries(Object.entries(members).map(([name, field]) => [name, schemaOf(field)]));
  return { type: "object", additionalProperties: false, ...(required.length > 0 && { required }), properties };
}

function bound(name: string, value: number | string | undefined): object {
  return value === undefined ? {} : { [name]: value };
}
