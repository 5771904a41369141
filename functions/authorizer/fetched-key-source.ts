/**
 * Keys from the identity provider's key set, kept for the life of the execution environment.
 *
 * Why not jose's createRemoteJWKSet: it forgets its keys when a refresh fails and its cooldown counts successful
 * fetches only. Here a provider that is down costs nothing as long as its keys are known, and tokens with made-up key
 * ids cannot make us call it more than once in ten seconds, whether it answers or not, from the first token on. Without any
 * keys no one is let in: the invocation fails, and API Gateway answers 500 authorizer_failure.
 */
import type { CryptoKey } from "jose";
import * as http from "node:http";
import * as https from "node:https";
import { FetchPace } from "./fetch-pace";
import {
  importKeys,
  KeysUnavailable,
  type JsonWebKeySet,
  type KeySource,
  type SigningKeys,
  type WantedKey,
} from "./key-set";
import type { SignatureAlgorithm } from "./token-rules";

export interface FetchedKeysOptions {
  /** Gets the set, within its own time limit; rejects when there is none. */
  readonly fetchKeySet: () => Promise<JsonWebKeySet>;
  readonly algorithms: readonly SignatureAlgorithm[];
  /** Milliseconds since 1970. It may be set back or forward meanwhile. */
  readonly now: () => number;
  /** Called when the provider does not give its keys. */
  readonly onFailure: (error: unknown, isServingStale: boolean) => void;
}

/** Milliseconds after which known keys are fetched anew. */
const MAX_AGE = 3_600_000;

export class FetchedKeySource implements KeySource {
  #keys: SigningKeys | undefined;
  #underWay: Promise<SigningKeys> | undefined;
  readonly #options: FetchedKeysOptions;
  readonly #pace: FetchPace;

  constructor(options: FetchedKeysOptions) {
    this.#options = options;
    this.#pace = new FetchPace(options.now);
  }

  /** Starts the first load. It may fail without failing the function: a later token tries again. */
  warm(): void {
    this.#load().catch(() => undefined);
  }

  find(wanted: WantedKey): CryptoKey | undefined | Promise<CryptoKey | undefined> {
    const key = this.#keys?.get(wanted);
    if (!key) return this.#findUnknown(wanted);
    this.#refreshWhenOld();
    return key;
  }

  /** For a key that the known ones lack: perhaps the provider has rotated. Failing, the known keys are the answer. */
  async #findUnknown(wanted: WantedKey): Promise<CryptoKey | undefined> {
    const known = this.#keys ?? (await this.#loadFirst());
    const key = known.get(wanted);
    if (key || !this.#mayWait()) return key;
    const fresh = await this.#load({ isForUnknownKey: true }).catch(() => known);
    return fresh.get(wanted);
  }

  /** While there are no keys at all, a token waits for a fetch that is due or under way, and is refused at once otherwise. */
  async #loadFirst(): Promise<SigningKeys> {
    if (!this.#mayWait()) throw new KeysUnavailable();
    return this.#load();
  }

  #mayWait(): boolean {
    return this.#underWay !== undefined || this.#pace.mayFetch();
  }

  /** A known key never waits for the network: the refresh runs beside the answer. Old keys serve until it succeeds. */
  #refreshWhenOld(): void {
    const isDue = this.#pace.areKeysOlderThan(MAX_AGE) && this.#pace.mayFetch();
    if (isDue && !this.#underWay) this.#load().catch(() => undefined);
  }

  #load({ isForUnknownKey } = { isForUnknownKey: false }): Promise<SigningKeys> {
    this.#underWay ??= this.#fetch(isForUnknownKey).finally(() => (this.#underWay = undefined));
    return this.#underWay;
  }

  async #fetch(isForUnknownKey: boolean): Promise<SigningKeys> {
    try {
      const { fetchKeySet, algorithms } = this.#options;
      const keys = await importKeys(await fetchKeySet(), algorithms);
      if (keys.size === 0) throw new Error(`no signature key for ${algorithms.join(", ")} in it`);
      this.#pace.succeeded(isForUnknownKey);
      return (this.#keys = keys);
    } catch (error) {
      this.#pace.failed(this.#keys !== undefined);
      this.#options.onFailure(error, this.#keys !== undefined);
      throw new KeysUnavailable();
    }
  }
}

export const KEY_SET_MS = 2000;
const MAX_BYTES = 64 * 1024;

/**
 * Gets a JWK Set: within two seconds in all, at most 64 KB, from exactly this URL. A redirect is an error, because the
 * URL is what was reviewed. Not `fetch`, whose first use costs a cold start some 40 ms; and no kept-alive socket,
 * because Lambda freezes between requests and the provider closes it meanwhile.
 *
 * @throws Error naming what was wrong; no part of the answer is in it
 */
export async function fetchKeySet(url: URL): Promise<JsonWebKeySet> {
  const signal = AbortSignal.timeout(KEY_SET_MS);
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
