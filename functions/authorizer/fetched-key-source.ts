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
import {
  importKeys,
  KeysUnavailable,
  type JsonWebKeySet,
  type KeySource,
  type SigningKeys,
  type WantedKey,
} from "./key-set";
import type { SignatureAlgorithm } from "./token-rules";
import { log } from "../contract/log";
import type { ProfileSource } from "./decide";
import { type AuthorizerSettings, readFetchedKeysSettings } from "./env";
import { authorizerHandler } from "./handler";

/** The authorizer that fetches the provider's key set, configured by this process's environment, and begins to fetch it. */
export function fetchingAuthorizer(profilesFor: (settings: AuthorizerSettings) => ProfileSource) {
  const settings = readFetchedKeysSettings(process.env);
  const keys = new FetchedKeySource({
    fetchKeySet: () => fetchKeySet(settings.keySetUrl),
    algorithms: settings.shape.algorithms,
    now: Date.now,
    onFailure: (error, isServingStale) =>
      log({
        event: "key_set_unavailable",
        fault: error instanceof Error ? error.message : "unknown",
        isServingStale,
      }),
  });
  keys.warm();
  return authorizerHandler({ settings, keys, profilesOf: profilesFor(settings), now: Date.now });
}

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

/** Milliseconds between two fetches on behalf of unknown key ids, and between two tries while old keys serve. */
const COOLDOWN = 10_000;
/** Milliseconds until the first try after the first failure without any keys; doubled with each further one, up to the cooldown. */
const FIRST_BACK_OFF = 1000;

/** A point in time and how long to wait from there. A clock that has been set back since then has waited long enough. */
interface Wait {
  readonly from: number;
  readonly milliseconds: number;
}

/**
 * How often the identity provider may be asked for its keys, on behalf of any caller: tokens are free to make up key ids, and every environment of
 * the function keeps its own pace.
 */
export class FetchPace {
  #wait: Wait = { from: -Infinity, milliseconds: 0 };
  #succeededAt = -Infinity;
  #failures = 0;

  /** @param now milliseconds since 1970; wall time, because Lambda's monotonic clock may stand still between requests */
  constructor(private readonly now: () => number) {}

  /** Whether it may be asked now. */
  mayFetch(): boolean {
    return this.#isOver(this.#wait);
  }

  /** Whether the keys are older than that, in milliseconds. */
  areKeysOlderThan(milliseconds: number): boolean {
    return this.#isOver({ from: this.#succeededAt, milliseconds });
  }

  /**
   * Keys have arrived.
   * @param isForUnknownKey false for the first load and a refresh by age, right after which a key may be rotated: one more fetch is free
   */
  succeeded(isForUnknownKey: boolean): void {
    this.#failures = 0;
    this.#succeededAt = this.now();
    this.#waitFor(isForUnknownKey ? COOLDOWN : 0);
  }

  /** @param areKeysKnown from an earlier fetch; without any, no one can be let in and the next try comes sooner */
  failed(areKeysKnown: boolean): void {
    this.#failures += 1;
    const backOff = Math.min(COOLDOWN, FIRST_BACK_OFF * 2 ** (this.#failures - 1));
    this.#waitFor(areKeysKnown ? COOLDOWN : backOff);
  }

  #waitFor(milliseconds: number): void {
    this.#wait = { from: this.now(), milliseconds };
  }

  #isOver({ from, milliseconds }: Wait): boolean {
    const passed = this.now() - from;
    return passed < 0 || passed >= milliseconds;
  }
}
