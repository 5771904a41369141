import sharp from "sharp";
import type { DecodingMeans } from "../../../../functions/pool/images/decoding-means";
import { ImageRefused, type ImageLimits } from "../../../../functions/pool/images/accepted-images";
import { normalImage, type NormalImage } from "../../../../functions/pool/images/normal-image";

/** Most operations'. */
export const USUAL: ImageLimits = { maxBytes: 5_242_880, minSide: 80 };

/** As the functions are deployed, with time to spare. */
export const MEANS: DecodingMeans = { memoryBytes: 2048 * 1024 * 1024, remainingMs: () => 600_000 };

export function fitted(bytes: Uint8Array, limits: ImageLimits = USUAL, means = MEANS): Promise<NormalImage> {
  return normalImage(bytes, limits, means);
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, row by row from the top. */
  readonly data: Buffer;
}

/** A picture that looks different whichever way it is turned, and smooth enough for JPEG to keep it within a few levels. */
export function gradient(width: number, height: number): Picture {
  const data = Buffer.alloc(3 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [right, down] = [x / width, y / height];
      data.set([255 * right, 255 * down, 128 + 100 * (right - down)].map(Math.round), 3 * (y * width + x));
    }
  }
  return { width, height, data };
}

/** A picture that JPEG cannot make small, the same each time. */
export function noise(width: number, height: number, seed = 1): Picture {
  const data = Buffer.alloc(3 * width * height);
  let state = seed;
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[at] = state >>> 24;
  }
  return { width, height, data };
}

/** One colour all over; cheap at any size. */
export function plain(width: number, height: number): sharp.Sharp {
  return sharp({ create: { width, height, channels: 3, background: "#3366cc" }, limitInputPixels: false });
}

export function sharpOf({ width, height, data }: Picture): sharp.Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** With an alpha channel: transparent in the left half, over red that must not shine through. */
export function halfTransparent({ width, height, data }: Picture): sharp.Sharp {
  const rgba = Buffer.alloc(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const isLeft = pixel % width < width / 2;
    rgba.set(isLeft ? [255, 0, 0, 0] : [...data.subarray(3 * pixel, 3 * pixel + 3), 255], 4 * pixel);
  }
  return sharp(rgba, { raw: { width, height, channels: 4 } });
}

/** The pixels of an encoded image as they are stored, whatever an orientation says. */
export async function pixelsOf(bytes: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(bytes).toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${info.channels} channels`);
  return { width: info.width, height: info.height, data };
}

/** Mean difference of two pictures of one size, in levels of 0 to 255. */
export function difference(one: Picture, other: Picture): number {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  let sum = 0;
  for (let at = 0; at < one.data.length; at++) sum += Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0));
  return sum / one.data.length;
}

/** What the image is refused with; fails when it is not refused, or with an error that is none of the sender's doing. */
export async function refusalOf(
  bytes: Uint8Array,
  limits: ImageLimits = USUAL,
  means: DecodingMeans = MEANS,
): Promise<ImageRefused> {
  try {
    const { how, width, height } = await fitted(bytes, limits, means);
    throw new Error(`It was not refused: ${how} ${width} × ${height}`);
  } catch (fault) {
    if (fault instanceof ImageRefused) return fault;
    throw fault;
  }
}

/** A JPEG with a segment put behind its start: a comment, an Exif block. */
export function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}
