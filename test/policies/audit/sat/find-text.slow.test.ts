import * as fc from "fast-check";
import { fits } from "../../../../policies/audit/sat/fits";
import {
  ANY,
  glob,
  literal,
  noneOf,
  oneOf,
  onlyText,
  type Pattern,
  type Token,
} from "../../../../policies/audit/sat/pattern";
import { automatonOf } from "../../../../policies/audit/sat/automaton";
import { findText, OutOfBudgetError } from "../../../../policies/audit/sat/find-text";
import { partEarly } from "../../../../policies/audit/sat/beginnings";
import type { Role } from "../../../../policies/audit/sat/outlook";
import { expressionOf } from "../prove/textbook";

const SETTINGS = { seed: 20_260_731, numRuns: 2000 };

const characterClass = fc.constantFrom(
  ANY,
  oneOf("a"),
  oneOf("b"),
  oneOf("a🙂"),
  oneOf(""),
  noneOf("a"),
  noneOf("/"),
  noneOf("ab/"),
);
const token: fc.Arbitrary<Token> = fc.oneof(
  characterClass.map((one) => ({ one })),
  characterClass.map((many) => ({ many })),
);
const pattern: fc.Arbitrary<Pattern> = fc.array(token, { maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom("a", "b", "/", "c", "🙂", "\n"), maxLength: 7 });

function find(wanted: readonly (readonly [Pattern, Role])[]) {
  const automaton = automatonOf(wanted.map(([each]) => each));
  return findText(
    automaton,
    wanted.map(([, role]) => role),
    { states: 100_000 },
  );
}

test("a text fits a pattern as it fits the regular expression", () => {
  fc.assert(
    fc.property(pattern, text, (each, given) => {
      expect(fits(each, given)).toBe(expressionOf(each).test(given));
    }),
    SETTINGS,
  );
});

test("a given text is found just when it fits and avoids what it should", () => {
  const wanted = fc.array(fc.tuple(pattern, fc.constantFrom<Role>("fits", "avoids", "grammar", "unused")), {
    maxLength: 4,
  });
  let found = 0;
  fc.assert(
    fc.property(wanted, text, (patterns, given) => {
      const ask = (role: Role) => patterns.filter((each) => each[1] === role).map(([each]) => expressionOf(each));
      const grammar = ask("grammar");
      const expected =
        ask("fits").every((each) => each.test(given)) &&
        !ask("avoids").some((each) => each.test(given)) &&
        (grammar.length === 0 || grammar.some((each) => each.test(given)));
      if (expected) found++;
      const result = find([[literal(given), "fits"], ...patterns]);
      expect("text" in result ? result.text : undefined).toBe(expected ? given : undefined);
    }),
    SETTINGS,
  );
  expect(found).toBeGreaterThan(SETTINGS.numRuns / 20);
});

test("a text that is found fits, and where there is none the blamed patterns suffice", () => {
  const wanted = fc.array(fc.tuple(pattern, fc.constantFrom<Role>("fits", "avoids", "grammar")), { maxLength: 6 });
  let blamed = 0;
  fc.assert(
    fc.property(wanted, (patterns) => {
      const result = find(patterns);
      if ("text" in result) {
        for (const [each, role] of patterns.filter(([, role]) => role !== "grammar"))
          expect(expressionOf(each).test(result.text)).toBe(role === "fits");
      } else {
        blamed++;
        const fewer = patterns.filter(([, role], index) => role === "grammar" || result.blamed.has(index));
        expect(find(fewer)).toHaveProperty("blamed");
      }
    }),
    SETTINGS,
  );
  expect(blamed).toBeGreaterThan(SETTINGS.numRuns / 20);
});

test("patterns that part early have no text in common", () => {
  let parted = 0;
  fc.assert(
    fc.property(pattern, pattern, (left, right) => {
      if (!partEarly(left, right)) return;
      parted++;
      const both = find([
        [left, "fits"],
        [right, "fits"],
      ]);
      expect(both).toHaveProperty("blamed");
    }),
    SETTINGS,
  );
  expect(parted).toBeGreaterThan(SETTINGS.numRuns / 20);
  expect(partEarly(literal("arn:aws:s3:::a"), glob("arn:aws:sqs:*"))).toBe(true);
  expect(partEarly(glob("arn:*"), literal("arn"))).toBe(false);
});

test.each([
  ["a?c", "aac", "abc"],
  ["vpce-*", "vpce-", "vpce-a"],
  ["*/*", "/", "/a"],
])("texts are short and readable: of %s the first is %s, the next %s", (wildcards, first, second) => {
  expect(find([[glob(wildcards), "fits"]])).toEqual({ text: first });
  const others = find([
    [glob(wildcards), "fits"],
    [literal(first), "avoids"],
  ]);
  expect(others).toEqual({ text: second });
});

test("letters are found in the case that the pattern wants, and in either where it does not matter", () => {
  expect(find([[glob("Ab", { foldCase: true }), "fits"]])).toEqual({ text: "ab" });
  expect(
    find([
      [glob("Ab", { foldCase: true }), "fits"],
      [literal("ab"), "avoids"],
    ]),
  ).toEqual({ text: "aB" });
});

test("where every readable character is taken, another is found", () => {
  const readable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
  expect(find([[[{ one: noneOf(readable) }], "fits"]])).toEqual({ text: "à" });
});

test("too many texts to look through are not none", () => {
  const long = [glob("*a????????????????"), "fits"] as const;
  const automaton = automatonOf([long[0], glob("*b????????????????")]);
  expect(() => findText(automaton, ["fits", "fits"], { states: 1000 })).toThrow(OutOfBudgetError);
});

test("a pattern says its text when it has only one", () => {
  expect(onlyText(literal("a/🙂"))).toBe("a/🙂");
  expect(onlyText(glob("a*"))).toBeUndefined();
  expect(onlyText(literal("a", true))).toBeUndefined();
});
