import type { ImageKind } from "./image-kind";

/** An image that cannot be sent to Rekognition, by the sender's fault: 400 or 415. Says what is allowed, never what was in it. */
export class ImageRefused extends Error {
  constructor(
    readonly code: "invalid_request" | "unsupported_media_type",
    /** One or two sentences for the person who called: the fault and what is allowed. Numbers are sizes, never content. */
    readonly detail: string,
  ) {
    super(detail);
    this.name = "ImageRefused";
  }
}

/** The invocation ends before the image is decoded. Not the image's fault: with more time it may well be. */
export class DecodingUnfinished extends Error {
  constructor() {
    super("There is no time left in which to decode the image.");
    this.name = "DecodingUnfinished";
  }
}

const ALLOWED = "Send JPEG, PNG, BMP, WebP, TIFF, GIF or AVIF; of several pages or frames the first is used.";

/** Why a file is not decoded; the first sentence of a 415. */
export const NOT_DECODED = {
  heic: "The image is HEIC, whose compression (HEVC) is patented and not decoded here.",
  otherHeif: "The image is a HEIF file with a compression or a composition that is not decoded here.",
  noStill: "The file is an image sequence without a still image in it.",
  raw: "The file is a camera RAW: its full-size picture is not developed yet, and its previews are not used.",
  svg: "The image is SVG: a drawing in text, not pixels.",
  pdf: "The file is a PDF, not an image.",
  other: "The file does not begin like any kind of image that is accepted here.",
} as const;

/** 415 for what is not decoded. */
export function unsupported(why: keyof typeof NOT_DECODED): ImageRefused {
  return new ImageRefused("unsupported_media_type", `${NOT_DECODED[why]} ${ALLOWED}`);
}

/** 400 for an image of an accepted kind that is not well-formed; `fault` goes on after "The JPEG". */
export function malformed(kind: ImageKind, fault: string): ImageRefused {
  return new ImageRefused("invalid_request", `The ${kindName(kind)} ${fault}.`);
}

/** The kind as people write it, of those that are decoded. */
export function kindName(kind: ImageKind): string {
  const names: Readonly<Partial<Record<ImageKind, string>>> = { webp: "WebP image", heif: "AVIF" };
  return names[kind] ?? kind.toUpperCase();
}
