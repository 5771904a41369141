/** Which files are accepted as images, by their first bytes and their size, and what is said of all others. */
/**
 * What a file is by its first bytes. Names and content types are claims of the sender; only the bytes are decoded.
 * `heif` is the container that AVIF, HEIC and others share: which of them it is, its items say. `raw` is what cameras write
 * before anything is developed; many more of that kind look like TIFF, and their directories give them away.
 */
export type ImageKind = "jpeg" | "png" | "bmp" | "webp" | "tiff" | "gif" | "heif" | "raw" | "svg" | "pdf" | "other";

const PNG_SIGNATURE = "\x89PNG\r\n\x1a\n";
const TIFF_SIGNATURES = ["II*\0", "MM\0*", "II+\0", "MM\0+"];
/** Canon CRW, Olympus (three), Panasonic and Leica, Fujifilm, Sigma, Minolta. */
const RAW_SIGNATURES = ["II\x1a\0\0\0HEAP", "IIRO", "IIRS", "MMOR", "IIU\0", "FUJIFILMCCD-RAW", "FOVb", "\0MRM"];
/** Still images and sequences of ISO/IEC 23008-12 and of AVIF, whatever they are coded with. */
const HEIF_BRANDS = [
  ...["mif1", "mif2", "msf1", "miaf", "avif", "avis", "avio", "MA1A", "MA1B", "heic", "heix", "heim", "heis"],
  ...["hevc", "hevx", "hevm", "hevs", "jpeg", "jpgs", "avci", "avcs", "j2ki", "j2is", "vvic", "vvis"],
];
/** Canon CR3. */
const RAW_BRAND = "crx ";
const LONGEST_BRANDS = 256;
/** How far an SVG's first element may be from the start: behind an XML declaration, a document type, a comment. */
const SVG_PROLOGUE_BYTES = 1024;

/**
 * The kind of file by its magic bytes, never by a name or a declared type. A file that begins as one kind and goes on
 * as another (a JPEG with HTML behind it) is the kind it begins as: its decoder ignores the rest.
 */
export function imageKind(bytes: Uint8Array): ImageKind {
  const start = text(bytes, 0, 16);
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith(PNG_SIGNATURE)) return "png";
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "gif";
  if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) return "webp";
  if (TIFF_SIGNATURES.some((signature) => start.startsWith(signature))) return "tiff";
  if (RAW_SIGNATURES.some((signature) => start.startsWith(signature))) return "raw";
  if (start.startsWith("%PDF-")) return "pdf";
  if (start.startsWith("BM")) return "bmp";
  if (start.startsWith("ftyp", 4)) return kindOfBrands(heifBrands(bytes));
  return isSvg(bytes) ? "svg" : "other";
}

/** What a reader may take the file for, by its first box; the major brand comes first (ISO/IEC 14496-12, 4.3). */
export function heifBrands(bytes: Uint8Array): string[] {
  const length = Math.min(Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32BE(0), LONGEST_BRANDS, bytes.length);
  const brands: string[] = [];
  // Behind the major brand stands its version.
  for (let at = 8; at + 4 <= length; at += 4) if (at !== 12) brands.push(text(bytes, at, 4));
  return brands;
}

function kindOfBrands(brands: readonly string[]): ImageKind {
  if (brands.includes(RAW_BRAND)) return "raw";
  return brands.some((brand) => HEIF_BRANDS.includes(brand)) ? "heif" : "other";
}

function isSvg(bytes: Uint8Array): boolean {
  const start = text(bytes, 0, SVG_PROLOGUE_BYTES).replace(/^\xef\xbb\xbf/, "");
  return /^\s*<(svg|\?xml|!DOCTYPE svg|!--)/i.test(start) && /<(!DOCTYPE )?svg[\s>]/i.test(start);
}

function text(bytes: Uint8Array, from: number, length: number): string {
  const end = Math.min(bytes.length, from + length);
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, end - from)).toString("latin1");
}

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
