import * as fc from "fast-check";
import {
  type Cidr,
  contains,
  formatCidr,
  overlaps,
  parseCidr,
  requireCidr,
  splitCidr,
} from "../../../infra/addresses/cidr";

const SEED = { seed: 20_251 };

/** Any canonical network with a prefix in the range. */
function networks(from: number, to: number): fc.Arbitrary<Cidr> {
  return fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 0, max: 2 ** 32 - 1 })).map(([prefix, any]) => {
    const size = 2 ** (32 - prefix);
    const first = any - (any % size);
    return { first, last: first + size - 1, prefix };
  });
}

test.each([
  ["0.0.0.0/0", 0, 2 ** 32 - 1],
  ["10.10.0.0/16", 168_427_520, 168_493_055],
  ["255.255.255.255/32", 2 ** 32 - 1, 2 ** 32 - 1],
])("%s reaches from %d to %d", (text, first, last) => {
  expect(parseCidr(text)).toMatchObject({ first, last });
});

test.each([
  ...["10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0/8", "10.0.0.0.0/8", "256.0.0.0/8"],
  ...["010.0.0.0/8", "10.0.0.1/8", "10.0.0.0/8 ", "-1.0.0.0/8", "0x0a.0.0.0/8", "::/0", "a.b.c.d/8", ""],
])("%j is not a canonical network", (text) => {
  expect(parseCidr(text)).toBeUndefined();
  expect(() => requireCidr(text)).toThrow(JSON.stringify(text));
});

test.each([
  ["10.0.0.0/8", "10.255.255.0/24", true],
  ["10.255.255.0/24", "10.0.0.0/8", true],
  ["10.0.0.0/9", "10.128.0.0/9", false],
  ["10.64.0.0/20", "10.64.16.0/20", false],
  ["0.0.0.0/0", "203.0.113.7/32", true],
])("%s and %s overlap: %s", (a, b, expected) => {
  expect(overlaps(requireCidr(a), requireCidr(b))).toBe(expected);
});

test("what is printed is what was read", () => {
  fc.assert(
    fc.property(networks(0, 32), (cidr) => {
      expect(parseCidr(formatCidr(cidr))).toEqual(cidr);
    }),
    SEED,
  );
});

test("the parts of a network are equal, apart, in order, and together the whole", () => {
  fc.assert(
    fc.property(networks(8, 24), fc.integer({ min: 0, max: 4 }), (cidr, bits) => {
      const parts = splitCidr(cidr, 2 ** bits);
      expect(parts).toHaveLength(2 ** bits);
      expect(parts[0]?.first).toBe(cidr.first);
      expect(parts.at(-1)?.last).toBe(cidr.last);
      for (const [index, part] of parts.entries()) {
        expect(part.prefix).toBe(cidr.prefix + bits);
        expect(contains(cidr, part)).toBe(true);
        expect(part.first).toBe(index === 0 ? cidr.first : (parts[index - 1]?.last ?? 0) + 1);
      }
    }),
    SEED,
  );
});

test("two networks overlap exactly when one contains the other", () => {
  fc.assert(
    fc.property(networks(0, 6), networks(0, 6), (a, b) => {
      expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
    }),
    SEED,
  );
});

test.each([3, 0, 2.5, 2 ** 17])("a /16 is not cut into %d parts", (parts) => {
  expect(() => splitCidr(requireCidr("10.64.0.0/16"), parts)).toThrow(`cannot be cut into ${parts}`);
});
