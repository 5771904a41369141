/** IPv4 networks as spans of numbers, for what ipaddr.js leaves open: whether two overlap, and cutting one into parts. */
import { IPv4 } from "ipaddr.js";

export interface Cidr {
  /** Lowest and highest address as unsigned 32-bit numbers. */
  readonly first: number;
  readonly last: number;
  /** Number of leading bits that are the network's, 0–32. */
  readonly prefix: number;
}

/**
 * Reads `a.b.c.d/n`. Undefined unless it is the network's own address in plain decimal: AWS silently turns
 * 10.10.0.7/16 into 10.10.0.0/16 in some calls and refuses it in others, and 010.0.0.0 is octal to some readers.
 */
export function parseCidr(text: string): Cidr | undefined {
  if (!IPv4.isValidCIDR(text)) return undefined;
  const [, prefix] = IPv4.parseCIDR(text);
  const first = IPv4.networkAddressFromCIDR(text);
  if (`${first.toString()}/${prefix}` !== text) return undefined;
  return { first: numberOf(first), last: numberOf(IPv4.broadcastAddressFromCIDR(text)), prefix };
}

/** @throws Error when the text is not a canonical IPv4 network */
export function requireCidr(text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined)
    throw new Error(`"${text}" is not an IPv4 network address with a prefix, such as 10.10.0.0/16.`);
  return cidr;
}

export function formatCidr({ first, prefix }: Cidr): string {
  return `${addressOf(first).toString()}/${prefix}`;
}

/** @param number an unsigned 32-bit number */
export function addressOf(number: number): IPv4 {
  return new IPv4([24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256));
}

function numberOf(address: IPv4): number {
  return address.toByteArray().reduce((number, octet) => number * 256 + octet, 0);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/**
 * Cuts a network into equal parts, lowest first.
 *
 * @param parts a power of two
 * @throws Error when the parts would be smaller than one address, or `parts` is not a power of two
 */
export function splitCidr(cidr: Cidr, parts: number): Cidr[] {
  const bits = Math.log2(parts);
  const prefix = cidr.prefix + bits;
  if (!Number.isInteger(bits) || prefix > 32) {
    throw new Error(`${formatCidr(cidr)} cannot be cut into ${parts} equal networks.`);
  }
  const size = sizeOf(prefix);
  return Array.from({ length: parts }, (_, index) => {
    const first = cidr.first + index * size;
    return { first, last: first + size - 1, prefix };
  });
}

function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}
