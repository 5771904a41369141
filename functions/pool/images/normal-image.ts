import { decodeBmp } from "./bmp/decode";
import { imageKind, type ImageKind } from "./image-kind";
import { ImageRefused, unsupportedKind } from "./image-refused";
import { readJpeg } from "./jpeg";
import { type ImageLimits, type PictureSize, refuseBadSize } from "./picture-size";
import { readPng } from "./png";
import { reencode } from "./reencode";

/** An image that Rekognition takes. Width and height are of the upright picture: what the boxes of an answer refer to. */
export interface NormalImage extends PictureSize {
  readonly bytes: Uint8Array;
  readonly how: "passthrough" | "reencoded";
}

const DECODED: readonly ImageKind[] = ["jpeg", "png", "bmp", "webp", "tiff", "gif", "avif"];

/**
 * The image as an operation takes it: the very same bytes where it takes them, otherwise a JPEG of the upright picture
 * on white, under the operation's limits at the least loss.
 * @param bytes the file, of any kind; what it is, its first bytes say
 * @throws ImageRefused 415 for a kind that is not decoded; 400 for a picture that is damaged, too small or far too large
 */
export async function normalImage(bytes: Uint8Array, limits: ImageLimits): Promise<NormalImage> {
  if (bytes.length === 0) throw new ImageRefused("invalid_request", "The image is empty.");
  const kind = imageKind(bytes);
  if (!DECODED.includes(kind)) throw unsupportedKind(kind);
  const ready = passthrough(bytes, kind, limits);
  if (ready) return { ...ready, bytes, how: "passthrough" };
  const source = kind === "bmp" ? decodeBmp(bytes, limits) : bytes;
  return { ...(await reencode(source, kind, limits)), how: "reencoded" };
}

/**
 * The size of a picture that may be sent as it is, by its header alone: no decoder is loaded for it.
 * @throws ImageRefused 400 for a JPEG or PNG that is cut off, too small or far too large, whatever becomes of it
 */
function passthrough(bytes: Uint8Array, kind: ImageKind, limits: ImageLimits): PictureSize | undefined {
  if (kind !== "jpeg" && kind !== "png") return undefined;
  const { width, height, isPlain } = kind === "jpeg" ? readJpeg(bytes) : { ...readPng(bytes), isPlain: true };
  refuseBadSize({ width, height }, limits);
  const fits = bytes.length <= limits.maxBytes && Math.max(width, height) <= (limits.maxSide ?? Infinity);
  return fits && isPlain ? { width, height } : undefined;
}
