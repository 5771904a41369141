import type { OperationName } from "../operation-name";
import type { AttemptKind } from "./call";
import { Cooldown } from "./cooldown";

/** What one environment remembers of one operation: every Region's cooldown, and the Region that worked last. */
export class OperationMemory {
  lastWorked: string | undefined;
  private readonly cooldowns = new Map<string, Cooldown>();

  constructor(private readonly random: () => number) {}

  /** By name: lists of Regions differ from caller to caller, and from one deployment to the next. */
  of(region: string): Cooldown {
    const known = this.cooldowns.get(region);
    if (known) return known;
    const fresh = new Cooldown(this.random);
    this.cooldowns.set(region, fresh);
    return fresh;
  }

  note(region: string, kind: Exclude<AttemptKind, "CALLER_ERROR">, now: number): void {
    this.of(region).note(kind, now);
    if (kind === "OK") this.lastWorked = region;
  }
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
