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
