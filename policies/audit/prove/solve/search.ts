/**
 * Search for literals that make all clauses true and that a theory finds to go together. From each dead end it learns the
 * clause that would have prevented it, so it does not come to the same end twice, and it always ends.
 */
import type { Clauses, Literal } from "./clauses";
import { OutOfBudgetError } from "./find-text";
import { Trail } from "./trail";

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
  private readonly trail: Trail;
  private readonly clausesWith = new Map<Literal, (readonly Literal[])[]>();
  /** How much of the trail has been followed through the clauses, to the theory's consequences, and to its objections. */
  private propagated = 0;
  private concluded = 0;
  private discussed = 0;

  constructor(
    private readonly problem: Clauses,
    private readonly theory: Theory,
  ) {
    this.trail = new Trail(problem.propositions);
    for (const { literals } of problem.clauses) this.watch(literals);
  }

  run(decisions: number): readonly Literal[] | undefined {
    let falsified = this.problem.clauses.find(
      ({ literals }) => literals.length < 2 && !this.isOpen(literals),
    )?.literals;
    for (let left = decisions; ;) {
      falsified ??= this.propagate() ?? this.conclude() ?? this.discuss();
      if (falsified) {
        if (!this.learn(falsified)) return undefined;
        falsified = undefined;
      } else if (this.propagated === this.trail.literals.length) {
        const choice = this.choose();
        if (choice === undefined) return this.trail.literals;
        if (left-- === 0) throw new OutOfBudgetError("there are too many cases to go through");
        this.trail.decide(choice);
      }
    }
  }

  /** Makes true what clauses leave no choice about; a clause that is false by now, if any. */
  private propagate(): readonly Literal[] | undefined {
    for (; this.propagated < this.trail.literals.length; this.propagated++) {
      const literal = this.trail.literals[this.propagated] ?? 0;
      for (const clause of this.clausesWith.get(-literal) ?? []) if (!this.isOpen(clause)) return clause;
    }
    return undefined;
  }

  private conclude(): readonly Literal[] | undefined {
    const fresh = this.trail.literals.slice(this.concluded);
    this.concluded = this.trail.literals.length;
    const clauses = fresh.length > 0 ? this.theory.consequences(fresh) : [];
    for (const clause of clauses) this.watch(clause);
    return clauses.find((clause) => !this.isOpen(clause));
  }

  /** Only once nothing follows any more: asking for values is what takes time. */
  private discuss(): readonly Literal[] | undefined {
    if (this.propagated < this.trail.literals.length) return undefined;
    const fresh = this.trail.literals.slice(this.discussed);
    this.discussed = this.trail.literals.length;
    return fresh.length > 0 ? this.theory.objection(fresh, (literal) => this.trail.isTrue(literal)) : undefined;
  }

  /** False for a clause that is false by now. Of one with a single literal left, this literal becomes true. */
  private isOpen(clause: readonly Literal[]): boolean {
    let last: Literal | undefined;
    for (const literal of clause) {
      if (this.trail.isTrue(-literal)) continue;
      if (last !== undefined || this.trail.isTrue(literal)) return true;
      last = literal;
    }
    if (last !== undefined) this.trail.makeTrue(last, clause);
    return last !== undefined;
  }

  /** A literal of the most pressing clause that is not true yet; undefined when no clause needs one. */
  private choose(): Literal | undefined {
    let pressing: readonly Literal[] | undefined;
    for (const { literals, explains } of this.problem.clauses) {
      if (explains !== undefined && !this.trail.isTrue(explains)) continue;
      if (literals.some((literal) => this.trail.isTrue(literal))) continue;
      const open = literals.filter((literal) => !this.trail.isTrue(-literal));
      if (!pressing || open.length < pressing.length) pressing = open;
    }
    return pressing?.find((literal) => this.theory.suggests(literal)) ?? pressing?.[0];
  }

  /** Goes back to where the false clause, or what it comes down to, leaves one literal; false when there is no such place. */
  private learn(falsified: readonly Literal[]): boolean {
    this.goBackTo(this.trail.highestLevel(falsified));
    if (this.trail.level === 0) return false;
    const learned = this.cause(falsified);
    this.goBackTo(this.trail.highestLevel(learned.slice(1)));
    this.watch(learned);
    this.trail.makeTrue(learned[0] ?? 0, learned);
    return true;
  }

  /**
   * The clause with one literal of the latest decision's level, in front, that the false one comes down to, when literals
   * are replaced by the reasons that made them false, the newest first.
   */
  private cause(falsified: readonly Literal[]): readonly Literal[] {
    const seen = new Set<number>();
    const earlier: Literal[] = [];
    let ofThisLevel = 0;
    let at = this.trail.literals.length;
    let newest: Literal;
    for (let clause = falsified; ; clause = this.trail.reasonOf(newest)) {
      for (const literal of clause) {
        if (seen.has(Math.abs(literal)) || this.trail.levelOf(literal) === 0) continue;
        seen.add(Math.abs(literal));
        if (this.trail.levelOf(literal) === this.trail.level) ofThisLevel++;
        else earlier.push(literal);
      }
      do newest = this.trail.literals[--at] ?? 0;
      while (!seen.has(Math.abs(newest)));
      if (--ofThisLevel === 0) return [-newest, ...earlier];
    }
  }

  private goBackTo(level: number): void {
    this.trail.goBackTo(level);
    const { length } = this.trail.literals;
    this.propagated = Math.min(this.propagated, length);
    this.concluded = Math.min(this.concluded, length);
    this.discussed = Math.min(this.discussed, length);
  }

  private watch(clause: readonly Literal[]): void {
    for (const literal of clause) {
      const clauses = this.clausesWith.get(literal);
      if (clauses) clauses.push(clause);
      else this.clausesWith.set(literal, [clause]);
    }
  }
}
