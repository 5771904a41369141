/**
 * JSON for people: what fits in a line stands on one, keys keep their order.
 *
 * @param width characters of a line, indentation included
 */
export function readableJson(value: unknown, width = 88, indentation = ""): string {
  const flat = flatJson(value);
  if (indentation.length + flat.length <= width || typeof value !== "object" || value === null) return flat;
  const inner = `${indentation}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${readableJson(item, width, inner)}`);
    return `[\n${items.join(",\n")}\n${indentation}]`;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const lines = entries.map(([key, item]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    const whole = `${name}${flatJson(item)}`;
    return whole.length <= width ? whole : `${name}${readableJson(item, width, inner)}`;
  });
  return `{\n${lines.join(",\n")}\n${indentation}}`;
}

/** On one line, with the spaces that a reader expects. */
function flatJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, item]) => `${JSON.stringify(key)}: ${flatJson(item)}`).join(", ")} }`;
}
