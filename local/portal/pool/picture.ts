import { loadSharp } from "../../../functions/pool/images/sharp";
import { makeJpeg, type Patch } from "../../pictures";

/** What can be sent from the page, as the page offers it. */
export const PICTURE_CHOICES = {
  one: "one face",
  two: "two faces",
  none: "no face",
  own: "a picture of mine",
} as const;

/** What a picture can be compared with. */
export const SECOND_CHOICES = {
  same: "the same picture",
  one: "one face",
  two: "two faces",
  own: "another picture of mine",
} as const;

export type PictureChoice = keyof typeof PICTURE_CHOICES;

/** A picture on its way: the bytes that are sent, and what the page shows of it. */
export interface Picture {
  readonly bytes: Buffer;
  /** Absent for a file that this machine cannot show. */
  readonly preview?: { readonly dataUrl: string; readonly width: number; readonly height: number };
}

const SIZE = { width: 480, height: 320 };
const PREVIEW_PIXELS = 640;

export function isPictureChoice(value: unknown): value is PictureChoice {
  return typeof value === "string" && Object.hasOwn(PICTURE_CHOICES, value);
}

/** A new one every time, so that no cache on the way helps. */
export async function drawnPicture(choice: Exclude<PictureChoice, "own">): Promise<Picture> {
  const variant = Math.floor(Math.random() * 1e6);
  const places = { one: [0.45], two: [0.25, 0.65], none: [] }[choice];
  const patches = places.map((x, index): Patch => {
    return { x: x + (variant % 10) / 100, y: 0.35 + ((variant >> (4 + index)) % 4) * 0.1, radius: 0.12 };
  });
  const bytes = await makeJpeg({ ...SIZE, patches, variant });
  return { bytes, preview: { dataUrl: dataUrl(bytes), ...SIZE } };
}

/** A file as it is. What the page shows is small, so that a session keeps no large picture, and upright, as Rekognition sees it. */
export async function ownPicture(bytes: Buffer): Promise<Picture> {
  try {
    const size = { width: PREVIEW_PIXELS, height: PREVIEW_PIXELS, fit: "inside", withoutEnlargement: true } as const;
    const image = loadSharp()(bytes, { failOn: "none" }).rotate().resize(size).jpeg();
    const { data, info } = await image.toBuffer({ resolveWithObject: true });
    return { bytes, preview: { dataUrl: dataUrl(data), width: info.width, height: info.height } };
  } catch {
    return { bytes };
  }
}

function dataUrl(jpeg: Buffer): string {
  return `data:image/jpeg;base64,${jpeg.toString("base64")}`;
}
