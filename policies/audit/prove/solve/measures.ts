/** Values that are compared by size: IPv4 addresses, numbers, and dates as milliseconds since 1970. */
import type { ValueTest } from "../formula";

export type Unit = "address" | "number" | "date";
export type MeasureTest = Exclude<ValueTest, { readonly kind: "matches" }>;

/** From 192.0.2.0/24 and its like, set aside for examples: a reader sees that they are nobody's. */
const EXAMPLE_ADDRESSES = ["203.0.113.1", "198.51.100.1", "192.0.2.1"];

export function unitOf(test: MeasureTest): Unit {
  return test.kind === "inNetwork" ? "address" : test.unit;
}

export function measureHolds(test: MeasureTest, value: string): boolean {
  const measure = measureOf(value, unitOf(test));
  if (measure === undefined) return false;
  if (test.kind === "inNetwork") {
    const { first, last } = network(test.cidr);
    return first <= measure && measure <= last;
  }
  if (test.how === "=") return measure === test.to;
  return test.how === "<" ? measure < test.to : measure <= test.to;
}

/** Values among which every combination of answers to these tests occurs that a text with a size can have. */
export function valuesToTry(tests: readonly MeasureTest[]): string[] {
  const ofUnit = (unit: Unit) => tests.filter((test) => unitOf(test) === unit);
  const addresses = ofUnit("address").flatMap((test) => (test.kind === "inNetwork" ? [network(test.cidr)] : []));
  // Where a network starts or has just ended, the answers change; between these addresses they do not.
  const edges = addresses.flatMap(({ first, last }) => [first, last + 1]).filter((edge) => edge < 2 ** 32);
  return [
    ...(addresses.length > 0 ? [...EXAMPLE_ADDRESSES, ...distinct([0, ...edges]).map(addressText)] : []),
    ...sizes(ofUnit("number")).map(numberText),
    ...sizes(ofUnit("date")).map(dateText),
  ];
}

/** Each size that is compared with, and one before, between and behind. */
function sizes(tests: readonly MeasureTest[]): number[] {
  const compared = distinct(tests.flatMap((test) => (test.kind === "compares" ? [test.to] : [])));
  const [first] = compared;
  if (first === undefined) return [];
  const gaps = compared.map((size, index) => between(size, compared[index + 1]));
  return [first - 1, ...compared, ...gaps.flatMap((size) => size ?? [])];
}

/** A whole number if there is one. */
function between(low: number, high: number | undefined): number | undefined {
  const next = Math.floor(low) + 1;
  if (high === undefined || next < high) return next;
  const middle = (low + high) / 2;
  return middle > low && middle < high ? middle : undefined;
}

function distinct(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((left, right) => left - right);
}

function measureOf(value: string, unit: Unit): number | undefined {
  if (unit === "address") return addressNumber(value);
  if (/^[+-]?\d+(\.\d+)?$/.test(value)) return unit === "date" ? Number(value) * 1000 : Number(value);
  if (unit === "number" || !/^\d{4}-\d{2}(-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2}))?)?$/.test(value)) return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date;
}

/** Without an exponent, however large or small. */
function numberText(number: number): string {
  return number.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 });
}

function dateText(milliseconds: number): string {
  return new Date(Math.floor(milliseconds)).toISOString().replace(".000Z", "Z");
}

function addressNumber(text: string): number | undefined {
  const octets = text.split(".");
  const isAddress = octets.length === 4 && octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && +octet < 256);
  return isAddress ? octets.reduce((number, octet) => number * 256 + Number(octet), 0) : undefined;
}

function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
}

function network(cidr: string): { readonly first: number; readonly last: number } {
  const [address = "", bits = "32"] = cidr.split("/");
  const number = addressNumber(address);
  if (number === undefined || !/^([12]?\d|3[0-2])$/.test(bits)) throw new Error(`"${cidr}" is no IPv4 network.`);
  const size = 2 ** (32 - Number(bits));
  const first = number - (number % size);
  return { first, last: first + size - 1 };
}
