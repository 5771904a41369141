/** IPv4 addresses as numbers, and networks as ranges of them. */

/** Reserved for documentation, so that a reader sees an example. https://www.rfc-editor.org/rfc/rfc5737 */
const EXAMPLES = ["203.0.113.1", "198.51.100.1", "192.0.2.1"];
const ADDRESSES = 2 ** 32;

interface Network {
  readonly first: number;
  readonly last: number;
}

export function isInNetwork(text: string, cidr: string): boolean {
  const address = addressIn(text);
  const { first, last } = networkIn(cidr);
  return address !== undefined && first <= address && address <= last;
}

/** Addresses of every combination of being in these networks or not, readable ones first. */
export function addressesToTry(cidrs: readonly string[]): string[] {
  if (cidrs.length === 0) return [];
  // Where a network starts or has just ended, the answers change; between these addresses they do not.
  const edges = cidrs.map(networkIn).flatMap(({ first, last }) => [first, last + 1]);
  const distinct = [...new Set([0, ...edges])].filter((edge) => edge < ADDRESSES).sort((left, right) => left - right);
  return [...EXAMPLES, ...distinct.map(addressText)];
}

function networkIn(cidr: string): Network {
  const [, base = "", bits = "32"] = /^([\d.]+)(?:\/(\d|[12]\d|3[0-2]))?$/.exec(cidr) ?? [];
  const address = addressIn(base);
  if (address === undefined) throw new Error(`"${cidr}" is not an IPv4 network.`);
  const size = 2 ** (32 - Number(bits));
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

function addressIn(text: string): number | undefined {
  const octets = text.split(".");
  const isAddress = octets.length === 4 && octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && +octet < 256);
  return isAddress ? octets.reduce((number, octet) => number * 256 + Number(octet), 0) : undefined;
}

function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
}
