/**
 * Search for literals that make all clauses true and that a theory finds to go together. From each dead end it learns the
 * clause that would have prevented it, so it does not come to the same end twice, and it always ends.
 */
import type { Clauses, Literal } from "./clauses";
import { OutOfBudgetError } from "./find-text";

/** What the propositions mean, so far as it restricts which can be true together. */
export interface Theory {
  /** A clause that follows from the meaning and is false by now, given literals that became true since the last call. */
  objection(fresh: readonly Literal[], isTrue: (literal: Literal) => boolean): readonly Literal[] | undefined;
  /** Clauses that follow from the meaning, not yet given, of literals that became true since the last call. */
  consequences(fresh: readonly Literal[]): readonly (readonly Literal[])[];
  /** Whether the literal is likely to go well with those that are true. */
  suggests(literal: Literal): boolean;
}

/** True literals, not necessarily of every proposition: the others may be either. Undefined when there are none. */
export function search(problem: Clauses, theory: Theory, decisions: number): readonly Literal[] | undefined {
  return new ClauseSearch(problem, theory).run(decisions);
}

class ClauseSearch {
  /** In the order in which they became true. */
  private readonly trail: Literal[] = [];
  private readonly decidedAt: number[] = [];
  private readonly values: Int8Array;
  private readonly levels: Int32Array;
  private readonly reasons: (readonly Literal[] | undefined)[] = [];
  private readonly clausesWith = new Map<Literal, (readonly Literal[])[]>();
  private propagated = 0;
  private concluded = 0;
  private discussed = 0;

  constructor(
    private readonly problem: Clauses,
    private readonly theory: Theory,
  ) {
    this.values = new Int8Array(problem.propositions + 1);
    this.levels = new Int32Array(problem.propositions + 1);
    for (const { literals } of problem.clauses) this.watch(literals);
  }

  run(decisions: number): readonly Literal[] | undefined {
    let falsified = this.assertUnits();
    for (let left = decisions; ;) {
      falsified ??= this.propagate() ?? this.conclude() ?? this.discuss();
      if (falsified) {
        if (!this.learn(falsified)) return undefined;
        falsified = undefined;
      } else if (this.propagated === this.trail.length) {
        const choice = this.choose();
        if (choice === undefined) return this.trail;
        if (left-- === 0) throw new OutOfBudgetError("there are too many cases to go through");
        this.decidedAt.push(this.trail.length);
        this.makeTrue(choice, undefined);
      }
    }
  }

  private assertUnits(): readonly Literal[] | undefined {
    for (const { literals } of this.problem.clauses) {
      const [only] = literals;
      if (only === undefined || (literals.length === 1 && this.isTrue(-only))) return literals;
      if (literals.length === 1 && !this.isTrue(only)) this.makeTrue(only, literals);
    }
    return undefined;
  }

  /** Makes true what clauses leave no choice about; a clause that is false by now, if any. */
  private propagate(): readonly Literal[] | undefined {
    for (; this.propagated < this.trail.length; this.propagated++) {
      const literal = this.trail[this.propagated] ?? 0;
      for (const clause of this.clausesWith.get(-literal) ?? []) if (!this.isOpen(clause)) return clause;
    }
    return undefined;
  }

  private conclude(): readonly Literal[] | undefined {
    const fresh = this.trail.slice(this.concluded);
    this.concluded = this.trail.length;
    const clauses = fresh.length > 0 ? this.theory.consequences(fresh) : [];
    for (const clause of clauses) this.watch(clause);
    return clauses.find((clause) => !this.isOpen(clause));
  }

  /** False for a clause that is false by now. Of one with a single literal left, this literal becomes true. */
  private isOpen(clause: readonly Literal[]): boolean {
    let last: Literal | undefined;
    for (const literal of clause) {
      if (this.isTrue(-literal)) continue;
      if (last !== undefined || this.isTrue(literal)) return true;
      last = literal;
    }
    if (last !== undefined) this.makeTrue(last, clause);
    return last !== undefined;
  }

  private discuss(): readonly Literal[] | undefined {
    if (this.propagated < this.trail.length) return undefined;
    const fresh = this.trail.slice(this.discussed);
    this.discussed = this.trail.length;
    return fresh.length > 0 ? this.theory.objection(fresh, (literal) => this.isTrue(literal)) : undefined;
  }

  /** A literal of the most pressing clause that is not true yet; undefined when no clause needs one. */
  private choose(): Literal | undefined {
    let pressing: readonly Literal[] | undefined;
    for (const { literals, explains } of this.problem.clauses) {
      if (explains !== undefined && !this.isTrue(explains)) continue;
      if (literals.some((literal) => this.isTrue(literal))) continue;
      const open = literals.filter((literal) => !this.isTrue(-literal));
      if (!pressing || open.length < pressing.length) pressing = open;
    }
    return pressing?.find((literal) => this.theory.suggests(literal)) ?? pressing?.[0];
  }

  /** Goes back to where the false clause, or what it comes down to, leaves one literal; false when there is no such place. */
  private learn(falsified: readonly Literal[]): boolean {
    this.goBackTo(this.highestLevel(falsified));
    const level = this.decidedAt.length;
    if (level === 0) return false;
    const seen = new Set<number>();
    const others: Literal[] = [];
    let ofThisLevel = 0;
    let at = this.trail.length;
    let pivot: Literal;
    for (let clause: readonly Literal[] | undefined = falsified; ; clause = this.reasons[Math.abs(pivot)]) {
      for (const literal of clause ?? []) {
        const proposition = Math.abs(literal);
        if (seen.has(proposition) || this.levels[proposition] === 0) continue;
        seen.add(proposition);
        if (this.levels[proposition] === level) ofThisLevel++;
        else others.push(literal);
      }
      do pivot = this.trail[--at] ?? 0;
      while (!seen.has(Math.abs(pivot)));
      if (--ofThisLevel === 0) break;
    }
    const learned = [-pivot, ...others];
    this.goBackTo(this.highestLevel(others));
    this.watch(learned);
    this.makeTrue(-pivot, learned);
    return true;
  }

  private highestLevel(literals: readonly Literal[]): number {
    return literals.reduce((highest, literal) => Math.max(highest, this.levels[Math.abs(literal)] ?? 0), 0);
  }

  private goBackTo(level: number): void {
    const length = this.decidedAt[level];
    if (length === undefined) return;
    for (const literal of this.trail.splice(length)) this.values[Math.abs(literal)] = 0;
    this.decidedAt.length = level;
    this.propagated = Math.min(this.propagated, length);
    this.concluded = Math.min(this.concluded, length);
    this.discussed = Math.min(this.discussed, length);
  }

  private makeTrue(literal: Literal, reason: readonly Literal[] | undefined): void {
    this.values[Math.abs(literal)] = Math.sign(literal);
    this.levels[Math.abs(literal)] = this.decidedAt.length;
    this.reasons[Math.abs(literal)] = reason;
    this.trail.push(literal);
  }

  private isTrue(literal: Literal): boolean {
    return this.values[Math.abs(literal)] === Math.sign(literal);
  }

  private watch(clause: readonly Literal[]): void {
    for (const literal of clause) {
      const clauses = this.clausesWith.get(literal);
      if (clauses) clauses.push(clause);
      else this.clausesWith.set(literal, [clause]);
    }
  }
}
