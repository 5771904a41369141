import type { APIGatewayProxyEvent } from "aws-lambda";
import { isUtf8 } from "node:buffer";
import { Refusal } from "../contract/problem";
import { hasRepeatedMember } from "./json-members";

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
