/** Tables of fields: what a body holds, and what each field may be. */
import { type Html, html } from "../html";
import { nameOf, type Schema } from "./document";

interface Field {
  /** With its way from the body, e.g. `upload.url` or `errors[].field`. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: Schema;
}

export function fieldsTable(schema: Schema): Html {
  const fields = fieldsOf(schema, "");
  if (fields.length === 0) return html`<p>${typeOf(schema)}${allowed(schema)}</p>`;
  return html`<div class="wide" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning, allowed values</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(
          ({ name, isRequired, schema: each }) =>
            html`<tr>
              <th scope="row"><code>${name}</code>${isRequired && html` <small>required</small>`}</th>
              <td>${typeOf(each)}</td>
              <td>${meaning(each)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A field's bounds and its description; the fields of objects that have no name of their own are rows too. */
function fieldsOf(schema: Schema, way: string): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => {
    const whole = `${way}${name}`;
    const isRequired = schema.required?.includes(name) === true;
    const within = each.items ?? each;
    return [{ name: whole, isRequired, schema: each }, ...fieldsOf(within, `${whole}${each.items ? "[]" : ""}.`)];
  });
}

export function typeOf(schema: Schema): Html {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    return html`<a href="#type-${name}">${name}</a>`;
  }
  if (schema.oneOf !== undefined)
    return html`${schema.oneOf.map((each, index) => html`${index > 0 && " or "}${typeOf(each)}`)}`;
  if (schema.items !== undefined) return html`list of ${typeOf(schema.items)}`;
  return html`${schema.type ?? "any"}`;
}

function meaning(schema: Schema): Html {
  return html`${schema.description !== undefined && prose(schema.description)}<small>${allowed(schema)}</small>`;
}

function allowed(schema: Schema): Html {
  const { items = {}, minItems, maxItems } = schema;
  const sizes = [
    span(schema.minimum, schema.maximum, ""),
    span(schema.minLength, schema.maxLength, " characters"),
    span(minItems, maxItems, " entries"),
  ];
  const values = schema.enum ?? items.enum;
  const pattern = schema.pattern ?? items.pattern;
  return html`${sizes.filter((size) => size !== "").join(", ")}
  ${values !== undefined && html`${values.map((value) => html`<code>${JSON.stringify(value)}</code> `)}`}
  ${pattern !== undefined && html`<code>${pattern}</code>`}
  ${schema.default !== undefined && html`default <code>${JSON.stringify(schema.default)}</code>`}`;
}

/** Numbers that only say "any integer" are left out. */
const UNBOUNDED = 2_147_483_647;

function span(least: number | undefined, most: number | undefined, unit: string): string {
  const isOpen = most === undefined || most >= UNBOUNDED;
  if (least === undefined && isOpen) return "";
  if (isOpen) return `at least ${least ?? 0}${unit}`;
  return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`;
}

/** Text of the document, whose `backquotes` are code. */
export function prose(text: string): Html {
  return html`${text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
}

export function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
