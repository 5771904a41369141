import { ImageRefused } from "./image-kind";

/** What one operation accepts. Bytes are those sent to Rekognition, before base64; sides are in pixels. */
export interface ImageLimits {
  readonly maxBytes: number;
  readonly minSide: number;
  readonly maxSide?: number;
}

/** Width and height in pixels, upright: as Rekognition sees the picture. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels in rows from the top, 3 or 4 bytes each: red, green, blue and, with 4, alpha. */
export interface Pixels extends PictureSize {
  readonly data: Uint8Array;
  readonly channels: 3 | 4;
}

/**
 * The largest picture that is opened at all: 10 000 × 10 000, the most that any operation takes. A file of a few
 * kilobytes can declare far more; what it declares is read from its header, before anything is allocated for it.
 */
export const MAX_PIXELS = 100_000_000;

/** No JPEG that libjpeg writes has a longer side. */
const MAX_JPEG_SIDE = 65_500;

/**
 * @throws ImageRefused 400 for a picture that is empty, or larger than is ever opened, or smaller than the operation takes
 */
export function refuseBadSize({ width, height }: PictureSize, { minSide }: ImageLimits): void {
  const is = `The image is ${width} × ${height} pixels`;
  if (width * height > MAX_PIXELS) {
    throw new ImageRefused("invalid_request", `${is}; at most ${MAX_PIXELS} pixels (width × height) are allowed.`);
  }
  if (width < minSide || height < minSide) {
    throw new ImageRefused("invalid_request", `${is}; each side must have at least ${minSide} for this operation.`);
  }
}

/** The longest side that may be sent: the operation's, and in any case what a JPEG can have. */
export function longestSide({ maxSide = MAX_JPEG_SIDE }: ImageLimits): number {
  return Math.min(maxSide, MAX_JPEG_SIDE);
}

/**
 * The size scaled down by a factor, in whole pixels, the longer side never above the limit. Boxes in Rekognition's
 * answers are ratios, so they stay true.
 * @param factor from 0 to 1
 * @throws ImageRefused 400 when the shorter side falls below what the operation takes
 */
export function scaledDown(size: PictureSize, factor: number, limits: ImageLimits): PictureSize {
  const longest = longestSide(limits);
  const side = (pixels: number) => Math.min(longest, Math.max(1, Math.round(pixels * factor)));
  const scaled = { width: side(size.width), height: side(size.height) };
  if (Math.min(scaled.width, scaled.height) >= limits.minSide) return scaled;
  throw new ImageRefused(
    "invalid_request",
    `The image is ${size.width} × ${size.height} pixels; made small enough for this operation ` +
      `(at most ${longest} pixels a side and ${limits.maxBytes} bytes), its shorter side would have fewer than ` +
      `${limits.minSide}.`,
  );
}
