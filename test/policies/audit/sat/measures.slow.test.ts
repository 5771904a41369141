import * as fc from "fast-check";
import { dateIn, numberIn } from "../../../../policies/evaluate/operators/quantities";
import { type MeasureTest, measureHolds, valuesToTry } from "../../../../policies/audit/sat/measures";

const SETTINGS = { seed: 20_260_731, numRuns: 1000 };
const how = fc.constantFrom("<" as const, "<=" as const, "=" as const);
const LARGEST = 8.64e15;

const compares = (unit: "number" | "date", to: number, relation: "<" | "<=" | "=" = "="): MeasureTest => ({
  kind: "compares",
  how: relation,
  to,
  unit,
});
const answers = (tests: readonly MeasureTest[], value: string) => tests.map((test) => measureHolds(test, value)).join();

test.each([
  ["203.0.113.9", "203.0.113.0/24", true],
  ["203.0.114.0", "203.0.113.0/24", false],
  ["203.0.113.255", "203.0.113.7/24", true],
  ["255.255.255.255", "0.0.0.0/0", true],
  ["10.0.0.1", "10.0.0.1", true],
  ["10.0.0.01", "10.0.0.1", false],
  ["10.0.0", "10.0.0.0/8", false],
  ["2001:db8::1", "0.0.0.0/0", false],
])("%s in %s: %s", (value, cidr, expected) => {
  expect(measureHolds({ kind: "inNetwork", cidr }, value)).toBe(expected);
});

test.each(["10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "::/0", ""])("%j is not a network", (cidr) => {
  expect(() => measureHolds({ kind: "inNetwork", cidr }, "10.0.0.1")).toThrow(`"${cidr}" is not an IPv4 network.`);
});

test.each(["5", "-5", "+5", "5.0", "05", "5.", ".5", "1e3", "999999999999999", "9999999999999999", "five", ""])(
  "the number %j is read as the evaluator reads it",
  (text) => {
    const read = numberIn(text);
    expect(measureHolds(compares("number", read ?? 0, "<="), text)).toBe(read !== undefined);
  },
);

test.each([
  "2026-01-02T03:04:05Z",
  "2026-01-02T03:04:05.678+01:00",
  "2026-01-02T03:04Z",
  "2026-01-02",
  "2026",
  "1767322800",
  "99999999999",
  "never",
])("the date %j is read as the evaluator reads it", (text) => {
  const read = dateIn(text);
  expect(measureHolds(compares("date", read ?? LARGEST, "<="), text)).toBe(read !== undefined);
});

test("of numbers, every combination of answers is among the values to try, in words that the evaluator reads", () => {
  const decimal = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.constantFrom(1, 2, 10)).map(([n, by]) => n / by);
  fc.assert(
    fc.property(fc.array(fc.tuple(decimal, how), { minLength: 1, maxLength: 6 }), decimal, (compared, any) => {
      const tests = compared.map(([to, relation]) => compares("number", to, relation));
      const values = valuesToTry(tests);
      expect(values.map(numberIn)).not.toContain(undefined);
      expect(values.map((value) => answers(tests, value))).toContain(answers(tests, String(any)));
    }),
    SETTINGS,
  );
});

test("of dates, every combination of answers is among the values to try, in words that the evaluator reads", () => {
  const instant = fc.nat(20).map((step) => Date.UTC(2026, 0, 1) + step);
  fc.assert(
    fc.property(fc.array(fc.tuple(instant, how), { minLength: 1, maxLength: 6 }), instant, (compared, any) => {
      const tests = compared.map(([to, relation]) => compares("date", to, relation));
      const values = valuesToTry(tests);
      expect(values.map(dateIn)).not.toContain(undefined);
      expect(values.map((value) => answers(tests, value))).toContain(answers(tests, new Date(any).toISOString()));
    }),
    SETTINGS,
  );
});

test("of networks, every combination of answers is among the values to try", () => {
  const cidr = fc.tuple(fc.nat(15), fc.integer({ min: 27, max: 32 })).map(([last, bits]) => `10.0.0.${last}/${bits}`);
  fc.assert(
    fc.property(fc.uniqueArray(cidr, { minLength: 1, maxLength: 5 }), fc.nat(40), (cidrs, last) => {
      const tests = cidrs.map((each): MeasureTest => ({ kind: "inNetwork", cidr: each }));
      expect(valuesToTry(tests).map((value) => answers(tests, value))).toContain(answers(tests, `10.0.0.${last}`));
    }),
    SETTINGS,
  );
});

test("sizes at the ends of what can be written have no neighbours beyond", () => {
  const last = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
  expect(valuesToTry([compares("date", last)])).toEqual(["9999-12-31T23:59:59.998Z", "9999-12-31T23:59:59.999Z"]);
  expect(valuesToTry([compares("date", LARGEST, "<=")])).toEqual(["9999-12-31T23:59:59.999Z"]);
  expect(valuesToTry([compares("number", 999_999_999_999_999)])).toEqual(["999999999999998", "999999999999999"]);
  expect(valuesToTry([compares("number", 1e20)])).toEqual(["999999999999999"]);
  expect(valuesToTry([compares("number", 0.1), compares("number", 0.2)])).toEqual(["0", "0.15", "1", "0.1", "0.2"]);
});
