/**
 * Keys from the identity provider's key set, kept for the life of the execution environment.
 *
 * Why not jose's createRemoteJWKSet: it forgets its keys when a refresh fails and its cooldown counts successful
 * fetches only. Here a provider that is down costs nothing as long as its keys are known, and tokens with made-up key
 * ids cannot make us call it more than once in ten seconds, whether it answers or not.
 */
import type { KeyObject } from "node:crypto";
import { importFetchedKeys } from "./fetched-signing-keys";
import { KeysUnavailable, type JsonWebKeySet, type KeySource, type SigningKeys } from "./key-set";

export interface FetchedKeysOptions {
  /** Gets the set, within its own time limit; rejects when there is none. */
  readonly fetchKeySet: () => Promise<JsonWebKeySet>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called when the provider does not give its keys. */
  readonly onFailure: (error: unknown, isServingStale: boolean) => void;
  /** Milliseconds between two refetches on behalf of unknown key ids. */
  readonly cooldown?: number;
  /** Milliseconds after which keys are fetched anew. */
  readonly maxAge?: number;
}

export class FetchedKeySource implements KeySource {
  #keys: SigningKeys | undefined;
  #underWay: Promise<SigningKeys> | undefined;
  /** When keys last arrived, or when a refresh of old ones was last tried. */
  #refreshedAt = -Infinity;
  /** The last refetch for an unknown key id. Not the first load: a key may be rotated right after it. */
  #refetchedAt = -Infinity;
  readonly #options: Required<FetchedKeysOptions>;

  constructor(options: FetchedKeysOptions) {
    this.#options = { cooldown: 10_000, maxAge: 3_600_000, ...options };
  }

  /** Starts the first load. A failure is no failure of the function: the next token tries again. */
  warm(): void {
    this.#load().catch(() => undefined);
  }

  find(keyId: string): KeyObject | undefined | Promise<KeyObject | undefined> {
    const key = this.#keys?.get(keyId);
    if (!key) return this.#findUnknown(keyId);
    this.#refreshWhenOld();
    return key;
  }

  async #findUnknown(keyId: string): Promise<KeyObject | undefined> {
    const keys = this.#keys ?? (await this.#load());
    return keys.get(keyId) ?? (await this.#refetch()).get(keyId);
  }

  /**
   * For a key id that the known keys lack: perhaps the provider has rotated. Failing, the known keys are the answer.
   */
  async #refetch(): Promise<SigningKeys> {
    const known = this.#keys ?? new Map<string, KeyObject>();
    if (this.#underWay) return this.#underWay.catch(() => known);
    if (this.#options.now() - this.#refetchedAt < this.#options.cooldown) return known;
    this.#refetchedAt = this.#options.now();
    return this.#load().catch(() => known);
  }

  /** A known key never waits for the network: the refresh runs beside the answer. Old keys serve until it succeeds. */
  #refreshWhenOld(): void {
    const age = this.#options.now() - this.#refreshedAt;
    if (age < this.#options.maxAge || this.#underWay) return;
    // One try per cooldown while the provider is down, not one per token.
    this.#refreshedAt = this.#options.now() - this.#options.maxAge + this.#options.cooldown;
    this.#load().catch(() => undefined);
  }

  #load(): Promise<SigningKeys> {
    this.#underWay ??= this.#fetch().finally(() => (this.#underWay = undefined));
    return this.#underWay;
  }

  async #fetch(): Promise<SigningKeys> {
    try {
      const keys = await importFetchedKeys(await this.#options.fetchKeySet());
      if (keys.size === 0) throw new Error("no RSA signature key in it");
      this.#refreshedAt = this.#options.now();
      return (this.#keys = keys);
    } catch (error) {
      this.#options.onFailure(error, this.#keys !== undefined);
      throw new KeysUnavailable();
    }
  }
}
