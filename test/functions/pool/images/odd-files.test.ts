import * as fs from "node:fs";
import * as path from "node:path";
import type { Sharp } from "sharp";
import { flipped, inserted, markerAt, patched, pngChunk, segment } from "./odd-files";
import { difference, fitted, gradient, noise, pixelsOf, refusalOf, sharpOf, USUAL } from "./pictures";
import { tiffFile } from "./tiff-files";

const PICTURE = gradient(160, 100);
/** So small that every file has to be decoded, so large that the picture fits at once. */
const SMALL = { ...USUAL, maxBytes: 3400 };
const [SOS, FRAME, APP0, APP2, APP14] = [0xda, 0xc0, 0xe0, 0xe2, 0xee];
const AFTER_START = 2;
const AFTER_HEADER = 33;

const jpeg = (options = {}) =>
  sharpOf(PICTURE)
    .jpeg({ quality: 100, ...options })
    .toBuffer();
const png = (options = {}) => sharpOf(PICTURE).png(options).toBuffer();
const grey = (x: number, y: number) => Math.round((x + y) / 2);

const COMPLETE: readonly (readonly [string, () => Promise<Buffer>])[] = [
  ["a JPEG whose scan has Samsung's parameters", async () => scanParameters(await jpeg(), [0, 0, 0])],
  ["a JPEG with stray bytes before its scan", async () => before(await jpeg(), SOS, [0, 0x12, 0x34])],
  ["a JPEG with stray bytes before its frame header", async () => before(await jpeg(), FRAME, [0x12, 0x34])],
  ["a JPEG with fill bytes before its scan", async () => before(await jpeg(), SOS, [0xff, 0xff, 0xff])],
  ["a JPEG with stray bytes before its end", async () => behind(await jpeg(), -2, [0, 0, 0, 0])],
  [
    "a progressive JPEG with stray bytes before its end",
    async () => behind(await jpeg({ progressive: true }), -2, [0, 0]),
  ],
  ["a JPEG with fill bytes before its end", async () => behind(await jpeg(), -2, [0xff, 0xff])],
  ["a JPEG with zeros behind its end", async () => Buffer.concat([await jpeg(), Buffer.alloc(4000)])],
  ["a JPEG with an unknown Adobe transform", async () => withSegment(await jpeg(), APP14, "Adobe\0\x64\0\0\0\0\x07")],
  ["a JPEG of a later JFIF", async () => withSegment(await jpeg(), APP0, "JFIF\0\x03\x05\0\0\x01\0\x01\0\0")],
  ["a JPEG with half a colour profile", async () => withSegment(await jpeg(), APP2, "ICC_PROFILE\0\x01\x05half")],
  ["a JPEG without an end", async () => (await jpeg()).subarray(0, -2)],
  ["a JPEG with half an end", async () => (await jpeg()).subarray(0, -1)],
  ["a PNG without an end", async () => (await png()).subarray(0, -12)],
  ["a PNG with bytes behind its end", async () => Buffer.concat([await png(), Buffer.alloc(50)])],
  [
    "a PNG whose comment has a wrong checksum",
    async () => withChunk(await png(), pngChunk("tEXt", Buffer.from("a\0b"), 1)),
  ],
  [
    "a PNG with a colour profile that is none",
    async () => withChunk(await png(), pngChunk("iCCP", Buffer.from("a\0\0b"))),
  ],
  ["a PNG with gamma twice", async () => withChunk(withChunk(await png(), gamma()), gamma())],
  ["a GIF without a trailer", async () => (await sharpOf(PICTURE).gif().toBuffer()).subarray(0, -1)],
];

test.each(COMPLETE)("%s is read", async (_, make) => {
  const image = await fitted(Buffer.concat([await make()]), SMALL);
  expect([image.how, image.width, image.height]).toEqual(["reencoded", 160, 100]);
  expect(difference(await pixelsOf(image.bytes), PICTURE)).toBeLessThan(6);
});

test.each([
  ["with tags that nobody knows", tiffFile([{ width: 160, height: 100, tags: [[42_112, 7]], grey }])],
  ["with tags out of order", tiffFile([{ width: 160, height: 100, isUnsorted: true, grey }])],
  ["with byte counts that are wrong", tiffFile([{ width: 160, height: 100, tags: [[279, 7]], grey }])],
])("a TIFF %s is read", async (_, bytes) => {
  const image = await fitted(bytes, SMALL);
  const { data } = await pixelsOf(image.bytes);
  expect([image.width, image.height]).toEqual([160, 100]);
  expect(Math.abs((data[3 * (50 * 160 + 80)] ?? 0) - 65)).toBeLessThan(5);
});

test("what lacks nothing but its end does not pass as it is: not every decoder reads it", async () => {
  expect((await fitted((await jpeg()).subarray(0, -2))).how).toBe("reencoded");
  expect((await fitted((await png()).subarray(0, -12))).how).toBe("reencoded");
});

const DENSE = noise(160, 100);
const FORMATS: readonly (readonly [string, (picture: Sharp) => Sharp])[] = [
  ["JPEG", (picture) => picture.jpeg()],
  ["progressive JPEG", (picture) => picture.jpeg({ progressive: true })],
  ["PNG", (picture) => picture.png()],
  ["interlaced PNG", (picture) => picture.png({ progressive: true })],
  ["WebP", (picture) => picture.webp()],
  ["lossless WebP", (picture) => picture.webp({ lossless: true })],
  ["GIF", (picture) => picture.gif()],
  ["AVIF", (picture) => picture.avif({ effort: 0 })],
  ["TIFF", (picture) => picture.tiff({ compression: "none" })],
  ["TIFF with LZW", (picture) => picture.tiff({ compression: "lzw" })],
  ["TIFF with Deflate in tiles", (picture) => picture.tiff({ compression: "deflate", tile: true })],
  ["TIFF with JPEG inside", (picture) => picture.tiff({ compression: "jpeg" })],
];

test.each(FORMATS)("a %s that is cut off is refused, wherever it is cut", async (_, encode) => {
  const whole = await encode(sharpOf(DENSE)).toBuffer();
  for (const missing of [13, 20, 60, ...[0.05, 0.2, 0.4, 0.6].map((part) => Math.round(part * whole.length))]) {
    const refusal = await refusalOf(whole.subarray(0, -missing), { ...USUAL, maxBytes: 100 });
    expect([missing, refusal.code]).toEqual([missing, "invalid_request"]);
    expect(refusal.detail).toMatch(/cut off|ends before/);
  }
});

/** The other kinds hold no checksum: of most flipped bits, no decoder can know. */
test.each([
  ["PNG", (picture: Sharp) => picture.png()],
  ["interlaced PNG", (picture: Sharp) => picture.png({ progressive: true })],
  ["TIFF with Deflate in tiles", (picture: Sharp) => picture.tiff({ compression: "deflate", tile: true })],
])("a %s with one bit changed is refused", async (_, encode) => {
  const whole = await encode(sharpOf(DENSE)).toBuffer();
  for (const part of [0.2, 0.3, 0.4]) {
    const { detail } = await refusalOf(flipped(whole, Math.round(part * whole.length)), { ...USUAL, maxBytes: 100 });
    expect(detail).toMatch("damaged");
  }
});

test.each([
  ["JPEG", (picture: Sharp) => picture.jpeg()],
  ["TIFF with JPEG inside", (picture: Sharp) => picture.tiff({ compression: "jpeg" })],
])("a %s with other bytes in its middle is refused, not sent half grey", async (_, encode) => {
  const whole = await encode(sharpOf(DENSE)).toBuffer();
  whole.fill(0xff, Math.round(whole.length * 0.4), Math.round(whole.length * 0.6));
  expect((await refusalOf(whole, { ...USUAL, maxBytes: 100 })).detail).toMatch("damaged");
});

test("the recorded files: a scan header of Samsung's is read, the same picture cut off is not", async () => {
  const limits = { ...USUAL, minSide: 64, maxSide: 4096 };
  const image = await fitted(recorded("samsung-scan.jpg"), limits);
  expect([image.how, image.width, image.height]).toEqual(["reencoded", 4096, 80]);
  const { code, detail } = await refusalOf(recorded("cut-off.jpg"), limits);
  expect([code, detail]).toEqual(["invalid_request", "The JPEG is cut off: it has no end-of-image marker."]);
});

function recorded(name: string): Buffer {
  return fs.readFileSync(path.join(__dirname, "recorded", name));
}

/** Behind the components' tables: first and last coefficient, and bits, which a sequential scan has to have as 0, 63, 0. */
function scanParameters(file: Buffer, values: readonly number[]): Buffer {
  const at = markerAt(file, SOS);
  return patched(file, at + file.readUInt16BE(at + 2) - 1, values);
}

function before(file: Buffer, code: number, bytes: readonly number[]): Buffer {
  return inserted(file, markerAt(file, code), bytes);
}

function behind(file: Buffer, from: number, bytes: readonly number[]): Buffer {
  return inserted(file, file.length + from, bytes);
}

function withSegment(file: Buffer, code: number, content: string): Buffer {
  return inserted(file, AFTER_START, segment(code, content));
}

function withChunk(file: Buffer, chunk: Buffer): Buffer {
  return inserted(file, AFTER_HEADER, chunk);
}

function gamma(): Buffer {
  return pngChunk("gAMA", Buffer.from([0, 0, 177, 143]));
}
