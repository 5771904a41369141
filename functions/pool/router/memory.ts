import type { OperationName } from "../operations";
import { AnswerTimes } from "./answer-times";
import type { AttemptKind } from "./call";
import { Cooldown } from "./cooldown";
import { SelfThrottle } from "./self-throttle";

/** What one environment remembers of one operation: every Region's cooldown, the Region that worked last, and how all are doing. */
export class OperationMemory {
  lastWorked: string | undefined;
  readonly answerTimes = new AnswerTimes();
  readonly selfThrottle = new SelfThrottle();
  private readonly cooldowns = new Map<string, Cooldown>();
  private readonly timesByRegion = new Map<string, AnswerTimes>();

  constructor(private readonly random: () => number) {}

  /** By name: lists of Regions differ from caller to caller, and from one deployment to the next. */
  of(region: string): Cooldown {
    return known(this.cooldowns, region, () => new Cooldown(this.random));
  }

  /** @param tookMs what the attempt took */
  note(region: string, kind: Exclude<AttemptKind, "CALLER_ERROR">, now: number, tookMs: number): void {
    this.of(region).note(kind, now);
    this.selfThrottle.note(kind, now);
    if (kind !== "OK") return;
    this.lastWorked = region;
    this.answerTimes.note(tookMs);
    this.timesOf(region).note(tookMs);
  }

  /** A Region has left a request unanswered which another one answered, or at least spoke to, meanwhile. */
  noteSilence(region: string, now: number): void {
    this.of(region).noteSilence(now);
  }

  /** The image decides most of it, which all Regions have alike, and yet one of them may be slower than the others (ms). */
  patienceMs(region: string): number {
    const own = this.timesOf(region);
    const { patienceMs } = this.answerTimes;
    return own.isEmpty ? patienceMs : Math.max(patienceMs, own.patienceMs);
  }

  private timesOf(region: string): AnswerTimes {
    return known(this.timesByRegion, region, () => new AnswerTimes());
  }
}

function known<T>(all: Map<string, T>, name: string, make: () => T): T {
  const value = all.get(name) ?? make();
  all.set(name, value);
  return value;
}

/** One memory per operation: a Region out of quota for labels may have all of its quota for faces. */
export class Memory {
  private readonly operations = new Map<OperationName, OperationMemory>();

  constructor(private readonly random: () => number) {}

  of(operation: OperationName): OperationMemory {
    const known = this.operations.get(operation);
    if (known) return known;
    const fresh = new OperationMemory(this.random);
    this.operations.set(operation, fresh);
    return fresh;
  }
}
