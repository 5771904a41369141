import fc from "fast-check";
import sharp from "sharp";
import { ImageRefused } from "../../../../functions/pool/images/accepted-images";
import { type BmpFile, bmpFile } from "./bmp-files";
import { VARIANTS } from "./bmp-variants";
import { gradient, noise, plain, refusalOf, sharpOf, USUAL, fitted } from "./pictures";

const ALLOWED = "Send JPEG, PNG, BMP, WebP, TIFF, GIF or AVIF; of several pages or frames the first is used.";

test.each([
  [
    "HEIC",
    "\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "The image is HEIC, whose compression (HEVC) is patented and not decoded here.",
  ],
  ["SVG", '<svg width="100000" height="100000"/>', "The image is SVG: a drawing in text, not pixels."],
  ["PDF", "%PDF-1.7\n", "The file is a PDF, not an image."],
  ["ZIP", "PK\x03\x04", "The file does not begin like any kind of image that is accepted here."],
  ["HTML", "<!doctype html><img src=x>", "The file does not begin like any kind of image that is accepted here."],
  [
    "HTML with a JPEG behind it",
    "<html>\xff\xd8\xff\xe0",
    "The file does not begin like any kind of image that is accepted here.",
  ],
  ["base64", "/9j/4AAQSkZJRgABAQ", "The file does not begin like any kind of image that is accepted here."],
])("%s is not a kind that is accepted: 415, and what is", async (_, text, why) => {
  const { code, detail } = await refusalOf(Buffer.from(text, "latin1"));
  expect([code, detail]).toEqual(["unsupported_media_type", `${why} ${ALLOWED}`]);
});

test("an empty file is not an image", async () => {
  expect(await refusalOf(Buffer.alloc(0))).toMatchObject({ code: "invalid_request", detail: "The image is empty." });
});

/** A file's bytes with some replaced: the smallest way to a header that lies. */
function patched(bytes: Buffer, at: number, change: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(change, at);
  return copy;
}

function pngOf(width: number, height: number): Buffer {
  const head = Buffer.from(
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR........\x08\0\0\0\0....\0\0\0\0IDAT....\0\0\0\0IEND....",
    "latin1",
  );
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

const u32 = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];

/** One strip of nothing: little-endian entries of tag, type LONG, count 1, value. */
function tiffOf(side: number): Buffer {
  const entries = [
    [256, side],
    [257, side],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, side],
    [279, 1],
  ];
  const directory = entries.flatMap(([tag = 0, value = 0]) => [
    ...u32(tag).slice(0, 2),
    4,
    0,
    ...u32(1),
    ...u32(value),
  ]);
  return Buffer.from([0x49, 0x49, 0x2a, 0, ...u32(8), entries.length, 0, ...directory, ...u32(0)]);
}

const BOMBS: readonly (readonly [string, () => Promise<Buffer> | Buffer])[] = [
  ["a PNG of 16000 × 16000", () => pngOf(16_000, 16_000)],
  ["a PNG of 30000 × 30000", () => pngOf(30_000, 30_000)],
  ["a PNG of 4294967295 × 4294967295", () => pngOf(4_294_967_295, 4_294_967_295)],
  ["a PNG one row above 100 million pixels", () => pngOf(10_000, 10_001)],
  ["a JPEG of 65535 × 65535", async () => jpegOf(65_535, await plain(80, 80).jpeg().toBuffer())],
  ["a GIF of 65535 × 65535", async () => gifOf(await plain(80, 80).gif().toBuffer())],
  [
    "a WebP of 16384 × 16384",
    async () => patched(await plain(80, 80).webp({ lossless: true }).toBuffer(), 21, [255, 255, 255, 15]),
  ],
  ["a TIFF of 60000 × 60000", () => tiffOf(60_000)],
  ["an AVIF of 65535 × 65535", async () => avifOf(65_535, await plain(80, 80).avif({ effort: 0 }).toBuffer())],
  [
    "a BMP of 60000 × 60000 in 64 bytes",
    () => bmpFile({ width: 60_000, height: 60_000, bits: 24, data: Buffer.alloc(10) }),
  ],
  [
    "a BMP of 30000 × 30000, RLE8",
    () => bmpFile({ width: 30_000, height: 30_000, bits: 8, compression: 1, data: Buffer.from([0, 1]) }),
  ],
  [
    "a BMP of 10000 × 10000, RLE8, in 64 bytes",
    () => bmpFile({ width: 10_000, height: 10_000, bits: 8, compression: 1, data: Buffer.from([0, 1]) }),
  ],
  [
    "a BMP of 2147483647 × 2147483647",
    () => bmpFile({ width: 2_147_483_647, height: 2_147_483_647, bits: 24, data: Buffer.alloc(10) }),
  ],
  ["a BMP of 1 × −2147483648", () => bmpFile({ width: 1, height: -2_147_483_648, bits: 24, data: Buffer.alloc(10) })],
];

/** The screen and the frame on it: of a screen larger than its frame, decoders believe the frame. */
function gifOf(gif: Buffer): Buffer {
  const frame = gif.indexOf(Buffer.from([0x2c, 0, 0, 0, 0, 80, 0, 80, 0]));
  return patched(patched(gif, 6, [255, 255, 255, 255]), frame + 5, [255, 255, 255, 255]);
}

function jpegOf(side: number, jpeg: Buffer): Buffer {
  return patched(jpeg, jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 5, [side >> 8, side & 255, side >> 8, side & 255]);
}

function avifOf(side: number, avif: Buffer): Buffer {
  return patched(avif, avif.indexOf("ispe") + 8, [0, 0, side >> 8, side & 255, 0, 0, side >> 8, side & 255]);
}

test.each(BOMBS)("%s is refused without its memory", async (_, make) => {
  const bytes = await make();
  const before = process.memoryUsage().arrayBuffers;
  expect((await refusalOf(bytes)).code).toBe("invalid_request");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
});

const LAUGHS = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`);

test.each([
  ["an SVG of 100000 × 100000", '<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="100000"/>'],
  [
    "an SVG of a billion laughs",
    `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">${LAUGHS.join("")}]><svg>&l9;</svg>`,
  ],
])("%s is refused: no text is ever drawn", async (_, text) => {
  expect((await refusalOf(Buffer.from(text))).code).toBe("unsupported_media_type");
});

const GOOD: BmpFile = { width: 80, height: 80, bits: 24 };
const SHORT = Buffer.alloc(100);
const BAD_BMPS: readonly (readonly [string, Buffer])[] = [
  ["nothing but its magic bytes", Buffer.from("BM")],
  ["text that begins with its magic bytes", Buffer.from("BMI is weight by height squared.")],
  ["an unknown header length", patched(bmpFile(GOOD), 14, [41])],
  ["a header cut off", bmpFile(GOOD).subarray(0, 40)],
  ["a negative width", bmpFile({ ...GOOD, width: -80, data: SHORT })],
  ["no width", bmpFile({ ...GOOD, width: 0, data: SHORT })],
  ["no height", bmpFile({ ...GOOD, height: 0, data: SHORT })],
  ["7 bits", bmpFile({ ...GOOD, bits: 7, data: SHORT })],
  ["0 bits", bmpFile({ ...GOOD, bits: 0, data: SHORT })],
  ["JPEG inside", bmpFile({ ...GOOD, bits: 0, compression: 4, data: SHORT })],
  ["PNG inside", bmpFile({ ...GOOD, bits: 0, compression: 5, data: SHORT })],
  ["an unknown compression", bmpFile({ ...GOOD, compression: 99 })],
  ["RLE8 with 24 bits", bmpFile({ ...GOOD, compression: 1 })],
  ["RLE24 of OS/2", bmpFile({ ...GOOD, header: 64, compression: 4 })],
  ["Huffman coding of OS/2", bmpFile({ ...GOOD, bits: 1, header: 64, compression: 3 })],
  ["pixels before the header's end", bmpFile({ ...GOOD, pixelsAt: 20 })],
  ["pixels behind the file's end", bmpFile({ ...GOOD, pixelsAt: 1_000_000 })],
  ["fewer rows than it says", bmpFile(GOOD).subarray(0, -240)],
  ["a mask with a hole", bmpFile({ ...GOOD, bits: 32, compression: 3, masks: [0xff0000, 0xff00, 0x0f0f] })],
  ["masks wider than its pixels", bmpFile({ ...GOOD, bits: 16, compression: 3, masks: [0xff0000, 0xff00, 0xff] })],
  ["no masks where some have to be", bmpFile({ ...GOOD, bits: 32, compression: 3, masks: [0, 0, 0] })],
  ["run-length data cut off", bmpFile({ ...GOOD, bits: 8, compression: 1, data: Buffer.from([80, 1, 0, 0, 80]) })],
  ["literal pixels cut off", bmpFile({ ...GOOD, bits: 8, compression: 1, data: Buffer.from([0, 200, 1, 2, 3]) })],
];

test.each(BAD_BMPS)("a BMP with %s is refused", async (_, bytes) => {
  expect(await refusalOf(bytes)).toMatchObject({ code: "invalid_request" });
});

test.each(["webp", "tiff", "gif", "avif"] as const)("a %s cut in half is refused", async (format) => {
  const whole = await sharpOf(noise(120, 120)).toFormat(format).toBuffer();
  expect(await refusalOf(whole.subarray(0, whole.length / 2))).toMatchObject({ code: "invalid_request" });
});

test("a JPEG damaged inside, which has to be decoded, is refused", async () => {
  const whole = await sharpOf(noise(120, 120)).jpeg().toBuffer();
  whole.fill(0xff, Math.round(whole.length / 2), whole.length - 10);
  whole.set([0xff, 0xd9], whole.length - 2);
  const { detail } = await refusalOf(whole, { ...USUAL, maxBytes: 100 });
  expect(detail).toBe("The JPEG cannot be decoded: it is damaged or cut off.");
});

test.each(["jpeg", "png", "webp", "tiff", "gif", "avif"] as const)(
  "no refusal of a %s tells anything of what is in it",
  async (format) => {
    const secret = "TopSecretText";
    const whole = await sharpOf(gradient(90, 90))
      .withExif({ IFD0: { Artist: secret } })
      .toFormat(format)
      .toBuffer();
    const file = Buffer.concat([whole.subarray(0, whole.length * 0.7), Buffer.from(secret.repeat(50))]);
    const refusal = await refusalOf(file, { ...USUAL, maxBytes: 100 });
    expect(`${refusal.stack ?? ""} ${JSON.stringify(refusal)} ${String(refusal.cause)}`).not.toContain(secret);
  },
);

const formats = ["jpeg", "png", "webp", "tiff", "gif"] as const;

test("whatever bytes are changed, there is an image or a refusal, and never another error", async () => {
  const files = await Promise.all(formats.map((format) => sharpOf(gradient(90, 90)).toFormat(format).toBuffer()));
  const change = fc.tuple(fc.nat(4000), fc.nat(255));
  const file = fc.constantFrom(...files, ...VARIANTS.map(({ bytes }) => bytes));
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (bytes, changes, pass) => {
        const changed = Buffer.from(bytes);
        for (const [at, value] of changes) changed[at % Math.min(changed.length, at % 2 ? 150 : 4000)] = value;
        const limits = { ...USUAL, maxBytes: pass ? USUAL.maxBytes : 8000 };
        const outcome = await fitted(changed, limits).catch((fault: unknown) => fault);
        if (outcome instanceof ImageRefused) return;
        if (outcome instanceof Error) throw outcome;
        const { bytes: sent } = outcome as { bytes: Uint8Array };
        expect(sent.length).toBeLessThanOrEqual(limits.maxBytes);
      },
    ),
    { numRuns: 300, seed: 20 },
  );
});

test("no decoder but the six stands open: SVG and files by name are refused by sharp itself", async () => {
  await fitted(await plain(80, 80).webp().toBuffer(), USUAL);
  await expect(sharp(Buffer.from('<svg width="9" height="9"/>')).toBuffer()).rejects.toThrow(/unsupported|blocked/);
  await expect(sharp(__filename).toBuffer()).rejects.toThrow();
});
