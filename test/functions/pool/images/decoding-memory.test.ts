import { type DecodingWork, refuseBeyondMemory } from "../../../../functions/pool/images/decoding-memory";
import { tiffLayout } from "../../../../functions/pool/images/tiff/layout";
import { readTiff } from "../../../../functions/pool/images/tiff/page";
import { bmpFile } from "./bmp-files";
import { fitted, gradient, MEANS, refusalOf, sharpOf, USUAL } from "./pictures";
import { tiffFile } from "./tiff-files";

const MIB = 1024 * 1024;
const SIDE = 10_000;
const BYTE = { width: SIDE, height: 1, channels: 3, bytesPerChannel: 1 };

/** The most rows of 10 000 pixels that are decoded with so much memory. */
function mostRows(work: Partial<DecodingWork> & Pick<DecodingWork, "kind">, megabytes: number): number {
  let [fits, refused] = [0, 100_000];
  while (refused - fits > 1) {
    const height = Math.floor((fits + refused) / 2);
    try {
      refuseBeyondMemory({ ...BYTE, ...work, height }, megabytes * MIB);
      fits = height;
    } catch {
      refused = height;
    }
  }
  return fits;
}

/** Of 2 048 MB, 80 % less 320 MB are 1 382 442 598 bytes; divided by what a pixel takes, and by 10 000. */
test.each<[string, Partial<DecodingWork> & Pick<DecodingWork, "kind">, number]>([
  ["a baseline JPEG (3.5 bytes a pixel)", { kind: "jpeg" }, 39_498],
  ["a progressive JPEG (9.5)", { kind: "jpeg", isMultiScan: true }, 14_552],
  ["a progressive JPEG on its side (12.5)", { kind: "jpeg", isMultiScan: true, isTurned: true }, 11_059],
  ["a progressive JPEG in CMYK (11.5)", { kind: "jpeg", isMultiScan: true, channels: 4 }, 12_021],
  ["a PNG (5.5)", { kind: "png" }, 25_135],
  ["a PNG of 16 bits with alpha (10.5)", { kind: "png", channels: 4, bytesPerChannel: 2 }, 13_166],
  ["a GIF (8.5)", { kind: "gif" }, 16_264],
  ["a WebP (12.5)", { kind: "webp" }, 11_059],
  ["a TIFF (5.5)", { kind: "tiff" }, 25_135],
  ["a TIFF of 32 bits on its side (26.5)", { kind: "tiff", bytesPerChannel: 4, isTurned: true }, 5216],
  ["an AVIF (23.5)", { kind: "heif" }, 5882],
  ["an AVIF of 10 or 12 bits (29.5)", { kind: "heif", bytesPerChannel: 2 }, 4686],
  ["a BMP (10.5)", { kind: "bmp", channels: 4 }, 13_166],
])("the last row that fits into 2048 MB: %s", (_, work, rows) => {
  expect(mostRows(work, 2048)).toBe(rows);
});

test("less memory, fewer pixels; with less than a function needs, none", () => {
  expect(mostRows({ kind: "heif" }, 1024)).toBe(2227);
  expect(mostRows({ kind: "heif" }, 401)).toBe(3);
  expect(mostRows({ kind: "heif" }, 400)).toBe(0);
  expect(mostRows({ kind: "heif" }, 128)).toBe(0);
});

test("pixels that are decoded and not shown count, and so does what is held beside the picture", () => {
  expect(mostRows({ kind: "tiff", blockBytes: 100_000_000 }, 2048)).toBe(23_317);
  expect(() => refuseBeyondMemory({ ...BYTE, kind: "heif", codedPixels: 65_000_000 }, 2048 * MIB)).not.toThrow();
  expect(() => refuseBeyondMemory({ ...BYTE, kind: "heif", codedPixels: 66_000_000 }, 2048 * MIB)).toThrow();
});

test("the refusal names the size, the kind and the most pixels", () => {
  const work = { kind: "heif", width: 10_000, height: 9900, channels: 3, bytesPerChannel: 2 } as const;
  expect(() => refuseBeyondMemory(work, 2048 * MIB)).toThrow(
    "The image is 10000 × 9900 pixels; one like it (AVIF, more than 8 bits a channel) may have at most 46862460 pixels " +
      "(width × height), because of the memory that decoding takes. Send it smaller, or as a baseline JPEG.",
  );
});

/** Just enough for the functions themselves, and for so many bytes of picture. */
const memoryFor = (bytes: number) => ({ ...MEANS, memoryBytes: (320 * MIB + bytes) / 0.8 });
const PIXELS = 200 * 100;
const SMALL = { ...USUAL, maxBytes: 6000 };

const PICTURE = gradient(200, 100);
const deep = () => sharpOf(PICTURE).toColourspace("rgb16");
/** Bytes a pixel, of real files: what the header says of them has to be found in it. */
const FILES: readonly (readonly [string, number, () => Promise<Buffer>])[] = [
  ["a JPEG", 3.5, () => sharpOf(PICTURE).jpeg({ quality: 100 }).toBuffer()],
  ["a progressive JPEG", 9.5, () => sharpOf(PICTURE).jpeg({ quality: 100, progressive: true }).toBuffer()],
  [
    "a JPEG on its side",
    6.5,
    () => sharpOf(PICTURE).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer(),
  ],
  ["a JPEG in CMYK", 3.5, () => sharpOf(PICTURE).toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer()],
  ["a PNG", 5.5, () => sharpOf(PICTURE).png().toBuffer()],
  ["a PNG of 16 bits", 8.5, () => deep().png().toBuffer()],
  ["a PNG of 16 bits with alpha", 10.5, () => deep().ensureAlpha(0.5).png().toBuffer()],
  ["a GIF", 8.5, () => sharpOf(PICTURE).gif().toBuffer()],
  ["a WebP", 12.5, () => sharpOf(PICTURE).webp().toBuffer()],
  ["a TIFF", 5.5, () => sharpOf(PICTURE).tiff({ compression: "lzw" }).toBuffer()],
  ["a TIFF of 16 bits", 8.5, () => deep().tiff({ compression: "lzw" }).toBuffer()],
  ["a TIFF of signed bytes", 3.5, () => Promise.resolve(tiffFile([{ width: 200, height: 100, tags: [[339, 2]] }]))],
  [
    "a TIFF on its side",
    8.5,
    () => sharpOf(PICTURE).withMetadata({ orientation: 8 }).tiff({ compression: "lzw" }).toBuffer(),
  ],
  ["an AVIF", 23.5, () => sharpOf(PICTURE).avif({ effort: 0 }).toBuffer()],
  ["an AVIF of 10 bits", 29.5, () => sharpOf(PICTURE).avif({ effort: 0, bitdepth: 10 }).toBuffer()],
  ["an AVIF of 12 bits", 29.5, () => sharpOf(PICTURE).avif({ effort: 0, bitdepth: 12 }).toBuffer()],
  ["a BMP", 10.5, () => Promise.resolve(bmpFile({ width: 200, height: 100, bits: 24 }))],
];

test.each(FILES)("with memory for one pixel less, %s is refused", async (_, perPixel, make) => {
  const bytes = Buffer.concat([await make(), Buffer.alloc(6000)]);
  expect(await fitted(bytes, SMALL, memoryFor(perPixel * PIXELS + 1))).toMatchObject({ how: "reencoded" });
  const { code, detail } = await refusalOf(bytes, SMALL, memoryFor(perPixel * (PIXELS - 1) + 1));
  expect([code, /^The image is \d+ × \d+ pixels; one like it .* may have at most 19999 pixels/.test(detail)]).toEqual([
    "invalid_request",
    true,
  ]);
});

test("what passes through is not decoded, so no memory is asked for", async () => {
  const bytes = await sharpOf(PICTURE).jpeg().toBuffer();
  expect((await fitted(bytes, USUAL, { ...MEANS, memoryBytes: 1 })).how).toBe("passthrough");
});

/** Width and height of a tile, rows of a strip, planes, compression. */
test.each<[string, readonly (readonly [number, number])[], number]>([
  ["strips of rows", [[278, 10]], 0],
  ["one strip", [], 0],
  [
    "strips of JPEG: their coefficients",
    [
      [278, 10],
      [259, 7],
    ],
    1000 * 10 * 4,
  ],
  ["one strip of JPEG", [[259, 7]], 1000 * 500 * 4],
  [
    "planes apart",
    [
      [284, 2],
      [278, 20],
    ],
    1000 * 20 * 2,
  ],
  [
    "tiles: a row of them",
    [
      [322, 256],
      [323, 128],
      [325, 1],
    ],
    1024 * 128 * 2,
  ],
  [
    "tiles larger than the picture",
    [
      [322, 4096],
      [323, 4096],
      [325, 1],
    ],
    4096 * 4096 * 2,
  ],
])("a TIFF holds beside the picture: %s", (_, tags, bytes) => {
  const file = tiffFile([{ width: 1000, height: 500, tags, data: Buffer.alloc(500_000) }]);
  expect(tiffLayout(readTiff(file)).blockBytes).toBe(bytes);
});
