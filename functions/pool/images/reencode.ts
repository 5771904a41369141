import type { DecodingMeans } from "./decoding-means";
import { refuseBeyondMemory } from "./decoding-memory";
import {
  ImageRefused,
  type ImageLimits,
  longestSide,
  type PictureSize,
  refuseBadSize,
  scaledDown,
} from "./accepted-images";
import { OpenPicture } from "./open-picture";
import type { PictureSource } from "./source";

export interface EncodedImage extends PictureSize {
  readonly bytes: Uint8Array;
}

const QUALITIES = { first: 85, second: 80 } as const;
/** At the second quality a picture has 0.74 to 0.91 of its bytes at the first; where it would need less, trying is useless. */
const HOPELESS = 0.7;
const TYPICAL = 0.84;
/** Bytes grow a little less than pixels do, so aim a little lower than the limit. */
const AIM = 0.97;
const SCALINGS = 3;

/**
 * Decodes a picture and encodes it as JPEG under the limits at the least loss: full size at quality 85, else 80, else
 * scaled by the square root of what is too much. Never a search: every encode decodes the picture anew.
 * @throws ImageRefused 400 when it cannot be decoded, or has a size that is not allowed or for which there is no memory
 * @throws DecodingUnfinished when the time is over
 */
export async function reencode(
  source: PictureSource,
  limits: ImageLimits,
  means: DecodingMeans,
): Promise<EncodedImage> {
  const picture = await OpenPicture.from(source, means.remainingMs);
  refuseBadSize(picture.size, limits);
  refuseBeyondMemory(picture.work, means.memoryBytes);
  return underLimit((to, quality) => encode(picture, to, quality), picture.size, limits);
}

async function encode(picture: OpenPicture, size: PictureSize, quality: number): Promise<EncodedImage> {
  const bytes = await picture.pixels((upright) =>
    upright
      .resize({ ...size, fit: "fill" })
      .flatten({ background: "#ffffff" })
      // Huffman tables made for the picture would save 3 % of a photograph's bytes, at twice the time and no other gain.
      .jpeg({ quality, optimiseCoding: false }),
  );
  return { ...size, bytes };
}
async function underLimit(
  encodeAs: (size: PictureSize, quality: number) => Promise<EncodedImage>,
  original: PictureSize,
  limits: ImageLimits,
): Promise<EncodedImage> {
  let factor = Math.min(1, longestSide(limits) / Math.max(original.width, original.height));
  const size = scaledDown(original, factor, limits);
  const first = await encodeAs(size, QUALITIES.first);
  if (first.bytes.length <= limits.maxBytes) return first;
  let bytes = first.bytes.length * TYPICAL;
  if (first.bytes.length * HOPELESS <= limits.maxBytes) {
    const second = await encodeAs(size, QUALITIES.second);
    if (second.bytes.length <= limits.maxBytes) return second;
    bytes = second.bytes.length;
  }
  for (let scaling = 0; scaling < SCALINGS; scaling++) {
    factor *= AIM * Math.min(1, Math.sqrt(limits.maxBytes / bytes));
    const scaled = await encodeAs(scaledDown(original, factor, limits), QUALITIES.second);
    if (scaled.bytes.length <= limits.maxBytes) return scaled;
    bytes = scaled.bytes.length;
  }
  throw new ImageRefused("invalid_request", `The image cannot be brought below ${limits.maxBytes} bytes.`);
}
