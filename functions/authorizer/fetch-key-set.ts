import * as http from "node:http";
import * as https from "node:https";
import type { JsonWebKeySet } from "./key-set";

const TIMEOUT_MS = 2000;
const MAX_BYTES = 64 * 1024;

/**
 * Gets a JWK Set: within two seconds in all, at most 64 KB, from exactly this URL. A redirect is an error, because the
 * URL is what was reviewed. Not `fetch`, whose first use costs a cold start some 40 ms; and no kept-alive socket,
 * because Lambda freezes between requests and the provider closes it meanwhile.
 *
 * @throws Error naming what was wrong; no part of the answer is in it
 */
export async function fetchKeySet(url: URL): Promise<JsonWebKeySet> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await get(url, signal);
  if (response.statusCode !== 200) {
    response.destroy();
    throw new Error(`status ${String(response.statusCode)}`);
  }
  const value = parseJson(await readBody(response)) as Partial<JsonWebKeySet> | null;
  if (!Array.isArray(value?.keys)) throw new Error("not a JWK Set");
  return { keys: value.keys };
}

/** JSON.parse's own message quotes the text, and this one is logged. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("not JSON");
  }
}

function get(url: URL, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { request } = url.protocol === "http:" ? http : https;
  return new Promise((resolve, reject) => {
    request(url, { agent: false, signal, headers: { accept: "application/json" } }, resolve)
      .on("error", reject)
      .end();
  });
}

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the response and with it the connection.
    if (size > MAX_BYTES) throw new Error(`longer than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
