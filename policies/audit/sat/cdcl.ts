/**
 * CDCL(T): conflict-driven clause learning, with a theory that says which literals go together. From each conflict it learns the clause
 * that would have prevented it (first unique implication point) and jumps back, so it never comes to the same conflict twice, and it ends.
 * Marques-Silva, Lynce, Malik: Conflict-Driven Clause Learning SAT Solvers, in Handbook of Satisfiability (2021), chapter 4.
 */
import type { Clauses, Literal } from "./clauses";
import { OutOfBudgetError } from "./find-text";
import { Trail } from "./trail";

/** What the propositions mean, so far as it restricts which can be true together. */
export interface Theory {
  /** A clause that follows from the meaning and is false by now, given literals that became true since the last call. */
  conflict(fresh: readonly Literal[], isTrue: (literal: Literal) => boolean): readonly Literal[] | undefined;
  /** Clauses that follow from the meaning, not yet given, of literals that became true since the last call. */
  propagate(fresh: readonly Literal[]): readonly (readonly Literal[])[];
  /** Whether the literal is likely to go well with those that are true: of a clause, such a one is decided first. */
  prefers(literal: Literal): boolean;
}

/** True literals, not necessarily of every proposition: the others may be either. Undefined when there are none. */
export function search(problem: Clauses, theory: Theory, decisions: number): readonly Literal[] | undefined {
  return new ClauseSearch(problem, theory).run(decisions);
}

class ClauseSearch {
  private readonly trail: Trail;
  private readonly clausesWith = new Map<Literal, (readonly Literal[])[]>();
  /** How much of the trail has been propagated through the clauses and through the theory, and checked by the theory. */
  private propagated = 0;
  private theoryPropagated = 0;
  private theoryChecked = 0;

  constructor(
    private readonly problem: Clauses,
    private readonly theory: Theory,
  ) {
    this.trail = new Trail(problem.propositions);
    for (const { literals } of problem.clauses) this.index(literals);
  }

  run(decisions: number): readonly Literal[] | undefined {
    let conflict = this.problem.clauses.find(
      ({ literals }) => literals.length < 2 && !this.propagateThrough(literals),
    )?.literals;
    for (let left = decisions; ;) {
      conflict ??= this.propagate() ?? this.propagateTheory() ?? this.checkTheory();
      if (conflict) {
        if (!this.learn(conflict)) return undefined;
        conflict = undefined;
      } else if (this.propagated === this.trail.literals.length) {
        const choice = this.choose();
        if (choice === undefined) return this.trail.literals;
        if (left-- === 0) throw new OutOfBudgetError("there are too many cases to go through");
        this.trail.decide(choice);
      }
    }
  }

  /** Unit propagation: makes true what clauses leave no choice about. The conflict: a clause that is false by now, if any. */
  private propagate(): readonly Literal[] | undefined {
    for (; this.propagated < this.trail.literals.length; this.propagated++) {
      const literal = this.trail.literals[this.propagated] ?? 0;
      for (const clause of this.clausesWith.get(-literal) ?? []) if (!this.propagateThrough(clause)) return clause;
    }
    return undefined;
  }

  private propagateTheory(): readonly Literal[] | undefined {
    const fresh = this.trail.literals.slice(this.theoryPropagated);
    this.theoryPropagated = this.trail.literals.length;
    const clauses = fresh.length > 0 ? this.theory.propagate(fresh) : [];
    for (const clause of clauses) this.index(clause);
    return clauses.find((clause) => !this.propagateThrough(clause));
  }

  /** Only once nothing follows any more: asking for values is what takes time. */
  private checkTheory(): readonly Literal[] | undefined {
    if (this.propagated < this.trail.literals.length) return undefined;
    const fresh = this.trail.literals.slice(this.theoryChecked);
    this.theoryChecked = this.trail.literals.length;
    return fresh.length > 0 ? this.theory.conflict(fresh, (literal) => this.trail.isTrue(literal)) : undefined;
  }

  /** False for a clause that is false by now. Of a unit clause, with a single literal left, this literal becomes true. */
  private propagateThrough(clause: readonly Literal[]): boolean {
    let last: Literal | undefined;
    for (const literal of clause) {
      if (this.trail.isTrue(-literal)) continue;
      if (last !== undefined || this.trail.isTrue(literal)) return true;
      last = literal;
    }
    if (last !== undefined) this.trail.makeTrue(last, clause);
    return last !== undefined;
  }

  /** A decision: a literal of the shortest clause that is not true yet; undefined when no clause needs one. */
  private choose(): Literal | undefined {
    let shortest: readonly Literal[] | undefined;
    let fewest = Infinity;
    for (const { literals, definitionOf } of this.problem.clauses) {
      if (definitionOf !== undefined && !this.trail.isTrue(definitionOf)) continue;
      const open = this.openIn(literals, fewest);
      if (open >= fewest) continue;
      shortest = literals;
      fewest = open;
    }
    const open = shortest?.filter((literal) => !this.trail.isTrue(-literal)) ?? [];
    return open.find((literal) => this.theory.prefers(literal)) ?? open[0];
  }

  /** How many of its literals are open, counted up to `most`; of a clause that is true, more than any. */
  private openIn(clause: readonly Literal[], most: number): number {
    let open = 0;
    for (const literal of clause) {
      if (this.trail.isTrue(literal)) return Infinity;
      if (!this.trail.isTrue(-literal) && ++open >= most) return open;
    }
    return open;
  }

  /** Jumps back to where the learned clause is unit; false when the conflict depends on no decision: there is no solution. */
  private learn(conflict: readonly Literal[]): boolean {
    this.backjump(this.trail.highestLevel(conflict));
    if (this.trail.level === 0) return false;
    const learned = this.analyze(conflict);
    this.backjump(this.trail.highestLevel(learned.slice(1)));
    this.index(learned);
    this.trail.makeTrue(learned[0] ?? 0, learned);
    return true;
  }

  /**
   * Conflict analysis: literals are resolved with the reasons that made them false, the newest first, until one literal of the latest
   * decision's level is left, the first unique implication point. It stands in front.
   */
  private analyze(conflict: readonly Literal[]): readonly Literal[] {
    const seen = new Set<number>();
    const fromEarlierLevels: Literal[] = [];
    let ofThisLevel = 0;
    let at = this.trail.literals.length;
    let newest: Literal;
    for (let clause = conflict; ; clause = this.trail.reasonOf(newest)) {
      for (const literal of clause) {
        if (seen.has(Math.abs(literal)) || this.trail.levelOf(literal) === 0) continue;
        seen.add(Math.abs(literal));
        if (this.trail.levelOf(literal) === this.trail.level) ofThisLevel++;
        else fromEarlierLevels.push(literal);
      }
      do newest = this.trail.literals[--at] ?? 0;
      while (!seen.has(Math.abs(newest)));
      if (--ofThisLevel === 0) return [-newest, ...fromEarlierLevels];
    }
  }

  private backjump(level: number): void {
    this.trail.backjump(level);
    const { length } = this.trail.literals;
    this.propagated = Math.min(this.propagated, length);
    this.theoryPropagated = Math.min(this.theoryPropagated, length);
    this.theoryChecked = Math.min(this.theoryChecked, length);
  }

  private index(clause: readonly Literal[]): void {
    for (const literal of clause) {
      const clauses = this.clausesWith.get(literal);
      if (clauses) clauses.push(clause);
      else this.clausesWith.set(literal, [clause]);
    }
  }
}
