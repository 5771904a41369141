import type { ConfigType } from "./key";

/**
 * Pulumi hands every value to a program as text. Reads it as the type of its key; what cannot be read stays as it is, for the key's
 * own check to report.
 */
export function decode(type: ConfigType, value: unknown): unknown {
  if (typeof value !== "string") return structuredClone(value);
  // A key with nothing behind its colon comes as this word.
  if (value === "null") return null;
  switch (type) {
    case "string":
      return value;
    case "integer":
      return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    case "boolean":
      return value === "true" || (value === "false" ? false : value);
    case "array":
    case "object":
      return parsedJson(value);
  }
}

/** The value behind a text that is JSON, or the text. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
