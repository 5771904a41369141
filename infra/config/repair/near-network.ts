import { IPv4 } from "ipaddr.js";
import { overlaps, parseCidr } from "../../addresses/cidr";

const WORD_BITS = 32;

/**
 * The network that a text with host bits, with a netmask, without a prefix or with one outside the limits stands for.
 *
 * @param limits prefixes that are allowed
 */
export function nearNetwork(text: string, limits: { min: number; max: number }): string | undefined {
  const [, address = "", length] = /^\s*(\d+\.\d+\.\d+\.\d+)\s*(?:\/\s*([\d.]+))?\s*$/.exec(text) ?? [];
  const decimal = decimalOf(address);
  const declared = length === undefined ? impliedPrefix(address) : prefixOf(length);
  // 0.0.0.0/0 is not a network that was written a little wrong.
  if (decimal === undefined || declared === undefined || declared === 0) return undefined;
  const prefix = Math.min(limits.max, Math.max(limits.min, declared));
  return `${IPv4.networkAddressFromCIDR(`${decimal}/${prefix}`).toString()}/${prefix}`;
}

/** Without leading zeros, which the library would read as octal. */
function decimalOf(text: string): string | undefined {
  const decimal = text.split(".").map(Number).join(".");
  return IPv4.isValidFourPartDecimal(decimal) ? decimal : undefined;
}

/** "16", or "255.255.0.0". */
function prefixOf(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text) <= WORD_BITS ? Number(text) : undefined;
  const mask = decimalOf(text);
  return mask === undefined ? undefined : (IPv4.parse(mask).prefixLengthFromSubnetMask() ?? undefined);
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
