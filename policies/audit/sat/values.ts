/** Which value of one variable, or element of a set, passes some tests, and which tests are in the way when none does. */
import type { ValueTest } from "./formula";
import { fits } from "./fits";
import { onlyText, type Pattern } from "./pattern";
import type { Budget } from "./find-text";
import { partEarly } from "./beginnings";
import { valueHolds } from "./holds";
import { type MeasureTest, unitOf, valuesToTry } from "./measures";
import { Texts, type Wanted } from "./texts";

/** `conflict`: of what was wanted, a part that no value has, and of which nothing can be left out. */
export type Choice =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "conflict"; readonly conflict: readonly Wanted[] }
  | { readonly kind: "undecided"; readonly why: string };

interface KnownValue {
  readonly value: string;
  readonly passes: (boolean | undefined)[];
}

export class Values {
  /** Values of the grammar that are at hand: most questions are answered by one that an earlier question found. */
  private readonly known: KnownValue[];
  /** Whether there are no others. */
  private readonly isListed: boolean;
  private readonly measured: readonly string[];
  /** By test, the text of a pattern that has only one. */
  private readonly onlyTexts: readonly (string | undefined)[];
  private readonly texts: Texts;

  constructor(
    private readonly grammar: readonly Pattern[],
    private readonly tests: readonly ValueTest[],
    budget: Budget,
  ) {
    const patterns = tests.map((test) => (test.kind === "matches" ? test.pattern : undefined));
    this.texts = new Texts(grammar, patterns, budget);
    this.onlyTexts = patterns.map((pattern) => pattern && onlyText(pattern));
    const listed = grammar.map(onlyText).filter((text) => text !== undefined);
    this.isListed = grammar.length > 0 && listed.length === grammar.length;
    this.measured = valuesToTry(tests.filter((test) => test.kind !== "matches"));
    const atHand = this.isListed ? listed : this.measured.filter((value) => this.isOfGrammar(value));
    this.known = atHand.map((value) => ({ value, passes: [] }));
  }

  choose(wanted: readonly Wanted[]): Choice {
    const choice = this.search(wanted);
    return choice.kind === "conflict" ? { kind: "conflict", conflict: this.fewest(choice.conflict) } : choice;
  }

  suits(value: string, { test, passes }: Wanted): boolean {
    const asked = this.tests[test];
    return asked !== undefined && valueHolds(asked, value) === passes;
  }

  /** Whether no value has both, as far as the only text or the beginning of a pattern says. */
  areApart(wanted: Wanted, other: Wanted): boolean {
    if (!wanted.passes) return false;
    const text = this.onlyTexts[wanted.test];
    if (text !== undefined) return !this.suits(text, other);
    const [pattern, otherPattern] = [this.patternOf(wanted), this.patternOf(other)];
    return other.passes && pattern !== undefined && otherPattern !== undefined && partEarly(pattern, otherPattern);
  }

  private search(wanted: readonly Wanted[]): Choice {
    const known = this.known.find((each) => this.hasAll(each, wanted));
    if (known) return { kind: "value", value: known.value };
    if (this.isListed) return { kind: "conflict", conflict: wanted };
    const only = wanted.find(({ test, passes }) => passes && this.onlyTexts[test] !== undefined);
    if (only) return this.searchOnly(only, wanted);
    const foreign = wanted.find((each) => each.passes && this.partsFromGrammar(each));
    if (foreign) return { kind: "conflict", conflict: [foreign] };
    const found = this.texts.find(wanted);
    if (typeof found !== "string") return { kind: "conflict", conflict: found };
    const fresh: KnownValue = { value: found, passes: [] };
    this.known.push(fresh);
    if (this.hasAll(fresh, wanted)) return { kind: "value", value: found };
    const measures = wanted.filter(({ test }) => this.measureOf(test));
    if (this.noMeasureSuits(measures)) return { kind: "conflict", conflict: measures };
    return {
      kind: "undecided",
      why: "a value has to suit patterns and a range of addresses, numbers or dates at once",
    };
  }

  private searchOnly(only: Wanted, wanted: readonly Wanted[]): Choice {
    const value = this.onlyTexts[only.test] ?? "";
    const against = this.isOfGrammar(value) ? wanted.find((each) => !this.suits(value, each)) : only;
    if (against) return { kind: "conflict", conflict: against === only ? [only] : [only, against] };
    this.known.push({ value, passes: [] });
    return { kind: "value", value };
  }

  private partsFromGrammar(wanted: Wanted): boolean {
    const pattern = this.patternOf(wanted);
    return pattern !== undefined && this.grammar.length > 0 && this.grammar.every((each) => partEarly(pattern, each));
  }

  /** Among `measured` is every combination of answers, unless one text is both a number and a date. */
  private noMeasureSuits(measures: readonly Wanted[]): boolean {
    const units = new Set(measures.flatMap(({ test }) => this.measureOf(test) ?? []).map(unitOf));
    if (units.has("number") && units.has("date")) return false;
    const isImpossible = !this.measured.some((value) => measures.every((measure) => this.suits(value, measure)));
    return measures.some(({ passes }) => passes) && isImpossible;
  }

  private fewest(conflict: readonly Wanted[]): readonly Wanted[] {
    let needed = conflict;
    for (const each of conflict) {
      if (!needed.includes(each)) continue;
      const without = this.search(needed.filter((other) => other !== each));
      if (without.kind === "conflict") needed = without.conflict;
    }
    return needed;
  }

  private hasAll(known: KnownValue, wanted: readonly Wanted[]): boolean {
    return wanted.every(({ test, passes }) => this.passes(known, test) === passes);
  }

  private passes(known: KnownValue, test: number): boolean {
    return (known.passes[test] ??= this.suits(known.value, { test, passes: true }));
  }

  private patternOf({ test }: Wanted): Pattern | undefined {
    const asked = this.tests[test];
    return asked?.kind === "matches" ? asked.pattern : undefined;
  }

  private measureOf(test: number): MeasureTest | undefined {
    const asked = this.tests[test];
    return asked?.kind === "matches" ? undefined : asked;
  }

  private isOfGrammar(value: string): boolean {
    return this.grammar.length === 0 || this.grammar.some((pattern) => fits(pattern, value));
  }
}
