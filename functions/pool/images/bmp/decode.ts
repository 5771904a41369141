import type { DecodingMeans } from "../decoding-means";
import { refuseBeyondMemory } from "../decoding-memory";
import { malformed, type ImageLimits, type Pixels, refuseBadSize } from "../accepted-images";
import { type BmpHeader, readBmpHeader } from "./header";
import { playRunLengths } from "./run-length";

/** Run-length data may say little, but not this little: a big picture of one colour has 100 pixels a byte. */
const PIXELS_PER_BYTE = 255;
const SMALL_PICTURE = 4_000_000;

/**
 * A BMP's pixels: 1, 4 and 8 bits with a palette, 16, 24 and 32 bits with any masks, RLE4 and RLE8, every header from
 * OS/2 1.x to Windows 5, top-down or bottom-up. Colours past a short palette's end are black; pixels that run-length
 * data leaves undrawn are transparent; an alpha channel that is 0 everywhere was never filled in, so it is ignored.
 * @throws ImageRefused 400
 */
export function decodeBmp(file: Buffer, limits: ImageLimits, { memoryBytes }: DecodingMeans): Pixels {
  const header = readBmpHeader(file);
  refuseBadSize(header, limits);
  refuseMissingData(header, file);
  refuseBeyondMemory({ kind: "bmp", ...header, channels: 4, bytesPerChannel: 1 }, memoryBytes);
  const { width, height } = header;
  if (header.compression === "rle4" || header.compression === "rle8") {
    return { width, height, channels: 4, data: runLengthPixels(header, file) };
  }
  if (header.bitsPerPixel <= 8) return { width, height, channels: 3, data: palettePixels(header, file) };
  const channels = header.masks[3] === 0 ? 3 : 4;
  return { width, height, channels, data: maskedPixels(header, file, channels) };
}

function refuseMissingData(header: BmpHeader, file: Buffer): void {
  const available = file.length - header.pixelsAt;
  const pixels = header.width * header.height;
  const isRunLength = header.compression === "rle4" || header.compression === "rle8";
  const isMissing = isRunLength
    ? pixels > SMALL_PICTURE && available * PIXELS_PER_BYTE < pixels
    : available < rowBytes(header) * (header.height - 1) + Math.ceil((header.width * header.bitsPerPixel) / 8);
  if (isMissing) throw malformed("bmp", "has less data than its size needs");
}

/** Rows are padded to four bytes; some writers leave out the last row's padding. */
function rowBytes({ width, bitsPerPixel }: BmpHeader): number {
  return Math.ceil((width * bitsPerPixel) / 32) * 4;
}

/** Where in the picture the file's n-th row belongs. */
function pictureRow({ height, isTopDown }: BmpHeader, row: number): number {
  return isTopDown ? row : height - 1 - row;
}

/** Red, green, blue per entry, 256 of them: an index past the palette's end is black, not out of bounds. */
function readPalette({ palette }: BmpHeader, file: Buffer): Uint8Array {
  const colours = new Uint8Array(3 * 256);
  for (let entry = 0; entry < palette.entries; entry++) {
    const at = palette.at + entry * palette.entryBytes;
    colours.set([file[at + 2] ?? 0, file[at + 1] ?? 0, file[at] ?? 0], 3 * entry);
  }
  return colours;
}

function runLengthPixels(header: BmpHeader, file: Buffer): Uint8Array {
  const { width, height } = header;
  const colours = readPalette(header, file);
  const data = new Uint8Array(4 * width * height);
  const draw = (x: number, row: number, index: number) => {
    const to = 4 * (pictureRow(header, row) * width + x);
    data[to] = colours[3 * index] ?? 0;
    data[to + 1] = colours[3 * index + 1] ?? 0;
    data[to + 2] = colours[3 * index + 2] ?? 0;
    data[to + 3] = 255;
  };
  const bits = header.compression === "rle4" ? 4 : 8;
  playRunLengths(file.subarray(header.pixelsAt), { width, height, bits, draw });
  return data;
}

function palettePixels(header: BmpHeader, file: Buffer): Uint8Array {
  const { width, height, bitsPerPixel: bits } = header;
  const colours = readPalette(header, file);
  const data = new Uint8Array(3 * width * height);
  const mask = (1 << bits) - 1;
  for (let row = 0; row < height; row++) {
    const from = header.pixelsAt + row * rowBytes(header);
    let to = 3 * pictureRow(header, row) * width;
    for (let x = 0; x < width; x++) {
      const bit = x * bits;
      const index = ((file[from + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & mask;
      data[to++] = colours[3 * index] ?? 0;
      data[to++] = colours[3 * index + 1] ?? 0;
      data[to++] = colours[3 * index + 2] ?? 0;
    }
  }
  return data;
}

function maskedPixels(header: BmpHeader, file: Buffer, channels: 3 | 4): Uint8Array {
  const { width, height, bitsPerPixel: bits } = header;
  const data = new Uint8Array(channels * width * height);
  const scales = header.masks.slice(0, channels).map(toByte);
  const pixelBytes = bits / 8;
  let alphas = 0;
  for (let row = 0; row < height; row++) {
    let from = header.pixelsAt + row * rowBytes(header);
    let to = channels * pictureRow(header, row) * width;
    for (let x = 0; x < width; x++, from += pixelBytes) {
      const pixel = file.readUIntLE(from, pixelBytes);
      for (const scale of scales) data[to++] = scale(pixel);
      if (channels === 4) alphas |= data[to - 1] ?? 0;
    }
  }
  if (channels === 4 && alphas === 0) for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return data;
}

/** The bits under a mask as 0 to 255: full bits are 255, whether they are five or ten. */
function toByte(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0;
  const shift = Math.log2((mask & -mask) >>> 0);
  const factor = 255 / (mask >>> shift);
  return (pixel) => Math.round(((pixel & mask) >>> shift) * factor);
}
