import type { AttemptKind, Attempting, CallLimits, RouterResult, Candidate, RouterClock } from "./call";
import { InFlight, type OpenAttempt, type SettledAttempt, Tally } from "./attempts";
import { type Choice, chooseFirst, chooseProbe, chooseUntried, QuotaWait } from "./choice";
import type { OperationMemory } from "./memory";
import type { LaneOdds } from "./throttling";

/** No attempt is of any use with less (ms). */
const LEAST_SHARE_MS = 650;
/** What is kept for the call itself after the last wait, as far as answers are known to need it (ms). */
const LAST_ROOM_MS = 5_000;

export interface Route {
  readonly candidates: readonly Candidate[];
  readonly limits: CallLimits;
  readonly memory: OperationMemory;
  readonly clock: RouterClock;
  /** 0 ≤ random() < 1 */
  readonly random: () => number;
}

/** What a call does next: ask a Region, let time pass until something settles, or give up. */
type Step = { readonly ask: string } | { readonly until: number; readonly isWait: boolean } | "give up";

/**
 * One request on its way through the Regions.
 *
 * An attempt that takes long is not broken off: it is paid for, its Region may be at work on it, and it may be the image that takes its
 * time and not the Region. When its patience is over another Region is asked beside it, and whichever answers first is the answer. That
 * makes as many calls as giving up and starting anew does, loses no answer that comes before the deadline, and tells a Region that
 * hangs from an image that is slow: only the first is overtaken by a Region that was asked later.
 */
export class RoutedCall<T> {
  private readonly tally = new Tally<T>();
  private readonly inFlight: InFlight<T>;
  /** The attempt that nothing is asked beside, until `patientUntil`. */
  private patientWith: OpenAttempt | undefined;
  private patientUntil = 0;
  /** Attempts whose patience has run out. */
  private overdue = 0;
  private probeAt: number | undefined;
  private readonly quotaWait: QuotaWait;
  private readonly odds: LaneOdds;
  private readonly started: number;
  /** Its lane's odds count what became of it at first, and nothing after that. */
  private isCounted = false;

  constructor(
    private readonly route: Route,
    private readonly attempting: Attempting<T>,
  ) {
    this.inFlight = new InFlight<T>(route.clock);
    const { memory, candidates, random, limits } = route;
    this.started = route.clock.now();
    this.odds = memory.laneOdds(candidates.map(({ region }) => region));
    this.quotaWait = new QuotaWait(memory, random, this.started, this.odds, limits.lane);
  }

  async run(): Promise<RouterResult<T>> {
    if (this.route.candidates.length === 0) return this.tally.noRegion();
    try {
      for (;;) {
        const step = this.next(this.route.clock.now());
        if (step === "give up") return this.giveUp();
        if ("ask" in step) await this.ask(step.ask);
        else {
          const result = await this.pass(step);
          if (result) return result;
        }
      }
    } finally {
      this.inFlight.abandon();
    }
  }

  private next(now: number): Step {
    const { limits } = this.route;
    if (now >= limits.deadline) return "give up";
    if (this.patientWith) {
      if (now < this.patientUntil) return this.untilEvent(this.patientUntil);
      this.tally.heldMs += now - this.patientWith.askedAt;
      this.overdue += 1;
      this.patientWith = undefined;
    }
    const choice = this.choice(now);
    const region =
      this.tally.attempts === 0 ? chooseFirst(choice, limits.preferredRegion) : chooseUntried(choice, this.tally.tried);
    if (region !== undefined && !this.quotaWait.isToWaitFor(region, now)) return { ask: region };
    return this.waitForQuota(choice, region);
  }

  /** @param untried what is still to be tried before it may be given up */
  private waitForQuota(choice: Choice, untried: string | undefined): Step {
    const { now } = choice;
    const probe = untried ?? chooseProbe(choice, (region) => this.isOpen(region));
    if (probe === undefined || this.tally.isMisconfiguredEverywhere) return this.untilAnswered(now);
    if (this.probeAt !== undefined && now >= this.probeAt) {
      this.probeAt = undefined;
      return { ask: probe };
    }
    const failed = this.tally.of("FAULT") + this.tally.of("CONFIG");
    if (failed >= 2 * choice.candidates.length || now >= this.waitEnds) return this.untilAnswered(now);
    this.probeAt ??= Math.min(now + this.quotaWait.nextMs(now, this.waitEnds), this.waitEnds);
    return { ...this.untilEvent(this.probeAt), isWait: true };
  }

  /** For as long as one that is not known to be sick may still answer: where others refused, twice what answers are known to need at most. */
  private untilAnswered(now: number): Step {
    const { memory, limits } = this.route;
    const open = this.inFlight.attempts.filter(({ region }) => !memory.of(region).isFaulted(now));
    const isShort = this.tally.of("THROTTLE") > 0;
    const until = open.map(({ region, askedAt }) =>
      isShort ? askedAt + 2 * memory.patienceMs(region) : limits.deadline,
    );
    return now < Math.max(...until) ? this.untilEvent(Math.max(...until)) : "give up";
  }

  private untilEvent(until: number): { readonly until: number; readonly isWait: boolean } {
    return { until: Math.min(until, this.route.limits.deadline), isWait: false };
  }

  private async ask(region: string): Promise<void> {
    const { clock } = this.route;
    await this.attempting.prepare?.(region);
    this.tally.asked(region);
    this.patientWith = this.inFlight.start(region, (signal) => this.attempting.send(region, signal));
    this.patientUntil = clock.now() + this.patience(region, clock.now());
  }

  /** Half of what is left at first, so that another Region has as long; what is left then is shared by all that are untried. */
  private patience(region: string, now: number): number {
    const { candidates, limits, memory } = this.route;
    const left = limits.deadline - now;
    const untried = candidates.length - this.tally.tried.size;
    const share = this.overdue === 0 ? left / 2 : left / (untried + 1);
    return Math.min(memory.patienceMs(region), Math.max(LEAST_SHARE_MS, share));
  }

  private async pass({ until, isWait }: Exclude<Step, "give up" | { ask: string }>) {
    const { clock } = this.route;
    const started = clock.now();
    const settled = await this.inFlight.next(until);
    if (isWait) this.tally.waitedMs += clock.now() - started;
    return settled && this.take(settled);
  }

  /** @returns the call's result when this is it */
  private take({ attempt, result }: SettledAttempt<T>): RouterResult<T> | undefined {
    const { memory, clock } = this.route;
    const { region, askedAt } = attempt;
    const { kind } = result;
    const now = clock.now();
    if (kind !== "CALLER_ERROR") memory.note(region, kind, now, now - askedAt);
    this.count(kind, now);
    if (kind === "OK" || kind === "CALLER_ERROR") {
      this.blame((other) => other.askedAt < askedAt);
      return this.tally.answered(region, result);
    }
    this.tally.refused(result);
    if (this.patientWith === attempt) {
      if (kind === "FAULT") this.tally.heldMs += now - askedAt;
      this.patientWith = undefined;
    }
    return undefined;
  }

  /** A refusal counts once every Region that could still help is known to be short of quota. */
  private count(kind: AttemptKind, now: number): void {
    const { memory, candidates } = this.route;
    const isShort = () =>
      candidates.map(({ region }) => memory.of(region)).every((one) => one.isShortOfQuota(now) || one.isFaulted(now));
    if (this.isCounted || !(kind === "OK" || (kind === "THROTTLE" && isShort()))) return;
    this.odds.note(kind, now);
    this.isCounted = true;
  }

  private giveUp(): RouterResult<T> {
    // While all are silent alike it may be the image.
    if (this.tally.of("THROTTLE") > 0) this.blame((attempt) => attempt !== this.patientWith);
    return this.tally.exhausted(this.route.random);
  }

  /** Those had the time to answer. */
  private blame(isSilent: (attempt: OpenAttempt) => boolean): void {
    const { memory, clock } = this.route;
    for (const attempt of this.inFlight.attempts.filter(isSilent)) {
      memory.noteSilence(attempt.region, clock.now());
      this.tally.keptSilent(attempt.region);
    }
  }

  private isOpen(region: string): boolean {
    const open = this.inFlight.attempts.filter((attempt) => attempt.region === region).length;
    // In a pool of one a second connection is the only other way there is: the first may be dead, as after a freeze.
    return open >= (this.route.candidates.length === 1 ? 2 : 1);
  }

  private choice(now: number): Choice {
    const { candidates, memory, random } = this.route;
    return { candidates, memory, now, random };
  }

  private get waitEnds(): number {
    const { limits, memory } = this.route;
    const room = Math.min(memory.answerTimes.usualMs, LAST_ROOM_MS);
    return Math.min(this.waitUntil + this.tally.heldMs, limits.deadline - room);
  }

  /** By its lane's odds as they are now, which this call's own first refusal has told something of. */
  private get waitUntil(): number {
    const { limits, clock } = this.route;
    const whole = limits.waitUntil ?? limits.deadline;
    if (!limits.lane?.isEnforced) return whole;
    return this.odds.mayWait(limits.lane, clock.now()) ? whole : this.started;
  }
}
