/** What a file is by its first bytes. Names and content types are claims of the sender; only the bytes are decoded. */
export type ImageKind = "jpeg" | "png" | "bmp" | "webp" | "tiff" | "gif" | "avif" | "heic" | "svg" | "pdf" | "other";

const PNG_SIGNATURE = "\x89PNG\r\n\x1a\n";
const TIFF_SIGNATURES = ["II*\0", "MM\0*", "II+\0", "MM\0+"];
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
/** How far an SVG's first element may be from the start: behind an XML declaration, a document type, a comment. */
const SVG_PROLOGUE_BYTES = 1024;

/**
 * The kind of file by its magic bytes, never by a name or a declared type. A file that begins as one kind and goes on
 * as another (a JPEG with HTML behind it) is the kind it begins as: its decoder ignores the rest.
 */
export function imageKind(bytes: Uint8Array): ImageKind {
  const start = text(bytes, 0, 12);
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith(PNG_SIGNATURE)) return "png";
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "gif";
  if (start.startsWith("RIFF") && start.endsWith("WEBP")) return "webp";
  if (TIFF_SIGNATURES.some((signature) => start.startsWith(signature))) return "tiff";
  if (start.startsWith("%PDF-")) return "pdf";
  if (start.startsWith("BM")) return "bmp";
  if (start.startsWith("ftyp", 4)) return kindOfBrands(bytes);
  return isSvg(bytes) ? "svg" : "other";
}

/** HEIC and AVIF share a container; its first box lists what a reader may take it for (ISO/IEC 14496-12, 4.3). */
function kindOfBrands(bytes: Uint8Array): ImageKind {
  const length = Math.min(Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32BE(0), 256, bytes.length);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= length; at += 4) if (at !== 12) brands.push(text(bytes, at, 4));
  if (brands.includes("avif")) return "avif";
  return brands.some((brand) => HEIC_BRANDS.includes(brand)) ? "heic" : "other";
}

function isSvg(bytes: Uint8Array): boolean {
  const start = text(bytes, 0, SVG_PROLOGUE_BYTES).replace(/^\xef\xbb\xbf/, "");
  return /^\s*<(svg|\?xml|!DOCTYPE svg|!--)/i.test(start) && /<(!DOCTYPE )?svg[\s>]/i.test(start);
}

function text(bytes: Uint8Array, from: number, length: number): string {
  const end = Math.min(bytes.length, from + length);
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, end - from)).toString("latin1");
}
