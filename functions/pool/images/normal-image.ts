import type { DecodingMeans } from "./decoding-means";
import {
  imageKind,
  type ImageKind,
  ImageRefused,
  unsupported,
  type ImageLimits,
  type PictureSize,
  refuseBadSize,
} from "./accepted-images";
import { readJpeg } from "./jpeg/header";
import { readPng } from "./png";
import { reencode } from "./reencode";
import { pictureSource } from "./source";

/** An image that Rekognition takes. Width and height are of the upright picture: what the boxes of an answer refer to. */
export interface NormalImage extends PictureSize {
  readonly bytes: Uint8Array;
  readonly how: "passthrough" | "reencoded";
}

/**
 * The image as an operation takes it: the very same bytes where it takes them, otherwise a JPEG of the upright picture
 * on white, under the operation's limits at the least loss.
 * @param bytes the file, of any kind; what it is, its first bytes say
 * @throws ImageRefused 415 for a kind that is not decoded; 400 for a picture that is damaged, too small or far too large
 * @throws DecodingUnfinished when the time is over
 */
export async function normalImage(bytes: Uint8Array, limits: ImageLimits, means: DecodingMeans): Promise<NormalImage> {
  if (bytes.length === 0) throw new ImageRefused("invalid_request", "The image is empty.");
  const kind = imageKind(bytes);
  const ready = passthrough(bytes, kind, limits);
  if (ready) return { ...ready, bytes, how: "passthrough" };
  return oneAtATime(async () => {
    const source = pictureSource(bytes, kind, limits, means);
    return { ...(await reencode(source, limits, means)), how: "reencoded" };
  });
}

/**
 * The size of a picture that may be sent as it is, by its header alone: no decoder is loaded for it.
 * @throws ImageRefused 415 for what is not decoded; 400 for a JPEG or PNG that is cut off, too small or far too large,
 * whatever becomes of it
 */
function passthrough(bytes: Uint8Array, kind: ImageKind, limits: ImageLimits): PictureSize | undefined {
  if (kind === "raw" || kind === "svg" || kind === "pdf" || kind === "other") throw unsupported(kind);
  if (kind !== "jpeg" && kind !== "png") return undefined;
  const { width, height, isPlain } = kind === "jpeg" ? readJpeg(bytes) : readPng(bytes);
  refuseBadSize({ width, height }, limits);
  const fits = bytes.length <= limits.maxBytes && Math.max(width, height) <= (limits.maxSide ?? Infinity);
  return fits && isPlain ? { width, height } : undefined;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a piece of work when all earlier ones have ended, however. Images of one call, and calls that share a process, are
 * decoded one after the other: the memory that is reckoned with is that of one.
 */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work);
  last = turn.catch(() => undefined);
  return turn;
}
