import * as fc from "fast-check";
import { atom, type Formula, not, type Test, type ValueTest } from "../../../../policies/audit/sat/formula";
import { ANY, glob, literal, noneOf, oneOf, type Pattern, type Token } from "../../../../policies/audit/sat/pattern";
import type { Assignment, Domain } from "../../../../policies/audit/sat/satisfaction";
import { satisfy } from "../../../../policies/audit/sat/satisfy";
import { isTrue } from "../prove/textbook";

/** So few values that all requests can be tried, though most are found by search. */
const AB = oneOf("ab");
const upTo = (length: number): Pattern[] =>
  Array.from({ length: length + 1 }, (_, size) => Array.from({ length: size }, () => ({ one: AB })));
const TEXTS = ["", "a", "b", "aa", "ab", "ba", "bb"];
const SETS = [[], [""], ["a"], ["b"], ["", "a"], ["", "b"], ["a", "b"], ["", "a", "b"]];
const ADDRESSES = ["9.9.9.9", "10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.1.0", "a"];
const NUMBERS = ["-1", "0", "0.5", "1", "1.5", "2", "3", "a"];
const DOMAINS = new Map<string, Domain>([
  ["text", { kind: "text", grammar: upTo(2), mayBeAbsent: false }],
  ["optional", { kind: "text", grammar: upTo(2), mayBeAbsent: true }],
  ["listed", { kind: "text", grammar: ["a", "ab"].map((text) => literal(text)), mayBeAbsent: true }],
  ["set", { kind: "texts", grammar: upTo(1), mayBeAbsent: true }],
  ["address", { kind: "text", grammar: [], mayBeAbsent: true }],
  ["number", { kind: "text", grammar: [], mayBeAbsent: false }],
]);
const VALUES: Readonly<Record<string, readonly (string | readonly string[] | undefined)[]>> = {
  text: TEXTS,
  optional: [undefined, ...TEXTS],
  listed: [undefined, "a", "ab"],
  set: [undefined, ...SETS],
  address: [undefined, ...ADDRESSES],
  number: NUMBERS,
};

const characterClass = fc.constantFrom(ANY, AB, oneOf("a"), oneOf("b"), noneOf("a"), noneOf("b"));
const token: fc.Arbitrary<Token> = fc.oneof(
  characterClass.map((one) => ({ one })),
  characterClass.map((many) => ({ many })),
);
const matches: fc.Arbitrary<ValueTest> = fc.oneof(
  fc.array(token, { maxLength: 3 }).map((pattern) => ({ kind: "matches" as const, pattern })),
  fc.constantFrom(...TEXTS).map((text) => ({ kind: "matches" as const, pattern: literal(text) })),
);
const inNetwork: fc.Arbitrary<ValueTest> = fc
  .tuple(fc.nat(3), fc.constantFrom(29, 30, 31, 32))
  .map(([last, bits]) => ({ kind: "inNetwork", cidr: `10.0.0.${last}/${bits}` }));
const compares: fc.Arbitrary<ValueTest> = fc
  .tuple(fc.nat(2), fc.constantFrom("<" as const, "<=" as const, "=" as const))
  .map(([to, how]) => ({ kind: "compares", to, how, unit: "number" }));
const ofElements = fc
  .tuple(fc.constantFrom("some" as const, "every" as const), matches, fc.boolean())
  .map(([kind, test, negated]): Test => ({ kind, test, negated }));
const present = fc.constant<Test>({ kind: "present" });
const TESTS: Readonly<Record<string, fc.Arbitrary<Test>>> = {
  text: fc.oneof(matches, matches, present),
  optional: fc.oneof(matches, matches, present, ofElements),
  listed: fc.oneof(matches, present),
  set: fc.oneof(ofElements, ofElements, present),
  address: fc.oneof(inNetwork, inNetwork, present),
  number: compares,
};

function formulasOn(variables: readonly string[]): fc.Arbitrary<Formula> {
  const atoms = variables.map((variable) => (TESTS[variable] ?? present).map((test) => atom(variable, test)));
  const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
    formula: fc.oneof(
      { depthSize: "medium" },
      ...atoms,
      fc.array(tie("formula"), { maxLength: 5 }).map((of): Formula => ({ kind: "and", of })),
      fc.array(tie("formula"), { maxLength: 5 }).map((of): Formula => ({ kind: "or", of })),
      tie("formula").map((of): Formula => ({ kind: "not", of })),
      fc.boolean().map((value): Formula => ({ kind: "constant", value })),
    ),
  }));
  return fc.array(formula, { minLength: 1, maxLength: 5 }).map((of): Formula => ({ kind: "and", of }));
}

/** Every request of these variables. */
function requestsOf(variables: readonly string[]): Assignment[] {
  return variables.reduce<Assignment[]>(
    (requests, variable) =>
      requests.flatMap((request) =>
        (VALUES[variable] ?? []).map((value) =>
          value === undefined ? request : new Map([...request, [variable, value]]),
        ),
      ),
    [new Map()],
  );
}

/** The value as the list of all has it; a set may be found in any order. */
function isListed([variable, value]: readonly [string, string | readonly string[]]): boolean {
  const sorted = JSON.stringify(typeof value === "string" ? value : [...value].sort());
  return (VALUES[variable] ?? []).some((each) => JSON.stringify(each) === sorted);
}

test("what is found is true, and what is said to be impossible is true of no request", () => {
  const counts = { satisfied: 0, unsatisfiable: 0, undecided: 0 };
  const asked = fc
    .shuffledSubarray(Object.keys(TESTS), { minLength: 1, maxLength: 3 })
    .chain((variables) => fc.tuple(fc.constant(variables), formulasOn(variables)));
  fc.assert(
    fc.property(asked, ([variables, formula]) => {
      const found = satisfy(formula, DOMAINS);
      counts[found.kind]++;
      if (found.kind === "satisfied") {
        expect(isTrue(formula, found.assignment)).toBe(true);
        expect([...found.assignment].filter(([name]) => name !== "address" && name !== "number").every(isListed)).toBe(
          true,
        );
      } else expect(requestsOf(variables).filter((request) => isTrue(formula, request))).toEqual([]);
    }),
    { seed: 20_260_731, numRuns: 3000 },
  );
  expect(counts.undecided).toBe(0);
  expect(Math.min(counts.satisfied, counts.unsatisfiable)).toBeGreaterThan(500);
});

test("clauses over many variables have an answer just when some choice makes them all true", () => {
  const keys = Array.from({ length: 7 }, (_, index) => `key:${index}`);
  const choices = keys.reduce<Assignment[]>(
    (all, key) => all.flatMap((choice) => [choice, new Map([...choice, [key, "a"]])]),
    [new Map()],
  );
  const literalOf = fc.tuple(fc.constantFrom(...keys), fc.boolean()).map(([key, holds]): Formula => {
    const isThere = atom(key, { kind: "present" });
    return holds ? isThere : not(isThere);
  });
  const clause = fc.array(literalOf, { minLength: 2, maxLength: 3 }).map((of): Formula => ({ kind: "or", of }));
  const clauses = fc.array(clause, { minLength: 15, maxLength: 45 }).map((of): Formula => ({ kind: "and", of }));
  const counts = { satisfied: 0, unsatisfiable: 0, undecided: 0 };
  fc.assert(
    fc.property(clauses, (formula) => {
      const found = satisfy(formula, new Map());
      counts[found.kind]++;
      expect(found.kind === "satisfied").toBe(choices.some((choice) => isTrue(formula, choice)));
    }),
    { seed: 20_260_731, numRuns: 1000 },
  );
  expect(Math.min(counts.satisfied, counts.unsatisfiable)).toBeGreaterThan(200);
});

test("sizes and patterns of one value together are undecided at worst, and never wrong", () => {
  const counts = { satisfied: 0, unsatisfiable: 0, undecided: 0 };
  const digits: fc.Arbitrary<Test> = fc
    .constantFrom("1*", "*0*", "10.0.0.*", "*.1", "*3", "a*")
    .map((text) => ({ kind: "matches", pattern: glob(text) }));
  const mixed = fc.array(fc.tuple(fc.oneof(inNetwork, digits), fc.boolean()), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(mixed, (tests) => {
      const formula: Formula = {
        kind: "and",
        of: tests.map(([test, holds]) => (holds ? atom("address", test) : not(atom("address", test)))),
      };
      const found = satisfy(formula, DOMAINS);
      counts[found.kind]++;
      if (found.kind === "satisfied") expect(isTrue(formula, found.assignment)).toBe(true);
      if (found.kind === "unsatisfiable")
        expect(requestsOf(["address"]).filter((request) => isTrue(formula, request))).toEqual([]);
    }),
    { seed: 20_260_731, numRuns: 1000 },
  );
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
});

test("the same question has the same answer", () => {
  const formulas = fc.sample(formulasOn(Object.keys(TESTS)), { seed: 20_260_731, numRuns: 50 });
  for (const formula of formulas) expect(satisfy(formula, DOMAINS)).toEqual(satisfy(formula, new Map(DOMAINS)));
});
