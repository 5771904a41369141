/** Whether one variable can pass some tests and fail others, with the value that does. */
import type { Budget } from "./find-text";
import type { Test, ValueTest } from "./formula";
import type { Domain } from "./satisfaction";
import type { Wanted } from "./texts";
import { Values } from "./values";

/** A test of the variable, by its place in the list of all, and its result. */
export interface Result {
  readonly test: number;
  readonly holds: boolean;
}

/** `conflict`: results that cannot be together. An absent variable has the value undefined. */
export type Verdict =
  | { readonly kind: "possible"; readonly value: string | readonly string[] | undefined }
  | { readonly kind: "conflict"; readonly conflict: readonly Result[] }
  | { readonly kind: "undecided"; readonly why: string };

/** What a result asks for: a value or none, and something of one element or of each. A single value is both. */
interface Demand {
  readonly result: Result;
  readonly presence?: boolean;
  readonly ofOne?: Wanted;
  readonly ofEach?: Wanted;
}

export class VariableTheory {
  private readonly values: Values;
  private readonly valueTests: ValueTest[] = [];
  private readonly demands: readonly { readonly ifTrue: Demand; readonly ifFalse: Demand }[];
  private readonly mixesOneAndMany: boolean;

  constructor(
    private readonly domain: Domain,
    tests: readonly Test[],
    budget: Budget,
  ) {
    this.demands = tests.map((test, index) => ({
      ifTrue: this.demandOf(test, { test: index, holds: true }),
      ifFalse: this.demandOf(test, { test: index, holds: false }),
    }));
    this.values = new Values(domain.grammar, this.valueTests, budget);
    this.mixesOneAndMany = domain.kind === "texts" && tests.some((test) => isOfOneValue(test));
  }

  check(results: readonly Result[]): Verdict {
    const demands = results.flatMap(({ test, holds }) => this.demands[test]?.[holds ? "ifTrue" : "ifFalse"] ?? []);
    const present = demands.find(({ presence }) => presence === true);
    const absent = demands.find(({ presence }) => presence === false);
    if (absent && (present || !this.domain.mayBeAbsent)) {
      return { kind: "conflict", conflict: [absent, present].flatMap((demand) => demand?.result ?? []) };
    }
    if (!present && this.domain.mayBeAbsent) return { kind: "possible", value: undefined };
    if (this.mixesOneAndMany) return { kind: "undecided", why: "a set of values meets a test of one value" };
    if (this.domain.kind === "texts") return this.checkSet(demands);
    const choice = this.values.choose(demands.flatMap(wantedBy));
    if (choice.kind === "value") return { kind: "possible", value: choice.value };
    return choice.kind === "conflict" ? conflictOf(demands, choice.conflict, present) : choice;
  }

  /** Results that cannot come with this one, as far as that is plain to see. */
  excludedBy({ test, holds }: Result): readonly Result[] {
    const demand = this.demands[test]?.[holds ? "ifTrue" : "ifFalse"];
    const wanted = demand?.ofOne;
    // Of a set, different elements may pass what no element can.
    if (!wanted || this.domain.kind === "texts") return [];
    const others = this.demands.flatMap(({ ifTrue, ifFalse }) => [ifTrue, ifFalse]);
    return others
      .filter((other) => wantedBy(other).some((each) => this.values.areApart(wanted, each)))
      .map(({ result }) => result);
  }

  /** Elements do not get in each other's way: what has to be true of one gets one of its own, unless it is there already. */
  private checkSet(demands: readonly Demand[]): Verdict {
    const ofEach = demands.filter((demand) => demand.ofEach);
    const elements: string[] = [];
    for (const demand of demands) {
      const { ofOne } = demand;
      if (!ofOne || elements.some((element) => this.values.suits(element, ofOne))) continue;
      const choice = this.values.choose([demand, ...ofEach].flatMap(wantedBy));
      if (choice.kind === "undecided") return choice;
      if (choice.kind === "conflict") return conflictOf([demand, ...ofEach], choice.conflict, demand);
      elements.push(choice.value);
    }
    if (elements.length > 0) return { kind: "possible", value: elements };
    const any = this.values.choose(ofEach.flatMap(wantedBy));
    return { kind: "possible", value: any.kind === "value" ? [any.value] : [] };
  }

  private demandOf(test: Test, result: Result): Demand {
    if (test.kind === "present") return { result, presence: result.holds };
    if (test.kind !== "some" && test.kind !== "every") {
      const wanted = { test: this.placeOf(test), passes: result.holds };
      return result.holds ? { result, presence: true, ofOne: wanted } : { result, ofEach: wanted };
    }
    const wanted = { test: this.placeOf(test.test), passes: result.holds !== test.negated };
    const isOfOne = (test.kind === "some") === result.holds;
    return isOfOne ? { result, presence: true, ofOne: wanted } : { result, ofEach: wanted };
  }

  private placeOf(test: ValueTest): number {
    const place = this.valueTests.indexOf(test);
    return place >= 0 ? place : this.valueTests.push(test) - 1;
  }
}

function wantedBy({ ofOne, ofEach }: Demand): readonly Wanted[] {
  return [ofOne, ofEach].flatMap((wanted) => wanted ?? []);
}

/** No value would do if none had to be there: `present` is why one has to. */
function conflictOf(demands: readonly Demand[], wanted: readonly Wanted[], present: Demand | undefined): Verdict {
  const inTheWay = demands.filter((demand) => wantedBy(demand).some((each) => wanted.includes(each)));
  const needed = present && !inTheWay.some(({ presence }) => presence) ? [...inTheWay, present] : inTheWay;
  return { kind: "conflict", conflict: needed.map(({ result }) => result) };
}

function isOfOneValue(test: Test): boolean {
  return test.kind !== "present" && test.kind !== "some" && test.kind !== "every";
}
