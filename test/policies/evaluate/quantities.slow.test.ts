import * as fc from "fast-check";
import { dateIn, numberIn } from "../../../policies/evaluate/operators/quantities";
import { conditionHolds } from "./example-requests";

const SETTINGS = { seed: 20_260_131, numRuns: 500 };
const decimal = fc
  .tuple(fc.constantFrom("", "-", "+"), fc.integer({ min: 0, max: 20 }), fc.constantFrom("", ".0", ".5", ".25"))
  .map((parts) => parts.join(""));
const instant = fc.date({ min: new Date("2001-09-09T01:46:40Z"), max: new Date("2100-01-01"), noInvalidDate: true });
/** One instant as people and services write it. */
const written = fc.tuple(instant, fc.constantFrom(0, 90, -720)).map(([at, offset]) => {
  const seconds = Math.floor(at.getTime() / 1000);
  const local = new Date(seconds * 1000 + offset * 60_000).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.abs(Math.trunc(offset / 60)), Math.abs(offset % 60)];
  const zone = offset === 0 ? "Z" : `${offset < 0 ? "-" : "+"}${pad(hours)}:${pad(minutes)}`;
  return { seconds, texts: [`${local}${zone}`, String(seconds), new Date(seconds * 1000).toISOString()] };
});

function pad(number: number): string {
  return String(number).padStart(2, "0");
}

/** What the six operators say of two values, by their order. */
function expectOrder(prefix: "Numeric" | "Date", expected: string, actual: string, order: number): void {
  const says = (how: string) => conditionHolds(`${prefix}${how}`, expected, actual);
  expect({
    Equals: says("Equals"),
    NotEquals: says("NotEquals"),
    LessThan: says("LessThan"),
    LessThanEquals: says("LessThanEquals"),
    GreaterThan: says("GreaterThan"),
    GreaterThanEquals: says("GreaterThanEquals"),
  }).toEqual({
    Equals: order === 0,
    NotEquals: order !== 0,
    LessThan: order < 0,
    LessThanEquals: order <= 0,
    GreaterThan: order > 0,
    GreaterThanEquals: order >= 0,
  });
}

test("numbers are compared by size, however they are written", () => {
  fc.assert(
    fc.property(decimal, decimal, (expected, actual) => {
      expectOrder("Numeric", expected, actual, Number(actual) - Number(expected));
    }),
    SETTINGS,
  );
});

test("dates are compared by instant, in whatever zone or as seconds", () => {
  fc.assert(
    fc.property(written, written, fc.nat(2), fc.nat(2), (expected, actual, one, other) => {
      for (const text of expected.texts) expect(dateIn(text)).toBe(expected.seconds * 1000);
      const [left = "", right = ""] = [expected.texts[one], actual.texts[other]];
      expectOrder("Date", left, right, actual.seconds - expected.seconds);
    }),
    SETTINGS,
  );
});

test.each(["", " 1", "1 ", "1.", ".5", "1e3", "0x1", "١", "1,000", "Infinity", "1234567890.123456"])(
  "%j is not a number",
  (text) => expect(numberIn(text)).toBeUndefined(),
);

test.each([
  "2026-01-31",
  "2026-01",
  "20260131",
  "2026-01-31T12:00",
  "2026-01-31 12:00:00Z",
  "2026-01-31t12:00:00z",
  "2026-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-01-31T25:00:00Z",
  "2026-01-31T12:00:00.1234Z",
  "1769860800000",
  "-1769860800",
  "1769860800.5",
])("%j is not a date, or more than one", (text) => expect(dateIn(text)).toBeUndefined());

test("a leap day is a date", () => expect(dateIn("2028-02-29T00:00:00Z")).toBe(Date.UTC(2028, 1, 29)));
