/** Texts of a grammar that fit some of a list of patterns and avoid others. */
import { fits } from "./fits";
import type { Pattern } from "./pattern";
import { type Automaton, automatonOf } from "./automaton";
import { type Budget, findText } from "./find-text";
import type { Role } from "./outlook";

/** A test, by its place in the list of all, and whether it is to pass. */
export interface Wanted {
  readonly test: number;
  readonly passes: boolean;
}

/** How often a search is tried with some of the patterns that a text should avoid before all of them take part. */
const TRIES = 3;

export class Texts {
  private automaton: Automaton | undefined;

  /** @param patterns by test; a test without pattern is not for here */
  constructor(
    private readonly grammar: readonly Pattern[],
    private readonly patterns: readonly (Pattern | undefined)[],
    private readonly budget: Budget,
  ) {}

  /**
   * A text, or a part of what is wanted that leaves none. Most of the patterns to avoid are nowhere near the text, and cost
   * time at every character: only those that a text has run into take part.
   */
  find(wanted: readonly Wanted[]): string | readonly Wanted[] {
    const all = wanted.filter(({ test }) => this.patterns[test]);
    let inPlay = all.filter(({ passes }) => passes);
    for (let tries = 1; ; tries++) {
      const found = this.findFor(inPlay);
      if (typeof found !== "string" || inPlay.length === all.length) return found;
      const against = all.filter((each) => !this.suits(found, each));
      if (against.length === 0) return found;
      inPlay = tries < TRIES ? [...inPlay, ...against] : all;
    }
  }

  private findFor(wanted: readonly Wanted[]): string | readonly Wanted[] {
    this.automaton ??= automatonOf([...this.grammar, ...this.patterns.map((pattern) => pattern ?? [])]);
    const roles: Role[] = [...this.grammar.map((): Role => "grammar"), ...this.patterns.map((): Role => "unused")];
    const first = this.grammar.length;
    for (const { test, passes } of wanted) roles[first + test] = passes ? "fits" : "avoids";
    const found = findText(this.automaton, roles, this.budget);
    return "text" in found ? found.text : wanted.filter(({ test }) => found.blamed.has(first + test));
  }

  private suits(text: string, { test, passes }: Wanted): boolean {
    const pattern = this.patterns[test];
    return pattern === undefined || fits(pattern, text) === passes;
  }
}
