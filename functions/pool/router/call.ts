/**
 * What one attempt at one Region came to. THROTTLE: its quota is used up. FAULT: it is sick, or was not reached. CONFIG: it
 * refuses us, and will go on doing so (an endpoint policy, a Region not enabled). CALLER_ERROR: the same everywhere.
 */
import type { Lane } from "../lanes/lanes";
import type { OperationName } from "../operations";

export type AttemptKind = "OK" | "THROTTLE" | "FAULT" | "CONFIG" | "CALLER_ERROR";

export interface Attempt<T> {
  readonly kind: AttemptKind;
  readonly value?: T;
  readonly error?: unknown;
}

/** How one call's attempts are made. */
export interface Attempting<T> {
  /** Makes ready what the Region is to be sent, where that takes time. That time is not counted against a Region. */
  readonly prepare?: (region: string) => Promise<void>;
  /**
   * Sends one HTTP request to one Region, and gives it up when `signal` is aborted: nothing reads its result then.
   * Rejects only for bugs: whatever a Region does is an Attempt.
   */
  readonly send: (region: string, signal: AbortSignal) => Promise<Attempt<T>>;
}

export interface CallLimits {
  /** Clock milliseconds by which an answer is due: whatever is under way then is given up. */
  readonly deadline: number;
  /**
   * Clock milliseconds until which it may wait for quota; the deadline unless said. Regions that fail or keep it waiting move it back by
   * what they took, up to the deadline: a Region that hangs does not use up the time in which another one would have room.
   */
  readonly waitUntil?: number;
  /** The only Regions that may see the image, throttled or not. Missing: all of the pool. */
  readonly allowedRegions?: readonly string[];
  /** The only Region that can serve the request: it holds the ARN the request names. */
  readonly pinnedRegion?: string;
  /** Whose call it is, where lanes share the pool. */
  readonly lane?: Lane;
  /** Tried first while healthy: the Region of the bucket the image lies in. */
  readonly preferredRegion?: string;
}

export type Outcome = "answered" | "caller_error" | "throttled" | "unavailable" | "misconfigured" | "no_region";

export interface RouterResult<T> {
  readonly outcome: Outcome;
  /** Who answered, with a value or with the caller's own error. Missing when none did. */
  readonly region?: string;
  readonly value?: T;
  /** The error of the attempt that decided the outcome; for the log, or for the caller when it is theirs. */
  readonly error?: unknown;
  readonly attempts: number;
  readonly throttles: number;
  readonly waitedMs: number;
  /** Regions that had not answered when another one did, or when the call was given up, and had had the time for it. */
  readonly silent: readonly string[];
  /** Its lane held it back, or would have: it was not sent, or only because the lane is not enforced. */
  readonly isHeldBack?: true;
  /** Whole seconds, with outcomes that may be different next time: throttled and unavailable. */
  readonly retryAfterSeconds?: number;
}

/** One Region of the pool. */
export interface PoolRegion {
  readonly region: string;
  /** Calls per second this account may make there. No entry, or 0: the operation does not exist there. */
  readonly quotas: Readonly<Partial<Record<OperationName, number>>>;
  /** Replaces the quota as the draw's weight, for every operation. 0 keeps the Region for when all others refuse. */
  readonly weight?: number;
}

/** Where one request may go: the Region and its weight in the draw, for the operation at hand. */
export interface Candidate {
  readonly region: string;
  readonly weight: number;
}

/** Time as the router knows it. */
export interface RouterClock {
  /** Milliseconds that never run backwards; where they count from has no meaning. */
  now(): number;
  /** Resolves after `ms`, or as soon as `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
