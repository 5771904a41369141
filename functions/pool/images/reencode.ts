import type { SharpInput, SharpOptions, Sharp as SharpPipeline } from "sharp";
import type { ImageKind } from "./image-kind";
import { ImageRefused, malformed } from "./image-refused";
import {
  type ImageLimits,
  longestSide,
  MAX_PIXELS,
  type Pixels,
  type PictureSize,
  refuseBadSize,
  scaledDown,
} from "./picture-size";
import { loadSharp, SharpMissing } from "./sharp";

export interface EncodedImage extends PictureSize {
  readonly bytes: Uint8Array;
}

const QUALITIES = { first: 85, second: 80 } as const;
/** At the second quality a picture has 0.74 to 0.91 of its bytes at the first; where it would need less there is no use in trying. */
const HOPELESS = 0.7;
const TYPICAL = 0.84;
/** Bytes grow a little less than pixels do, so aim a little lower than the limit. */
const AIM = 0.97;
const SCALINGS = 3;
/** A progressive JPEG can be made to take minutes. */
const TIMEOUT_SECONDS = 15;

/**
 * Decodes a picture and encodes it as JPEG under the limits at the least loss: full size at quality 85, else 80, else
 * scaled by the square root of what is too much. Never a search: every encode decodes the picture anew.
 * @param source a file that sharp decodes, or the pixels of one that it cannot
 * @throws ImageRefused 400 when it cannot be decoded or has a size that is not allowed
 */
export async function reencode(
  source: Uint8Array | Pixels,
  kind: ImageKind,
  limits: ImageLimits,
): Promise<EncodedImage> {
  try {
    const size = source instanceof Uint8Array ? await sizeOf(source, limits) : source;
    return await underLimit((to, quality) => encode(source, kind, to, quality), size, limits);
  } catch (fault) {
    throw refusal(fault, kind);
  }
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

async function encode(
  source: Uint8Array | Pixels,
  kind: ImageKind,
  size: PictureSize,
  quality: number,
): Promise<EncodedImage> {
  const picture = source instanceof Uint8Array ? open(source) : open(source.data, { raw: source });
  // Upright, as Rekognition sees a JPEG; it does not turn a PNG, so a PNG that passes untouched has the same meaning.
  const turned = kind === "png" ? picture : picture.autoOrient();
  const { data } = await turned
    .resize({ ...size, fit: "fill" })
    .flatten({ background: "#ffffff" })
    // Huffman tables made for the picture would save 3 % of a photograph's bytes, at twice the time and no other gain.
    .jpeg({ quality, optimiseCoding: false })
    .timeout({ seconds: TIMEOUT_SECONDS })
    .toBuffer({ resolveWithObject: true });
  return { ...size, bytes: data };
}

async function sizeOf(file: Uint8Array, limits: ImageLimits): Promise<PictureSize> {
  const { autoOrient, width, height, format } = await open(file).metadata();
  const size = format === "png" ? { width, height } : autoOrient;
  refuseBadSize(size, limits);
  return size;
}

function open(input: SharpInput, options: SharpOptions = {}): SharpPipeline {
  // Only the first page or frame; a warning is a fault: a picture that ends early is not half a picture.
  return loadSharp()(input, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: "warning", ...options });
}

/** libvips' messages can quote the file, so none of them is passed on. What is not the picture's fault stays what it is. */
function refusal(fault: unknown, kind: ImageKind): unknown {
  if (fault instanceof ImageRefused || fault instanceof SharpMissing || !(fault instanceof Error)) return fault;
  const { message } = fault;
  if (/out of memory|unable to (allocate|malloc)/i.test(message)) return fault;
  if (/exceeds pixel limit/i.test(message)) return malformed(kind, `has more than the ${MAX_PIXELS} pixels allowed`);
  if (/timeout/i.test(message)) return malformed(kind, `takes more than ${TIMEOUT_SECONDS} seconds to decode`);
  return malformed(kind, "cannot be decoded: it is damaged or cut off");
}
