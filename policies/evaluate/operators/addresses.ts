/** IPv4 and IPv6 addresses and ranges. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress */
import { isIPv4, isIPv6 } from "node:net";
import { type Comparison, joined } from "./comparisons";

/** An address or the first bits of one, as a number of 32 or 128 bits. */
interface Range {
  readonly width: 32 | 128;
  readonly number: bigint;
  readonly bits: number;
}

export const address: Comparison = {
  text: false,
  segments: (template) => [template],
  // AWS gives an address without prefix "/32", whatever that may mean of IPv6.
  fault: (template) =>
    rangeIn(template) ? undefined : "an IPv4 address, alone or with /0 to /32, or an IPv6 address with /0 to /128",
  reads: (actual) => addressIn(actual) !== undefined,
  matches(actual, expected) {
    const range = rangeIn(joined(expected));
    const one = addressIn(actual);
    if (!range || one?.width !== range.width) return false;
    const rest = BigInt(range.width - range.bits);
    return one.number >> rest === range.number >> rest;
  },
};

function rangeIn(text: string): Range | undefined {
  const [, base = "", bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const found = addressIn(base);
  if (!found || (bits === undefined && found.width === 128)) return undefined;
  const length = Number(bits ?? 32);
  return length <= found.width ? { ...found, bits: length } : undefined;
}

function addressIn(text: string): Range | undefined {
  if (isIPv4(text)) return { width: 32, bits: 32, number: joinBits(text.split(".").map(Number), 8n) };
  // A zone ("%eth0") is about one machine's own interfaces.
  if (isIPv6(text) && !text.includes("%")) return { width: 128, bits: 128, number: joinBits(groupsOf(text), 16n) };
  return undefined;
}

/** The eight groups of an IPv6 address; the last two may be written as an IPv4 address, and "::" fills up with zeros. */
function groupsOf(text: string): readonly number[] {
  const [head = [], tail] = text.split("::").map((half) => half.split(":").filter(Boolean).flatMap(groupsIn));
  return tail ? [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail] : head;
}

function groupsIn(part: string): number[] {
  if (!part.includes(".")) return [parseInt(part, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = part.split(".").map(Number);
  return [a * 256 + b, c * 256 + d];
}

function joinBits(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((number, part) => (number << width) | BigInt(part), 0n);
}
