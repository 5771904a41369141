import { RULES } from "../../../policies/audit/rules";
import { graphOf } from "../../variants";
import { tryAnswers } from "./authorizer-faults";
import { tryEachChange } from "./generated/generated-run";
import { silentOnes } from "./generated/generated-table";
import { changesBeside } from "./generated/single-changes";
import { FAULTS, tryEquivalents, tryFault } from "./try-faults";
import type { Tried } from "./tried";

const missed = (tried: readonly Tried[]) => tried.filter(({ isAsExpected }) => !isAsExpected);

test.each(FAULTS.map((fault) => [fault.id ?? "ours", fault.breaks, fault.what, fault] as const))(
  "%s breaks %s: %s",
  (_id, _rule, _what, fault) => {
    expect(missed([tryFault(fault)])).toEqual([]);
  },
);

test("every rule is broken by two of them at least", () => {
  const counts = RULES.map(({ id }) => FAULTS.filter(({ breaks }) => breaks === id).length);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
});

test("faults of all numbers are tried, but for those about what is new", () => {
  const tried = new Set([...FAULTS.map(({ id }) => id), ...tryAnswers().map(({ id }) => id)]);
  const all = Array.from({ length: 58 }, (_, index) => `M${index + 1}`);
  expect(all.filter((id) => !tried.has(id))).toEqual([]);
});

test("an authorizer that answers too much is found out", () => {
  expect(missed(tryAnswers())).toEqual([]);
});

test("what only reads otherwise leaves every rule proved", () => {
  expect(missed(tryEquivalents())).toEqual([]);
}, 120_000);

/** One in so many of the generated changes; the bench makes them all. */
const EVERY = 23;

test("nothing can be taken from the policies, or made to say anything, without a rule breaking or something else saying the same", () => {
  const found = tryEachChange(graphOf("dev"), { every: EVERY });
  expect(found.killed.length).toBeGreaterThan(20);
  expect(silentOnes(found)).toEqual([]);
}, 180_000);

test("nor from what table mode adds to them", () => {
  const [dev, table] = [graphOf("dev"), graphOf("table")];
  const found = tryEachChange(table, { of: changesBeside(table, dev), every: 7 });
  expect(found.killed.length).toBeGreaterThan(5);
  expect(silentOnes(found)).toEqual([]);
}, 180_000);
