/** Values that are compared by size: IPv4 addresses, numbers, and dates as milliseconds since 1970. */
import type { ValueTest } from "./formula";
import { addressesToTry, isInNetwork } from "./networks";

export type MeasureTest = Exclude<ValueTest, { readonly kind: "matches" }>;
export type Unit = "address" | "number" | "date";

/** Beyond fifteen digits a number is not exact any more; the evaluator reads no more either. */
const DIGITS = 15;

interface Range {
  readonly first: number;
  readonly last: number;
}

const NUMBERS: Range = { first: 1 - 10 ** DIGITS, last: 10 ** DIGITS - 1 };
/** In years of four digits. */
const INSTANTS: Range = { first: Date.parse("0000-01-01T00:00Z"), last: Date.parse("9999-12-31T23:59:59.999Z") };

export function unitOf(test: MeasureTest): Unit {
  return test.kind === "inNetwork" ? "address" : test.unit;
}

export function measureHolds(test: MeasureTest, value: string): boolean {
  if (test.kind === "inNetwork") return isInNetwork(value, test.cidr);
  const size = test.unit === "number" ? numberIn(value) : dateIn(value);
  if (size === undefined) return false;
  if (test.how === "=") return size === test.to;
  return test.how === "<" ? size < test.to : size <= test.to;
}

/** Values among which every combination of answers to these tests occurs that a text with a size can have. */
export function valuesToTry(tests: readonly MeasureTest[]): string[] {
  const sizes = (unit: Unit) =>
    tests.flatMap((test) => (test.kind === "compares" && test.unit === unit ? test.to : []));
  const cidrs = tests.flatMap((test) => (test.kind === "inNetwork" ? test.cidr : []));
  const numbers = sizesToTry(sizes("number"), NUMBERS, numberBetween).map(numberText);
  const dates = sizesToTry(sizes("date"), INSTANTS, wholeBetween).map(dateText);
  return [...addressesToTry(cidrs), ...numbers, ...dates];
}

/** Each size that is compared with, and one before, between and behind, as far as they are in the range. */
function sizesToTry(
  compared: readonly number[],
  { first, last }: Range,
  between: (low: number, high: number) => number | undefined,
): readonly number[] {
  if (compared.length === 0) return [];
  const inRange = compared.filter((size) => first <= size && size <= last);
  const sizes = [...new Set(inRange)].sort((left, right) => left - right);
  const [lowest = last + 1] = sizes;
  const before = lowest > first ? [Math.ceil(lowest) - 1] : [];
  const gaps = sizes.flatMap((size, index) => between(size, sizes[index + 1] ?? last + 1) ?? []);
  return [...before, ...gaps, ...sizes];
}

/** Whole if there is such a one, else of as few digits as possible. */
function numberBetween(low: number, high: number): number | undefined {
  const next = wholeBetween(low, high);
  for (let digits = 1; next === undefined && digits <= DIGITS; digits++) {
    const middle = Number(((low + high) / 2).toPrecision(digits));
    if (low < middle && middle < high) return middle;
  }
  return next;
}

function wholeBetween(low: number, high: number): number | undefined {
  const next = Math.floor(low) + 1;
  return next < high ? next : undefined;
}

function numberIn(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= DIGITS ? Number(text) : undefined;
}

/** Without an exponent. */
function numberText(number: number): string {
  return number.toLocaleString("en", { useGrouping: false, maximumFractionDigits: DIGITS });
}

/** ISO 8601 with time and zone, or seconds since 1970: a shorter number may be a year. */
function dateIn(text: string): number | undefined {
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  const isDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const instant = isDate ? Date.parse(text) : NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

function dateText(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
