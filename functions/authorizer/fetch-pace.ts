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
