import { formatCidr, overlaps, parseCidr } from "../../addresses/cidr";

const WORD_BITS = 32;

/**
 * The network that a text with host bits, with a netmask, without a prefix or with one outside the limits stands for.
 *
 * @param limits prefixes that are allowed
 */
export function nearNetwork(text: string, limits: { min: number; max: number }): string | undefined {
  const [, address = "", length] = /^\s*(\d+\.\d+\.\d+\.\d+)\s*(?:\/\s*([\d.]+))?\s*$/.exec(text) ?? [];
  const first = addressOf(address);
  const declared = length === undefined ? impliedPrefix(address) : prefixOf(length);
  // 0.0.0.0/0 is not a network that was written a little wrong.
  if (first === undefined || declared === undefined || declared === 0) return undefined;
  const prefix = Math.min(limits.max, Math.max(limits.min, declared));
  const size = 2 ** (WORD_BITS - prefix);
  const start = first - (first % size);
  return formatCidr({ first: start, last: start + size - 1, prefix });
}

function addressOf(text: string): number | undefined {
  const octets = text.split(".").map(Number);
  if (octets.length !== 4 || octets.some((octet) => !Number.isInteger(octet) || octet > 255)) return undefined;
  return octets.reduce((address, octet) => address * 256 + octet, 0);
}

/** "16", or "255.255.0.0". */
function prefixOf(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text) <= WORD_BITS ? Number(text) : undefined;
  const mask = addressOf(text)?.toString(2).padStart(WORD_BITS, "0") ?? "";
  return /^1*0*$/.test(mask) && mask !== "" ? mask.indexOf("0") : undefined;
}

/** People who leave the prefix out mean the octets that are not 0. */
function impliedPrefix(address: string): number {
  const zeros = /(?:\.0)*$/.exec(address)?.[0].length ?? 0;
  return WORD_BITS - 4 * zeros;
}

/** The first of some networks that overlaps with none of the taken ones. */
export function freeNetwork(proposals: readonly string[], taken: readonly string[]): string | undefined {
  const others = taken.map(parseCidr).filter((cidr) => cidr !== undefined);
  return proposals.find((text) => {
    const proposal = parseCidr(text);
    return proposal !== undefined && !others.some((cidr) => overlaps(cidr, proposal));
  });
}
