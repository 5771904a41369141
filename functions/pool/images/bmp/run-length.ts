import { malformed } from "../accepted-images";

export interface RunLengthSettings {
  readonly width: number;
  readonly height: number;
  readonly bits: 4 | 8;
  /** Called for each pixel that is drawn; rows count in the order of the file. */
  readonly draw: (x: number, row: number, index: number) => void;
}

const END_OF_LINE = 0;
const END_OF_BITMAP = 1;
const DELTA = 2;

/**
 * Plays RLE8 or RLE4 data. Pixels beyond a row's end are dropped, without a step for each; those that are jumped over stay
 * undrawn.
 * https://learn.microsoft.com/windows/win32/gdi/bitmap-compression
 * @param data from the first run on; what follows the end of the bitmap is ignored
 * @throws ImageRefused 400 when the data ends before the bitmap does
 */
export function playRunLengths(data: Uint8Array, { width, height, bits, draw }: RunLengthSettings): void {
  let [x, row] = [0, 0];
  for (let at = 0; at + 1 < data.length && row < height;) {
    const [count, value] = [data[at] ?? 0, data[at + 1] ?? 0];
    at += 2;
    if (count > 0) {
      const inside = Math.min(count, width - x);
      for (let pixel = 0; pixel < inside; pixel++) draw(x + pixel, row, bits === 8 ? value : nibble(value, pixel));
      x += count;
    } else if (value === END_OF_LINE) {
      [x, row] = [0, row + 1];
    } else if (value === END_OF_BITMAP) {
      return;
    } else if (value === DELTA) {
      x += data[at] ?? 0;
      row += data[at + 1] ?? 0;
      at += 2;
    } else {
      const length = Math.ceil((value * bits) / 8);
      if (at + length > data.length) break;
      const inside = Math.min(value, width - x);
      for (let pixel = 0; pixel < inside; pixel++) {
        const byte = data[at + ((pixel * bits) >> 3)] ?? 0;
        draw(x + pixel, row, bits === 8 ? byte : nibble(byte, pixel));
      }
      x += value;
      // Literal pixels end on an even byte.
      at += length + (length & 1);
    }
  }
  const isWhole = row >= height || (row === height - 1 && x >= width);
  if (!isWhole) throw malformed("bmp", "is cut off: its run-length data ends before the bitmap does");
}

/** The left pixel of two is in the higher half of the byte. */
function nibble(byte: number, pixel: number): number {
  return pixel & 1 ? byte & 0x0f : byte >> 4;
}
