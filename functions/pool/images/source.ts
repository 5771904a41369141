import type { SharpInput, SharpOptions } from "sharp";
import { decodeBmp } from "./bmp/decode";
import type { DecodingMeans } from "./decoding-means";
import type { DecodingWork } from "./decoding-memory";
import { readHeif, underAvifBrand } from "./heif/picture";
import { type ImageKind, malformed, type ImageLimits, MAX_PIXELS } from "./accepted-images";
import { CUT_OFF, readJpeg } from "./jpeg/header";
import { tiffLayout } from "./tiff/layout";
import { readTiff } from "./tiff/page";

/** What sharp is given to decode, and what is known of it before that. */
export interface PictureSource {
  readonly kind: ImageKind;
  readonly input: SharpInput;
  readonly options: SharpOptions;
  /** What sharp's own look at the header does not tell of the work. */
  readonly work: Pick<DecodingWork, "codedPixels" | "blockBytes">;
  /** What is wrong with the file if it cannot be decoded; goes on after "The JPEG". */
  readonly fault: string;
}

const DAMAGED = "cannot be decoded: it is damaged or cut off";

/** libjpeg's own tools write no more scans than that; each goes over the whole picture, however little it holds. */
const MOST_SCANS = 100;
const END_OF_IMAGE = [0xff, 0xd9];

/**
 * The picture of a file that is to be decoded: never a thumbnail, and the first where there are several.
 * @throws ImageRefused 415 for a variant that is not decoded, 400 for a file that is damaged or made to be decoded for ever
 */
export function pictureSource(
  bytes: Uint8Array,
  kind: ImageKind,
  limits: ImageLimits,
  means: DecodingMeans,
): PictureSource {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const own = { kind, input: file, options: FIRST_PAGE, work: {}, fault: DAMAGED };
  switch (kind) {
    case "jpeg":
      return { ...own, ...wholeJpeg(file) };
    case "heif":
      return { ...own, work: readHeif(file), input: underAvifBrand(file) };
    case "tiff": {
      const chosen = readTiff(file);
      const { page, subifd } = chosen;
      const options = { ...FIRST_PAGE, page, ...(subifd !== undefined && { subifd }) };
      return { ...own, options, work: tiffLayout(chosen) };
    }
    case "bmp": {
      const { data, ...raw } = decodeBmp(file, limits, means);
      return { ...own, input: data, options: { raw, limitInputPixels: MAX_PIXELS } };
    }
    default:
      return own;
  }
}

const FIRST_PAGE: SharpOptions = { limitInputPixels: MAX_PIXELS, pages: 1 };

/** With the end that it lacks: a decoder then finds out whether anything else is missing. */
function wholeJpeg(file: Buffer): Partial<PictureSource> {
  const { scans, lacksEnd } = readJpeg(file);
  if (scans > MOST_SCANS) throw malformed("jpeg", `has more than ${MOST_SCANS} scans`);
  if (!lacksEnd) return {};
  return { input: Buffer.concat([file, Buffer.from(END_OF_IMAGE)]), fault: CUT_OFF };
}
