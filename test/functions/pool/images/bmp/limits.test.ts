import { decodeBmp } from "../../../../../functions/pool/images/bmp/decode";
import { readBmpHeader } from "../../../../../functions/pool/images/bmp/header";
import { bmpFile } from "../bmp-files";
import { MEANS, USUAL } from "../pictures";

const ANY_SIZE = { ...USUAL, minSide: 1 };
const decoded = (file: Buffer) => decodeBmp(file, ANY_SIZE, MEANS);
const GREYS = [10, 20, 30, 40].map((grey) => [grey, grey, grey]);

test("a picture that is too small is refused by its header", () => {
  const file = bmpFile({ width: 79, height: 80, bits: 24, data: Buffer.alloc(1) });
  expect(() => decodeBmp(file, USUAL, MEANS)).toThrow("at least 80");
});

describe("Run-length data", () => {
  const file = (height: number, bytes: number, bits: 4 | 8) => {
    const data = Buffer.alloc(bytes);
    // The end of the bitmap comes at once; what follows is ignored.
    data[1] = 1;
    return bmpFile({ width: 2000, height, bits, compression: bits === 8 ? 1 : 2, palette: GREYS, data });
  };

  test.each([4, 8] as const)("has 255 pixels a byte at most, above four million (%d bits)", (bits) => {
    expect(() => decoded(file(2000, 2, bits))).not.toThrow();
    expect(() => decoded(file(2001, 2, bits))).toThrow("less data than its size needs");
    // 2000 × 2001 / 255 = 15 694.1
    expect(() => decoded(file(2001, 15_694, bits))).toThrow("less data than its size needs");
    expect(() => decoded(file(2001, 15_695, bits))).not.toThrow();
  });

  test.each<[string, number[], boolean]>([
    ["its last row full", [3, 1, 0, 0, 3, 1], true],
    ["its last row short of a pixel", [3, 1, 0, 0, 2, 1], false],
    ["only its first row", [3, 1, 0, 0], false],
    ["a full row that is not the last", [3, 1], false],
    ["literal pixels without their padding byte", [3, 1, 0, 0, 0, 3, 1, 1, 1], true],
    ["literal pixels cut short", [3, 1, 0, 0, 0, 3, 1, 1], false],
    ["a lone byte behind the last row", [3, 1, 0, 0, 3, 1, 9], true],
  ])("without an end of the bitmap, and with %s", (_, data, isWhole) => {
    const cut = bmpFile({ width: 3, height: 2, bits: 8, compression: 1, palette: GREYS, data: Buffer.from(data) });
    if (isWhole) expect([...decoded(cut).data.subarray(0, 4)]).toEqual([20, 20, 20, 255]);
    else expect(() => decoded(cut)).toThrow("is cut off");
  });
});

test("the rows that are there to the byte are enough; the last one's padding is not asked for", () => {
  for (const bits of [1, 4, 8, 24]) {
    const whole = bmpFile({ width: 9, height: 3, bits, palette: bits <= 8 ? GREYS.slice(0, 2) : [], pixel: () => 1 });
    const padding = Math.ceil((9 * bits) / 32) * 4 - Math.ceil((9 * bits) / 8);
    expect(() => decoded(whole.subarray(0, whole.length - padding))).not.toThrow();
    expect(() => decoded(whole.subarray(0, whole.length - padding - 1))).toThrow("less data than its size needs");
  }
});

test.each([12, 40, 52, 56, 64, 108, 124])("a header of %d bytes is there to its last byte", (header) => {
  const file = bmpFile({ width: 2, height: 2, bits: 24, header, data: Buffer.alloc(0) });
  expect(() => readBmpHeader(file)).toThrow("has no pixels where its header says");
  expect(() => readBmpHeader(file.subarray(0, -1))).toThrow(
    header === 12 ? "no header of a known length" : "ends within its header",
  );
});

test.each([
  ["three masks behind the header", 3, [0xff0000, 0xff00, 0xff], 66],
  ["four masks behind the header", 6, [0xff0000, 0xff00, 0xff, 0xff000000], 70],
])("%s are not pixels, and are there to their last byte", (_, compression, masks, end) => {
  const form = { width: 2, height: 1, bits: 32, compression, masks };
  expect(readBmpHeader(bmpFile(form)).pixelsAt).toBe(end);
  expect(() => readBmpHeader(bmpFile({ ...form, pixelsAt: end - 1 }))).toThrow("no pixels where its header says");
  const headOnly = bmpFile({ ...form, data: Buffer.alloc(0) });
  expect(() => readBmpHeader(headOnly)).toThrow("no pixels where its header says");
  expect(() => readBmpHeader(headOnly.subarray(0, -1))).toThrow("ends within its header");
});

test.each<[string, number, readonly number[], boolean]>([
  ["the highest bit of 16", 16, [0x8000, 0x7e0, 0x1f], true],
  ["a bit above 16", 16, [0x1_0000, 0x7e0, 0x1f], false],
  ["the highest bit of 32", 32, [0x8000_0000, 0xff00, 0xff], true],
  ["a hole in it", 32, [0xff0000, 0xf0f00, 0xff], false],
  ["one of them empty", 32, [0, 0xff00, 0xff], true],
  ["all of them empty", 32, [0, 0, 0], false],
])("masks with %s", (_, bits, masks, isRead) => {
  const file = bmpFile({ width: 1, height: 1, bits, compression: 3, masks, pixel: () => 2 ** bits - 1 });
  const full = masks.map((mask) => (mask === 0 ? 0 : 255));
  if (isRead) expect([...decoded(file).data]).toEqual(full);
  else expect(() => decoded(file)).toThrow("colour masks");
});

test("a palette ends where the pixels begin, whatever number of colours is declared", () => {
  const pixel = (x: number) => [0, 1, 2, 255][x] ?? 0;
  const form = { width: 4, height: 1, bits: 8, palette: GREYS.slice(0, 2), coloursUsed: 0 };
  const black = [0, 0, 0];
  const expected = [10, 10, 10, 20, 20, 20, ...black, ...black];
  expect([...decoded(bmpFile({ ...form, pixel })).data]).toEqual(expected);
  // Three more bytes are not a colour of four.
  const data = Buffer.from([9, 9, 9, 0, 1, 2, 255]);
  expect([...decoded(bmpFile({ ...form, data, pixelsAt: 54 + 8 + 3 })).data]).toEqual(expected);
});
