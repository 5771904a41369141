import { type BodyLimit, readJsonBody } from "../http/json-body";

/** Four optional fields fit many times over. */
const LIMIT: BodyLimit = { maxBytes: 4096, tooLarge: "The body may hold 4096 bytes at most." };

/**
 * The request's JSON object; an absent or empty body is an empty object, whatever its content type.
 * @throws Refusal 413, 415 or 400
 */
export function readBody(event: Parameters<typeof readJsonBody>[0]): Readonly<Record<string, unknown>> {
  return readJsonBody(event, LIMIT);
}
