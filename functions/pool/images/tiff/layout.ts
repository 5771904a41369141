import { malformed } from "../accepted-images";
import { TAG } from "./directory";
import type { TiffPage } from "./page";

/** Bytes of what a decoder has to hold at once, beside the picture. */
export interface TiffLayout {
  readonly blockBytes: number;
}

const JPEG_COMPRESSIONS = [6, 7];
const PLANES_APART = 2;
/** libtiff decodes a strip or tile of JPEG as a whole: coefficients of two bytes a sample, and its samples. */
const JPEG_BYTES = 3;
/** More than one number of strips or tiles for each row and column has no use. */
const MOST_BLOCKS = 4_000_000;
/** Compressed data that is longer than the pixels it holds is hardly ever made, and never by much. */
const MOST_OVERHEAD = 2;

/**
 * How a page is cut up: libvips holds one row of tiles, or one strip where it cannot go row by row.
 * @throws ImageRefused 400 when its strips or tiles together are far longer than the picture: one stretch of the file can
 * stand for all of them, and a few kilobytes be decoded for hours
 */
export function tiffLayout({ directory, fileBytes }: TiffPage): TiffLayout {
  const number = (tag: number, missing: number) => directory.first(tag) ?? missing;
  const [width, height] = [number(TAG.width, 0), number(TAG.height, 0)];
  const samples = number(TAG.samplesPerPixel, 1);
  const pixelBytes = (samples * number(TAG.bitsPerSample, 1)) / 8;
  const isTiled = directory.has(TAG.tileWidth);
  const [tileWidth, tileHeight] = [number(TAG.tileWidth, 0), number(TAG.tileHeight, 0)];
  const stripHeight = Math.min(height, number(TAG.rowsPerStrip, height));
  const blockPixels = isTiled
    ? Math.ceil(width / Math.max(1, tileWidth)) * tileWidth * tileHeight
    : width * stripHeight;
  const isJpeg = JPEG_COMPRESSIONS.includes(number(TAG.compression, 1));
  const isWhole = isTiled || isJpeg || number(TAG.planarConfiguration, 1) === PLANES_APART;
  const counts = directory.all(isTiled ? TAG.tileByteCounts : TAG.stripByteCounts, MOST_BLOCKS);
  const compressed = counts.reduce((sum, bytes) => sum + bytes, 0);
  const decoded = isTiled ? blockPixels * Math.ceil(height / Math.max(1, tileHeight)) : width * height;
  if (compressed > MOST_OVERHEAD * decoded * pixelBytes + fileBytes) {
    throw malformed("tiff", "has strips or tiles that together are longer than the picture in them");
  }
  return { blockBytes: isWhole ? blockPixels * pixelBytes * (isJpeg ? 1 + JPEG_BYTES : 2) : 0 };
}
