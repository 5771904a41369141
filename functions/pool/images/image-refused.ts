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

const ALLOWED = "Send JPEG, PNG, BMP, WebP, TIFF, GIF (its first frame is used) or AVIF.";

const WHY_NOT: Readonly<Partial<Record<ImageKind, string>>> = {
  heic: "The image is HEIC, whose compression (HEVC) is patented and not decoded here.",
  svg: "The image is SVG: a drawing in text, not pixels.",
  pdf: "The file is a PDF, not an image.",
};

/** 415 for a kind that is not decoded. */
export function unsupportedKind(kind: ImageKind): ImageRefused {
  const why = WHY_NOT[kind] ?? "The file does not begin like any kind of image that is accepted here.";
  return new ImageRefused("unsupported_media_type", `${why} ${ALLOWED}`);
}

/** 400 for an image of an accepted kind that is not well-formed; `fault` goes on after "The JPEG". */
export function malformed(kind: ImageKind, fault: string): ImageRefused {
  return new ImageRefused("invalid_request", `The ${KIND_NAMES[kind] ?? kind.toUpperCase()} ${fault}.`);
}

const KIND_NAMES: Readonly<Partial<Record<ImageKind, string>>> = { webp: "WebP image" };
