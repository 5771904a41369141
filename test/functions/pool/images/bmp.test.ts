import { decode as nsbmp } from "@cwasm/nsbmp";
import { decodeBmp } from "../../../../functions/pool/images/bmp/decode";
import { bmpFile } from "./bmp-files";
import { VARIANTS } from "./bmp-variants";
import { pixelsOf, USUAL, fitted, MEANS } from "./pictures";

const ANY_SIZE = { ...USUAL, minSide: 1 };
const TEN_COLOURS = Array.from({ length: 10 }, (_, entry) => [entry * 20, 255 - entry * 20, entry]);

test.each(VARIANTS)("every pixel of a BMP is right: $name", ({ bytes, width, height, colour }) => {
  const pixels = decodeBmp(bytes, USUAL, MEANS);
  expect([pixels.width, pixels.height]).toEqual([width, height]);
  const expected = Buffer.from(everyPixel(width, height, (x, y) => [...colour(x, y), 255].slice(0, pixels.channels)));
  // Where they differ, and not by how much: a matcher that walks a picture's bytes takes longer than all decoders.
  const wrong = expected.equals(pixels.data) ? -1 : expected.findIndex((value, at) => value !== pixels.data[at]);
  expect(wrong).toBe(-1);
});

function everyPixel(width: number, height: number, colour: (x: number, y: number) => readonly number[]): number[] {
  return Array.from({ length: width * height }, (_, at) => colour(at % width, Math.floor(at / width))).flat();
}

test.each(VARIANTS.filter(({ isReadByNsbmp }) => isReadByNsbmp))(
  "NetSurf's decoder sees the same picture: $name",
  ({ bytes, width, height, colour }) => {
    const { data } = nsbmp(bytes);
    let most = 0;
    for (let pixel = 0; pixel < width * height; pixel++) {
      const expected = colour(pixel % width, Math.floor(pixel / width));
      for (const channel of [0, 1, 2]) {
        most = Math.max(most, Math.abs((data[4 * pixel + channel] ?? 0) - (expected[channel] ?? 0)));
      }
    }
    // It leaves the low bits of 16-bit colours 0 where they should repeat the high ones.
    expect(most).toBeLessThanOrEqual(8);
  },
);

test.each(VARIANTS)("a BMP becomes a JPEG of its own size: $name", async ({ bytes, width, height }) => {
  const image = await fitted(bytes, USUAL);
  expect({ ...image, bytes: [...image.bytes.subarray(0, 3)] }).toEqual({
    bytes: [0xff, 0xd8, 0xff],
    width,
    height,
    how: "reencoded",
  });
});

test("the transparent half of a BMP becomes white", async () => {
  const variant = VARIANTS.find(({ name }) => name === "32 bits with alpha, Windows 5");
  const { bytes } = await fitted(variant?.bytes ?? Buffer.alloc(0), USUAL);
  const { data, width } = await pixelsOf(bytes);
  const at = 3 * (40 * width + 90);
  expect(Math.min(...data.subarray(at, at + 3))).toBeGreaterThan(250);
});

test("an alpha channel that nobody filled in hides nothing", () => {
  const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
  const file = bmpFile({ width: 2, height: 1, bits: 32, header: 124, compression: 3, masks, pixel: () => 0x102030 });
  expect([...decodeBmp(file, ANY_SIZE, MEANS).data]).toEqual([0x10, 0x20, 0x30, 255, 0x10, 0x20, 0x30, 255]);
});

test("an index past the palette's end is black", () => {
  const palette = TEN_COLOURS.slice(0, 2);
  const file = bmpFile({ width: 4, height: 1, bits: 8, palette, pixel: (x) => [0, 1, 2, 255][x] ?? 0 });
  expect([...decodeBmp(file, ANY_SIZE, MEANS).data]).toEqual([0, 255, 0, 20, 235, 1, 0, 0, 0, 0, 0, 0]);
});

test("a file that leaves out the last row's padding is whole", () => {
  const file = bmpFile({ width: 3, height: 2, bits: 24, pixel: () => 0xffffff }).subarray(0, -3);
  expect(decodeBmp(file, ANY_SIZE, MEANS).data.every((value) => value === 255)).toBe(true);
});

/** Rows from the bottom; "." is undrawn. */
const RUN_LENGTH_PATHS: readonly [string, 4 | 8, number[], string[]][] = [
  ["a jump over rows and columns", 8, [2, 1, 0, 2, 1, 2, 2, 3, 0, 1], ["....", "...33".slice(0, 4), "....", "11.."]],
  ["a jump straight up goes on in the column", 8, [2, 1, 0, 2, 0, 1, 2, 2, 0, 1], ["....", "....", "..22", "11.."]],
  ["an early end of line", 8, [1, 1, 0, 0, 4, 2, 0, 0, 0, 0, 0, 1], ["....", "....", "2222", "1..."]],
  ["an end of line right before the end of the bitmap", 8, [4, 1, 0, 0, 0, 1], ["....", "....", "....", "1111"]],
  ["a run past the row's end is cut, not wrapped", 8, [9, 1, 0, 0, 1, 2, 0, 1], ["....", "....", "2...", "1111"]],
  ["literal pixels with a padding byte", 8, [0, 3, 1, 2, 3, 0, 1, 4, 0, 1], ["....", "....", "....", "1234"]],
  ["pairs of four bits", 4, [3, 0x12, 0, 0, 0, 3, 0x34, 0x50, 0, 1], ["....", "....", "345.", "121."]],
  [
    "literal pixels of four bits fill whole words",
    4,
    [0, 4, 0x12, 0x34, 0, 0, 1, 0x50, 0, 1],
    ["....", "....", "5...", "1234"],
  ],
  ["nothing but an end", 8, [0, 1], ["....", "....", "....", "...."]],
  ["more rows than there are", 8, [0, 2, 0, 9, 4, 1, 0, 1], ["....", "....", "....", "...."]],
];

test.each(RUN_LENGTH_PATHS)("run-length data: %s", (_, bits, data, rows) => {
  const compression = bits === 8 ? 1 : 2;
  const file = bmpFile({ width: 4, height: 4, bits, compression, palette: TEN_COLOURS, data: Buffer.from(data) });
  const { data: pixels } = decodeBmp(file, ANY_SIZE, MEANS);
  const found = [0, 1, 2, 3].map((y) => [0, 1, 2, 3].map((x) => drawn(pixels.subarray(16 * y + 4 * x))).join(""));
  expect(found).toEqual(rows);
});

function drawn([red = 0, , , alpha]: Uint8Array): string {
  return alpha === 0 ? "." : String(red / 20);
}

test("what run-length data leaves undrawn becomes white", async () => {
  const palette = [[0, 0, 0]];
  const file = bmpFile({ width: 80, height: 80, bits: 8, compression: 1, palette, data: Buffer.from([0, 1]) });
  const { data } = await pixelsOf((await fitted(file, USUAL)).bytes);
  expect(Math.min(...data)).toBe(255);
});
