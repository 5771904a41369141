import { readItems } from "../../../../../functions/pool/images/heif/items";
import { box } from "../heif-files";

const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const latin1 = (value: string) => Buffer.from(value, "latin1");

/** With version and flags. */
function full(type: string, version: number, flags: number, ...content: readonly Buffer[]): Buffer {
  return box(type, Buffer.from([version, 0, 0, flags]), ...content);
}

const itemsOf = (...boxes: readonly Buffer[]) => readItems(box("meta", Buffer.alloc(4), ...boxes));
const size = (width: number, height: number) => full("ispe", 0, 0, u32(width), u32(height));
const properties = (...boxes: readonly Buffer[]) => box("ipco", ...boxes);

/** The fourth one is the one that counts. */
const LIST = properties(full("pixi", 0, 0), size(10, 10), size(300, 200), size(640, 480));

test.each([
  ["8 bits", full("ipma", 0, 0, u32(1), u16(1), Buffer.from([3, 1, 2, 4]))],
  ["8 bits, each to be understood", full("ipma", 0, 0, u32(1), u16(1), Buffer.from([3, 0x81, 0x82, 0x84]))],
  ["16 bits", full("ipma", 0, 1, u32(1), u16(1), Buffer.from([3]), u16(1), u16(0x8002), u16(0x8004))],
  ["8 bits and ids of 32", full("ipma", 1, 0, u32(1), u32(1), Buffer.from([3, 1, 2, 4]))],
  ["16 bits and ids of 32", full("ipma", 1, 1, u32(1), u32(1), Buffer.from([3]), u16(1), u16(2), u16(4))],
  ["8 bits, other flags beside", full("ipma", 0, 2, u32(1), u16(1), Buffer.from([3, 1, 2, 4]))],
])("an item is as large as the largest size that it names, wherever that stands: places of %s", (_, ipma) => {
  expect(itemsOf(box("iprp", LIST, ipma))?.pixels).toEqual(new Map([[1, 307_200]]));
});

test("several items, of several lists, have each their own sizes", () => {
  const first = full("ipma", 0, 0, u32(2), u16(1), Buffer.from([1, 3]), u16(2), Buffer.from([2, 1, 4]));
  const second = full("ipma", 0, 0, u32(2), u16(1), Buffer.from([1, 2]), u16(3), Buffer.from([1, 2]));
  const expected = [
    [1, 60_000],
    [2, 307_200],
    [3, 100],
  ] as const;
  expect(itemsOf(box("iprp", LIST, first, second))?.pixels).toEqual(new Map(expected));
});

test("a list that is cut off gives what is there", () => {
  const cut = full("ipma", 0, 0, u32(1), u16(1), Buffer.from([9, 1, 3]));
  expect(itemsOf(box("iprp", LIST, cut))?.pixels.get(1)).toBe(60_000);
  const wide = full("ipma", 0, 1, u32(1), u16(1), Buffer.from([9]), u16(3), Buffer.from([0]));
  expect(itemsOf(box("iprp", LIST, wide))?.pixels.get(1)).toBe(60_000);
  const short = properties(full("ispe", 0, 0, u32(640), Buffer.from([0, 1, 0xe0])));
  const named = full("ipma", 0, 0, u32(1), u16(1), Buffer.from([1, 1]));
  expect(itemsOf(box("iprp", short, named))?.pixels.get(1)).toBe(0);
});

const named = (version: number, id: Buffer, ...rest: readonly Buffer[]) =>
  full("infe", version, 0, id, u16(0), latin1("av01"), ...rest);

test.each([
  ["a name", full("iinf", 0, 0, u16(1), named(2, u16(5), latin1("picture\0")))],
  ["nothing behind its type", full("iinf", 0, 0, u16(1), named(2, u16(5)))],
  ["an id of 32 bits", full("iinf", 0, 0, u16(1), named(3, u32(5)))],
  ["a long list around it", full("iinf", 1, 0, u32(1), named(2, u16(5)))],
  ["other boxes beside it", full("iinf", 0, 0, u16(1), box("free"), named(2, u16(5)), box("free"))],
])("an item's type is read, with %s", (_, iinf) => {
  expect(itemsOf(iinf)?.types).toEqual(new Map([[5, "av01"]]));
});

test("an item whose type is cut off has none", () => {
  const cut = full("infe", 2, 0, u16(5), u16(0), latin1("av0"));
  expect(itemsOf(full("iinf", 0, 0, u16(2), cut, named(2, u16(6))))?.types).toEqual(new Map([[6, "av01"]]));
});

test.each([
  ["ids of 16 bits", full("iref", 0, 0, box("dimg", u16(1), u16(2), u16(7), u16(8))), [7, 8]],
  ["ids of 32 bits", full("iref", 1, 0, box("dimg", u32(1), u16(2), u32(7), u32(8))), [7, 8]],
  ["fewer ids than counted", full("iref", 0, 0, box("dimg", u16(1), u16(9), u16(7), u16(8))), [7, 8]],
  ["more ids than counted", full("iref", 0, 0, box("dimg", u16(1), u16(1), u16(7), u16(8))), [7]],
  ["half an id", full("iref", 0, 0, box("dimg", u16(1), u16(2), u16(7), Buffer.from([8]))), [7]],
  ["no ids", full("iref", 0, 0, box("dimg", u16(1), u16(0))), []],
  ["no count", full("iref", 0, 0, box("dimg", u16(1))), []],
  ["half a count", full("iref", 0, 0, box("dimg", u16(1), Buffer.from([1]))), []],
])("a reference with %s", (_, iref, to) => {
  expect(itemsOf(iref)?.references).toEqual([{ type: "dimg", from: 1, to }]);
});

test.each([
  ["16 bits", full("pitm", 0, 0, u16(0x0102)), 0x0102],
  ["32 bits", full("pitm", 1, 0, u32(0x0001_0002)), 0x0001_0002],
  ["cut off", full("pitm", 1, 0, u16(1)), 0],
])("the picture that the file shows is named by an id of %s", (_, pitm, primary) => {
  expect(itemsOf(pitm)?.primary).toBe(primary);
});

test("what is missing is empty", () => {
  const nothing = { primary: undefined, types: new Map(), pixels: new Map(), references: [] };
  expect(itemsOf()).toEqual(nothing);
  expect(itemsOf(box("iprp"), box("pitm"), box("iinf"), box("iref"))).toEqual({ ...nothing, primary: 0 });
  expect(readItems(box("moov"))).toBeUndefined();
});
