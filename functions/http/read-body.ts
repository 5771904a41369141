/** A request's body: read as one JSON object, and what is said of its fields that are invalid. */
import type { APIGatewayProxyEvent } from "aws-lambda";
import { isUtf8 } from "node:buffer";
import { Refusal, type FieldFault } from "../contract/problem";

type BodyEvent = Pick<APIGatewayProxyEvent, "body" | "isBase64Encoded" | "headers">;

export interface BodyLimit {
  readonly maxBytes: number;
  /** What a caller reads whose body is longer. */
  readonly tooLarge: string;
}

/**
 * The request's JSON object; an absent or empty body is an empty object, whatever its content type.
 * @throws Refusal 413, 415 or 400
 */
export function readJsonBody(event: BodyEvent, limit: BodyLimit): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > limit.maxBytes) throw new Refusal({ code: "request_too_large", detail: limit.tooLarge });
  if (bytes.length === 0) return {};
  refuseOtherMediaTypes(event);
  if (!isUtf8(bytes)) throw notAnObject("is not UTF-8");
  return parseObject(bytes.toString("utf8"));
}

/** @throws Refusal when there is a body where none belongs */
export function refuseBody(event: BodyEvent): void {
  if (event.body === null || event.body === "") return;
  const errors = [{ field: "body", fault: "is present", allowed: "no body" }];
  throw new Refusal({ code: "invalid_request", detail: "This route takes no body.", errors });
}

/** Without a Content-Type, API Gateway takes a body for application/json and checks it against that type's model: so does this. */
function refuseOtherMediaTypes(event: BodyEvent): void {
  const contentType = headerOf(event, "content-type") ?? "application/json";
  if (contentType.split(";")[0]?.trim().toLowerCase() === "application/json") return;
  throw new Refusal({ code: "unsupported_media_type", detail: "Send the body as Content-Type: application/json." });
}

/** A member that occurs twice is refused: API Gateway's validator and this function might each look at another one. */
function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notAnObject("is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw notAnObject("is not a JSON object");
  if (hasRepeatedMember(text, value)) throw notAnObject("has a property more than once");
  return value as Record<string, unknown>;
}

function notAnObject(fault: string): Refusal {
  const errors = [{ field: "body", fault, allowed: "one JSON object" }];
  return new Refusal({ code: "invalid_request", detail: `The body ${fault}.`, errors });
}

/** A request's header whatever its case: HTTP/2 clients send lower case, API Gateway passes on what came. */
export function headerOf(event: Pick<APIGatewayProxyEvent, "headers">, name: string): string | undefined {
  // null, against the types, when API Gateway's test button sends no headers.
  const headers = (event.headers as APIGatewayProxyEvent["headers"] | null) ?? {};
  const spelled = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return spelled === undefined ? undefined : headers[spelled];
}

/**
 * Whether an object is spelled with the same member twice at its top level (`{"sub":"a","sub":"b"}`). JSON.parse keeps
 * the last and says nothing; another reader of the same bytes may have kept the first.
 *
 * Counts the colons outside strings at depth one, which in valid JSON is the number of members, and compares with what
 * was kept; so an escaped spelling ("s\u0075b") is counted as well.
 *
 * @param text  what JSON.parse has read without error
 * @param value what it returned
 */
export function hasRepeatedMember(text: string, value: object): boolean {
  let depth = 0;
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (char === OPEN_OBJECT || char === OPEN_ARRAY) depth += 1;
    else if (char === CLOSE_OBJECT || char === CLOSE_ARRAY) depth -= 1;
    else if (char === COLON && depth === 1) members += 1;
  }
  return members !== Object.keys(value).length;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The index of the quote that ends the string starting at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** A quote behind an odd number of backslashes belongs to the string. */
function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

/** An answer lists so many; more do not help, and an answer has to stay small whatever a caller sends. */
const MOST_LISTED = 20;

/** What is wrong with a request's fields: the first twenty of them, and how many there are in all. */
export class InvalidFields {
  readonly #listed: FieldFault[] = [];
  #count = 0;

  /** @param field its path, e.g. `Image.S3Object.Name`; none of the three repeats what the caller sent as text */
  add(field: string, fault: string, allowed: string): void {
    this.#count += 1;
    if (this.#listed.length < MOST_LISTED) this.#listed.push({ field, fault, allowed });
  }

  /**
   * Adds every member of an object that is none of the known ones.
   * @param path the object's own, "" for the body
   */
  addUnknown(path: string, members: object, known: readonly string[]): void {
    const allowed = known.length === 0 ? "nothing" : `only ${known.join(", ")}`;
    for (const name of Object.keys(members)) {
      if (!known.includes(name)) this.add(fieldBelow(path, shown(name)), "is not a field of this request", allowed);
    }
  }

  /** How many there are, those that are not listed included. */
  get count(): number {
    return this.#count;
  }

  /** @throws Refusal unless every field is valid */
  refuse(): void {
    if (this.#count === 0) return;
    const more = this.#count - this.#listed.length;
    const which = more > 0 ? `: these ${MOST_LISTED}, and ${more} more` : "";
    const detail = this.#count === 1 ? "One field is invalid." : `${this.#count} fields are invalid${which}.`;
    throw new Refusal({ code: "invalid_request", detail, errors: this.#listed });
  }
}

/** @throws Refusal for this one field */
export function refuseField(field: string, fault: string, allowed: string): never {
  const invalid = new InvalidFields();
  invalid.add(field, fault, allowed);
  invalid.refuse();
  throw new Error("A field that was added is a field at fault.");
}

export function fieldBelow(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** What a caller wrote comes back only where it looks like a name. */
function shown(name: string): string {
  return /^[\w.-]{1,64}$/.test(name) ? name : "(a name that is not shown)";
}
