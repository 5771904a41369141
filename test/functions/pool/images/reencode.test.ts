import sharp from "sharp";
import {
  difference,
  gradient,
  halfTransparent,
  noise,
  type Picture,
  pixelsOf,
  plain,
  refusalOf,
  sharpOf,
  USUAL,
  fitted,
} from "./pictures";

const UPRIGHT = gradient(160, 100);
/** So small that nothing of more than a few pixels passes through, so large that a re-encoded gradient fits at once. */
const SMALL = { ...USUAL, maxBytes: 6000 };

/** A JPEG too big to pass through. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes], bytes.length + SMALL.maxBytes);
}

const FORMATS: readonly (readonly [string, () => sharp.Sharp])[] = [
  ["a JPEG", () => sharpOf(UPRIGHT).jpeg({ quality: 100 })],
  ["a progressive JPEG", () => sharpOf(UPRIGHT).jpeg({ quality: 100, progressive: true })],
  ["a PNG", () => sharpOf(UPRIGHT).png()],
  ["a PNG with 16 bits", () => sharpOf(UPRIGHT).toColourspace("rgb16").png()],
  ["a WebP", () => sharpOf(UPRIGHT).webp({ quality: 100 })],
  ["a lossless WebP", () => sharpOf(UPRIGHT).webp({ lossless: true })],
  ["a TIFF", () => sharpOf(UPRIGHT).tiff({ compression: "lzw" })],
  ["a TIFF with JPEG inside", () => sharpOf(UPRIGHT).tiff({ compression: "jpeg", quality: 100 })],
  ["a tiled TIFF in pyramid form", () => sharpOf(UPRIGHT).tiff({ compression: "deflate", tile: true, pyramid: true })],
  ["a GIF", () => sharpOf(UPRIGHT).gif()],
  ["an AVIF", () => sharpOf(UPRIGHT).avif({ quality: 90, effort: 0 })],
];

test.each(FORMATS)("%s becomes a JPEG of the same picture", async (_, make) => {
  const image = await fitted(padded(await make().toBuffer()), SMALL);
  expect([image.how, image.width, image.height]).toEqual(["reencoded", 160, 100]);
  expect(image.bytes.length).toBeLessThanOrEqual(SMALL.maxBytes);
  expect((await sharp(image.bytes).metadata()).format).toBe("jpeg");
  expect(difference(await pixelsOf(image.bytes), UPRIGHT)).toBeLessThan(5);
});

test("a CMYK JPEG becomes one in RGB even when it is small: not every decoder reads it", async () => {
  const bytes = await sharpOf(UPRIGHT).toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer();
  expect((await sharp(bytes).metadata()).channels).toBe(4);
  const image = await fitted(bytes, USUAL);
  expect(image.how).toBe("reencoded");
  // Printing inks cannot show every colour of a screen.
  expect(difference(await pixelsOf(image.bytes), UPRIGHT)).toBeLessThan(30);
});

/** Where a pixel of the stored picture is in the upright one (Exif 2.32, 4.6.4 A). */
const TURNS: Record<number, (x: number, y: number) => [number, number]> = {
  1: (x, y) => [x, y],
  2: (x, y) => [159 - x, y],
  3: (x, y) => [159 - x, 99 - y],
  4: (x, y) => [x, 99 - y],
  5: (x, y) => [y, x],
  6: (x, y) => [159 - y, x],
  7: (x, y) => [159 - y, 99 - x],
  8: (x, y) => [y, 99 - x],
};

function stored(orientation: number): Picture {
  const [width, height] = orientation < 5 ? [160, 100] : [100, 160];
  const data = Buffer.alloc(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = TURNS[orientation]?.(pixel % width, Math.floor(pixel / width)) ?? [0, 0];
    UPRIGHT.data.copy(data, 3 * pixel, 3 * (y * 160 + x), 3 * (y * 160 + x) + 3);
  }
  return { width, height, data };
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])("with EXIF orientation %d", (orientation) => {
  test.each(["jpeg", "webp", "tiff"] as const)(
    "a %s too big to pass is stored upright: the frame of boxes stays the same",
    async (format) => {
      const turned = sharpOf(stored(orientation)).withMetadata({ orientation }).toFormat(format, { quality: 100 });
      const image = await fitted(padded(await turned.toBuffer()), SMALL);
      expect([image.width, image.height]).toEqual([160, 100]);
      expect((await sharp(image.bytes).metadata()).orientation).toBeUndefined();
      expect(difference(await pixelsOf(image.bytes), UPRIGHT)).toBeLessThan(5);
    },
  );

  test("the same JPEG is told the same size whether it passes or not", async () => {
    const bytes = await sharpOf(stored(orientation)).withMetadata({ orientation }).jpeg().toBuffer();
    const [passed, turned] = [await fitted(bytes, USUAL), await fitted(padded(bytes), SMALL)];
    expect([passed.how, turned.how]).toEqual(["passthrough", "reencoded"]);
    expect([passed.width, passed.height]).toEqual([turned.width, turned.height]);
  });

  test("a PNG too big to pass keeps its stored frame, as one that passes does", async () => {
    const picture = stored(orientation);
    const bytes = await sharpOf(picture).withMetadata({ orientation }).png().toBuffer();
    const image = await fitted(padded(bytes), SMALL);
    expect([image.width, image.height]).toEqual([picture.width, picture.height]);
    expect(difference(await pixelsOf(image.bytes), picture)).toBeLessThan(5);
  });
});

test.each(["png", "webp", "tiff", "gif", "avif"] as const)(
  "a %s with alpha gets a white background",
  async (format) => {
    const options = format === "tiff" ? { compression: "lzw" } : {};
    const bytes = await halfTransparent(UPRIGHT).toFormat(format, options).toBuffer();
    const { data, width } = await pixelsOf((await fitted(padded(bytes), SMALL)).bytes);
    const left = 3 * (50 * width + 40);
    expect(Math.min(...data.subarray(left, left + 3))).toBeGreaterThan(245);
    const right = 3 * (50 * width + 120);
    expect(Math.abs((data[right] ?? 0) - 191)).toBeLessThan(12);
  },
);

test.each(["gif", "tiff", "webp"] as const)("only the first of 300 frames of a %s is looked at", async (format) => {
  const [side, frames] = [96, 300];
  const data = Buffer.alloc(3 * side * side * frames);
  for (let frame = 0; frame < frames; frame++) {
    data.fill(frame === 0 ? 0xe0 : 40 * (frame % 3), 3 * side * side * frame, 3 * side * side * (frame + 1));
  }
  const raw = { width: side, height: side * frames, channels: 3, pageHeight: side } as const;
  const bytes = await sharp(data, { raw }).toFormat(format).toBuffer();
  expect((await sharp(bytes).metadata()).pages).toBe(frames);
  const image = await fitted(bytes, USUAL);
  expect([image.width, image.height]).toEqual([side, side]);
  expect(
    difference(await pixelsOf(image.bytes), { width: side, height: side, data: data.subarray(0, 3 * side * side) }),
  ).toBeLessThan(2);
});

test("the least loss: quality 85 at full size, else 80, else as many pixels as fit", async () => {
  const picture = noise(600, 400);
  const original = await sharpOf(picture).png().toBuffer();
  const bytesAt = async (quality: number) =>
    (await sharpOf(picture).jpeg({ quality, optimiseCoding: false }).toBuffer()).length;
  const [at85, at80] = [await bytesAt(85), await bytesAt(80)];
  const sent = async (maxBytes: number) => fitted(original, { ...USUAL, maxBytes });
  expect(await sent(at85)).toMatchObject({ width: 600, height: 400, bytes: { length: at85 } });
  expect(await sent(at85 - 1)).toMatchObject({ width: 600, height: 400, bytes: { length: at80 } });
  for (const maxBytes of [at80 - 1, Math.round(at85 * 0.7), Math.round(at85 * 0.7) - 1, Math.round(at85 / 5)]) {
    const { width, height, bytes } = await sent(maxBytes);
    expect(bytes.length).toBeLessThanOrEqual(maxBytes);
    expect(bytes.length).toBeGreaterThan(0.6 * maxBytes);
    expect(width / height).toBeCloseTo(1.5, 1);
  }
});

test("a picture that would have to be shrunk below the smallest side is refused with the sizes", async () => {
  const strip = await plain(20_000, 100).png().toBuffer();
  const { code, detail } = await refusalOf(strip, { ...USUAL, maxSide: 10_000 });
  expect([code, detail]).toEqual([
    "invalid_request",
    "The image is 20000 × 100 pixels; made small enough for this operation (at most 10000 pixels a side and 5242880 " +
      "bytes), its shorter side would have fewer than 80.",
  ]);
  const dense = await sharpOf(noise(100, 100)).png().toBuffer();
  expect((await refusalOf(dense, { ...USUAL, maxBytes: 2000 })).detail).toMatch("fewer than 80");
});

test("metadata does not go along with a re-encoded picture", async () => {
  const exif = { IFD0: { Copyright: "secret place", Artist: "somebody" } };
  const bytes = await sharpOf(UPRIGHT).withExif(exif).webp().toBuffer();
  const image = await fitted(bytes, USUAL);
  expect(Buffer.from(image.bytes).includes("secret place")).toBe(false);
});
