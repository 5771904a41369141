/** What a search holds to be true at the moment, since which decision and why, and the way back. */
import type { Literal } from "./clauses";

export class Trail {
  /** In the order in which they became true. */
  readonly literals: Literal[] = [];
  private readonly values: Int8Array;
  private readonly levels: Int32Array;
  private readonly reasons: (readonly Literal[] | undefined)[] = [];
  /** By level, how many literals were true before its decision. */
  private readonly decidedAt: number[] = [];

  constructor(propositions: number) {
    this.values = new Int8Array(propositions + 1);
    this.levels = new Int32Array(propositions + 1);
  }

  /** How many decisions are in force. */
  get level(): number {
    return this.decidedAt.length;
  }

  isTrue(literal: Literal): boolean {
    return literal > 0 ? this.values[literal] === 1 : this.values[-literal] === -1;
  }

  levelOf(literal: Literal): number {
    return this.levels[Math.abs(literal)] ?? 0;
  }

  /** Zero for none. */
  highestLevel(literals: readonly Literal[]): number {
    return literals.reduce((highest, literal) => Math.max(highest, this.levelOf(literal)), 0);
  }

  /** The clause that left no choice; none for a decision. */
  reasonOf(literal: Literal): readonly Literal[] {
    return this.reasons[Math.abs(literal)] ?? [];
  }

  decide(literal: Literal): void {
    this.decidedAt.push(this.literals.length);
    this.makeTrue(literal, undefined);
  }

  makeTrue(literal: Literal, reason: readonly Literal[] | undefined): void {
    this.values[Math.abs(literal)] = Math.sign(literal);
    this.levels[Math.abs(literal)] = this.level;
    this.reasons[Math.abs(literal)] = reason;
    this.literals.push(literal);
  }

  backjump(level: number): void {
    const length = this.decidedAt[level];
    if (length === undefined) return;
    for (const literal of this.literals.splice(length)) this.values[Math.abs(literal)] = 0;
    this.decidedAt.length = level;
  }
}
