import type { Answer } from "../answer";
import { asRecord } from "../graph/graph-index";

/** Names that API Gateway sets itself; a function's own value is kept under another name. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const REMAPPED = new Set([
  "authorization",
  "connection",
  "content-length",
  "content-md5",
  "date",
  "expect",
  "host",
  "server",
  "te",
  "transfer-encoding",
  "user-agent",
  "www-authenticate",
]);

/** A function's answer as HTTP, or undefined when it is not in the form that API Gateway takes: then callers get a 502. */
export function readProxyAnswer(payload: unknown): Answer | undefined {
  const answer = asRecord(payload);
  const status = Number(answer["statusCode"]);
  const body = answer["body"] ?? "";
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== "string") return undefined;
  const headers = readHeaders(answer);
  if (!headers) return undefined;
  return {
    status,
    headers: { ...(headers["content-type"] === undefined && { "content-type": "application/json" }), ...headers },
    body: answer["isBase64Encoded"] === true ? Buffer.from(body, "base64") : body,
  };
}

function readHeaders(answer: Readonly<Record<string, unknown>>): Record<string, string | string[]> | undefined {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(asRecord(answer["headers"] ?? {}))) {
    if (!["string", "number", "boolean"].includes(typeof value)) return undefined;
    headers[outgoingName(name)] = String(value);
  }
  for (const [name, value] of Object.entries(asRecord(answer["multiValueHeaders"] ?? {}))) {
    if (!Array.isArray(value)) return undefined;
    headers[outgoingName(name)] = value.map(String);
  }
  return headers;
}

function outgoingName(name: string): string {
  const lower = name.toLowerCase();
  return REMAPPED.has(lower) ? `x-amzn-remapped-${lower}` : lower;
}
