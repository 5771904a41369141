import sharp from "sharp";
import { gradient, noise, plain, refusalOf, sharpOf, USUAL, withSegment, fitted } from "./pictures";

const PPE = { maxBytes: 4_194_304, minSide: 64, maxSide: 4096 };
const LABELS = { ...USUAL, maxSide: 10_000 };
const APP1 = 0xe1;
const COMMENT = 0xfe;

test.each([
  ["a baseline JPEG", () => sharpOf(gradient(120, 90)).jpeg()],
  ["a progressive JPEG", () => sharpOf(gradient(120, 90)).jpeg({ progressive: true })],
  ["a grey JPEG", () => sharpOf(gradient(120, 90)).greyscale().jpeg()],
  ["a PNG", () => sharpOf(gradient(120, 90)).png()],
  ["an interlaced PNG", () => sharpOf(gradient(120, 90)).png({ progressive: true })],
  ["a PNG with a palette", () => sharpOf(gradient(120, 90)).png({ palette: true })],
  ["a PNG with 16 bits", () => sharpOf(gradient(120, 90)).toColourspace("rgb16").png()],
  ["a PNG with alpha", () => sharpOf(gradient(120, 90)).ensureAlpha(0.5).png()],
])("%s within the limits goes on as it came, byte for byte", async (_, make) => {
  const bytes = await make().toBuffer();
  const image = await fitted(bytes, USUAL);
  expect(image).toEqual({ bytes, width: 120, height: 90, how: "passthrough" });
  expect(image.bytes).toBe(bytes);
});

test.each([
  ["5 242 880 bytes", USUAL, 5_242_880, "passthrough"],
  ["one byte more", USUAL, 5_242_881, "reencoded"],
  ["4 194 304 bytes for PPE", PPE, 4_194_304, "passthrough"],
  ["one byte more for PPE", PPE, 4_194_305, "reencoded"],
])("a JPEG of %s is %s", async (_, limits, length, how) => {
  const jpeg = await sharpOf(gradient(200, 100)).jpeg().toBuffer();
  const image = await fitted(Buffer.concat([jpeg], length), limits);
  expect([image.how, image.width, image.height]).toEqual([how, 200, 100]);
  expect(image.bytes.length).toBeLessThanOrEqual(limits.maxBytes);
});

test.each([
  ["10 000 pixels wide for DetectLabels", LABELS, 10_000, 100, "passthrough", 10_000, 100],
  ["10 001 pixels wide for DetectLabels", LABELS, 10_001, 100, "reencoded", 10_000, 100],
  ["10 001 pixels wide without such a limit", USUAL, 10_001, 100, "passthrough", 10_001, 100],
  ["4 096 pixels high for PPE", PPE, 100, 4096, "passthrough", 100, 4096],
  ["4 097 pixels high for PPE", PPE, 100, 4097, "reencoded", 100, 4096],
  ["of 80 × 80 pixels", USUAL, 80, 80, "passthrough", 80, 80],
  ["of 64 × 64 pixels for PPE", PPE, 64, 64, "passthrough", 64, 64],
])("a JPEG %s", async (_, limits, width, height, how, toWidth, toHeight) => {
  const image = await fitted(await plain(width, height).jpeg().toBuffer(), limits);
  expect([image.how, image.width, image.height]).toEqual([how, toWidth, toHeight]);
});

test.each([
  ["79 × 79", USUAL, 79, 79, 80],
  ["79 × 800", USUAL, 79, 800, 80],
  ["800 × 79", USUAL, 800, 79, 80],
  ["63 × 64", PPE, 63, 64, 64],
])("%s pixels are too few, and the sizes are named", async (size, limits, width, height, least) => {
  for (const format of ["jpeg", "png", "webp", "tiff"] as const) {
    const refusal = await refusalOf(await plain(width, height).toFormat(format).toBuffer(), limits);
    expect([refusal.code, refusal.detail]).toEqual([
      "invalid_request",
      `The image is ${size} pixels; each side must have at least ${least} for this operation.`,
    ]);
  }
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "with EXIF orientation %d, the size told is that of the upright picture",
  async (orientation) => {
    const bytes = await sharpOf(gradient(120, 90)).withMetadata({ orientation }).jpeg().toBuffer();
    const image = await fitted(bytes, USUAL);
    expect(image.how).toBe("passthrough");
    expect([image.width, image.height]).toEqual(orientation < 5 ? [120, 90] : [90, 120]);
  },
);

test("a PNG's EXIF orientation turns nothing, as Rekognition does not turn it", async () => {
  const bytes = await sharpOf(gradient(120, 90)).withMetadata({ orientation: 6 }).png().toBuffer();
  expect((await sharp(bytes).metadata()).orientation).toBe(6);
  const image = await fitted(bytes, USUAL);
  expect([image.width, image.height]).toEqual([120, 90]);
});

test.each([
  ["a big-endian block", "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", [90, 120]],
  ["an orientation there is not", "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0", [120, 90]],
  ["a directory outside the block", "MM\0*\xff\xff\xff\xff\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", [120, 90]],
  ["a block cut off", "MM\0*\0\0\0\x08\0\x05\x01\x12\0\x03", [120, 90]],
  ["no byte order", "XX\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", [120, 90]],
])("EXIF: %s", async (_, block, size) => {
  const jpeg = await sharpOf(gradient(120, 90)).jpeg().toBuffer();
  const { width, height } = await fitted(withSegment(jpeg, APP1, Buffer.from(`Exif\0\0${block}`, "latin1")), USUAL);
  expect([width, height]).toEqual(size);
});

test.each([false, true])(
  "a JPEG cut off anywhere is refused, not taken for half an image (progressive: %s)",
  async (progressive) => {
    const whole = await sharpOf(noise(80, 80)).jpeg({ progressive, quality: 40 }).toBuffer();
    for (let length = 3; length < whole.length - 2; length += length < 700 ? 1 : 17) {
      const { code } = await refusalOf(whole.subarray(0, length));
      expect(code).toBe("invalid_request");
    }
    expect((await refusalOf(whole.subarray(0, -3))).detail).toBe("The JPEG is cut off: it has no end-of-image marker.");
  },
);

test("a thumbnail's end does not pass for the picture's", async () => {
  const thumbnail = await plain(16, 16).jpeg().toBuffer();
  const whole = withSegment(await sharpOf(noise(80, 80)).jpeg().toBuffer(), APP1, thumbnail);
  expect((await fitted(whole, USUAL)).how).toBe("passthrough");
  expect((await refusalOf(whole.subarray(0, -100))).detail).toMatch("cut off");
});

test("a PNG cut off anywhere is refused", async () => {
  const whole = await sharpOf(noise(80, 80)).png().toBuffer();
  for (let length = 8; length < whole.length; length += length < 200 ? 1 : 97) {
    expect((await refusalOf(whole.subarray(0, length))).code).toBe("invalid_request");
  }
});

test("a JPEG with HTML behind it, or in a comment, is the JPEG", async () => {
  const jpeg = await sharpOf(gradient(120, 90)).jpeg().toBuffer();
  const html = Buffer.from("<html><script>alert(1)</script></html>".padEnd(6000));
  for (const polyglot of [Buffer.concat([jpeg, html]), withSegment(jpeg, COMMENT, html)]) {
    expect((await fitted(polyglot, USUAL)).how).toBe("passthrough");
    const { how, bytes } = await fitted(polyglot, { ...USUAL, maxBytes: 6000 });
    expect([how, Buffer.from(bytes).includes("script")]).toEqual(["reencoded", false]);
  }
});

// A reader that looks at all that follows a marker once more for each of them takes a day.
test("15 MB of nothing but markers are refused", async () => {
  const start = Buffer.from([0xff, 0xd8, 0xff]);
  const fills = [[0xff], [0xff, 0x00], [0xff, 0xe1, 0x00, 0x02], [0xff, 0xd0], [0x00]];
  for (const fill of fills) {
    const bytes = Buffer.concat([start, Buffer.alloc(15_000_000, Buffer.from(fill))]);
    expect((await refusalOf(bytes)).detail).toBe("The JPEG has no picture behind its header.");
  }
});
