import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Door } from "./door";

/** More than any upload that the program allows (15 MB and its form), less than would hurt the laptop. */
const MAX_BODY_BYTES = 24 * 1024 * 1024;

/** A request as it stands at a door, before any check. Nothing is decoded or normalised. */
export interface Incoming {
  /** Fresh for every request; a caller cannot choose it. */
  readonly requestId: string;
  readonly door: Door;
  readonly method: string;
  /** As sent, up to the `?`: percent signs, double slashes and dots included. */
  readonly path: string;
  /** As sent, after the `?`. */
  readonly query: string;
  /** In the order and spelling of the client, repeated names included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** The body was longer than anything here takes; `body` is then empty. */
  readonly isTooLarge: boolean;
  readonly sourceIp: string;
}

export async function receive(message: IncomingMessage, door: Door): Promise<Incoming> {
  const target = message.url ?? "/";
  const mark = target.indexOf("?");
  const body = await readBody(message);
  return {
    requestId: randomUUID(),
    door,
    method: message.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers: pairs(message.rawHeaders),
    body: body ?? Buffer.alloc(0),
    isTooLarge: body === undefined,
    sourceIp: message.socket.remoteAddress ?? "127.0.0.1",
  };
}

/** Every value of a header, whatever the case of its name. */
export function headerValues(request: Pick<Incoming, "headers">, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return request.headers.filter(([sent]) => sent.toLowerCase() === wanted).map(([, value]) => value);
}

export function headerValue(request: Pick<Incoming, "headers">, name: string): string | undefined {
  return headerValues(request, name).at(-1);
}

/** Node's own `headers` drops a second Authorization; API Gateway shows both, so the raw list is what we keep. */
function pairs(rawHeaders: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    result.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  return result;
}

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}
