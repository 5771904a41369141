import { createHash } from "node:crypto";
import type { OperationImageLimits } from "../../../functions/pool/operations/operation";
import { imageKind } from "../../../functions/pool/images/accepted-images";
import { readJpeg } from "../../../functions/pool/images/jpeg/header";
import { readPng } from "../../../functions/pool/images/png";
import { loadSharp } from "../../../functions/pool/images/sharp";
import { type Box, brightBoxes } from "./bright-boxes";
import type { Cells } from "./face-features";
import { INVALID_FORMAT, INVALID_PARAMETERS, ServiceError, TOO_LARGE } from "./service-error";

/** What the stand-in sees of an image. */
export interface Picture {
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Where the picture is brightest, largest first: what the stand-in takes for faces. */
  readonly boxes: readonly Box[];
  /** A finer look at it, for telling faces apart. */
  readonly cells: Cells;
  /** Stands for the picture: equal for the same picture, also when it was stored or compressed in another way. */
  readonly seed: string;
}

/** The picture is looked at through a grid of so many cells a side. */
const GRID = 32;
const FINE_GRID = 96;
const KEPT = 200;

/** Looking takes a few milliseconds of a core, and load tests send the same images again and again. */
const seen = new Map<string, Promise<Picture>>();

/**
 * Checks an image as the service does, then looks at it.
 * https://docs.aws.amazon.com/rekognition/latest/dg/limits.html
 *
 * @throws ServiceError
 */
export async function lookAt(bytes: Buffer, limits: OperationImageLimits): Promise<Picture> {
  const size = sizeOf(bytes);
  const longest = Math.max(size.width, size.height);
  if (limits.maxSide !== undefined && longest > limits.maxSide)
    throw new ServiceError(
      TOO_LARGE.code,
      `Input image dimensions ${size.width} x ${size.height} exceed maximum dimension size of ${limits.maxSide} pixels`,
    );
  if (Math.min(size.width, size.height) < limits.minSide) throw INVALID_PARAMETERS;
  const key = createHash("sha1").update(bytes).digest("base64");
  const known = seen.get(key) ?? look(bytes, size);
  seen.set(key, known);
  const [oldest] = seen.keys();
  if (seen.size > KEPT && oldest !== undefined) seen.delete(oldest);
  return known;
}

/** JPEG and PNG only, by their bytes; a size as seen upright. */
function sizeOf(bytes: Buffer): { readonly width: number; readonly height: number } {
  const kind = imageKind(bytes);
  try {
    if (kind === "jpeg") return readJpeg(bytes);
    if (kind === "png") return readPng(bytes);
  } catch {
    // What cannot be read has no valid format, whatever is wrong with it.
  }
  throw INVALID_FORMAT;
}

async function look(bytes: Buffer, { width, height }: { width: number; height: number }): Promise<Picture> {
  try {
    const boxes = brightBoxes(await brightness(bytes, GRID), GRID);
    const cells = { side: FINE_GRID, levels: await brightness(bytes, FINE_GRID) };
    const proportion = Math.round((10 * width) / height);
    const seed = createHash("sha256").update(JSON.stringify({ boxes, proportion })).digest("hex");
    return { width, height, boxes, cells, seed };
  } catch {
    throw INVALID_FORMAT;
  }
}

function brightness(bytes: Buffer, side: number): Promise<Buffer> {
  const picture = loadSharp()(bytes, { failOn: "error" });
  // A JPEG is turned as its Exif block says, a PNG never: so does Rekognition.
  const upright = imageKind(bytes) === "jpeg" ? picture.autoOrient() : picture;
  return upright.flatten().greyscale().resize(side, side, { fit: "fill" }).raw().toBuffer();
}
