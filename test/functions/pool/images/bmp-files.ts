/** Writes BMP files of every kind, well-formed or with one thing wrong. Nothing of the decoder's is used. */
export interface BmpFile {
  readonly width: number;
  /** Negative: top-down. */
  readonly height: number;
  readonly bits: number;
  /** Length of the header behind the file header: 12, 40, 52, 56, 64, 108, 124. */
  readonly header?: number;
  readonly compression?: number;
  /** Red, green, blue and, where the header has it, alpha. */
  readonly masks?: readonly number[];
  /** Red, green, blue per entry. */
  readonly palette?: readonly (readonly number[])[];
  readonly coloursUsed?: number;
  /** The value of a pixel: an index, or its bits. Seen upright, y from the top. */
  readonly pixel?: (x: number, y: number) => number;
  /** Instead of pixels. */
  readonly data?: Buffer;
  /** Instead of where the data is. */
  readonly pixelsAt?: number;
}

export function bmpFile(file: BmpFile): Buffer {
  const { header = 40, masks = [], palette = [] } = file;
  const head = Buffer.alloc(14 + header);
  head.write("BM");
  head.writeUInt32LE(header, 14);
  if (header === 12) writeCoreHeader(head, file);
  else writeInfoHeader(head, file);
  const maskBytes = Buffer.alloc(4 * masks.length);
  masks.forEach((mask, index) => maskBytes.writeUInt32LE(mask, 4 * index));
  maskBytes.copy(head, 54);
  const behind = header === 40 ? maskBytes : Buffer.alloc(0);
  const entries = palette.map(([red = 0, green = 0, blue = 0]) => [blue, green, red, ...(header === 12 ? [] : [0])]);
  const parts = [head, behind, Buffer.from(entries.flat()), file.data ?? pixelRows(file)];
  const whole = Buffer.concat(parts);
  whole.writeUInt32LE(whole.length, 2);
  whole.writeUInt32LE(file.pixelsAt ?? whole.length - (parts[3]?.length ?? 0), 10);
  return whole;
}

function writeCoreHeader(head: Buffer, { width, height, bits }: BmpFile): void {
  [width, height, 1, bits].forEach((value, index) => head.writeUInt16LE(value, 18 + 2 * index));
}

function writeInfoHeader(head: Buffer, { width, height, bits, compression = 0, coloursUsed, palette }: BmpFile): void {
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(compression, 30);
  head.writeUInt32LE(coloursUsed ?? (palette && palette.length < 2 ** bits ? palette.length : 0), 46);
}

function pixelRows({ width, height, bits, pixel = () => 0 }: BmpFile): Buffer {
  const rows = Array.from({ length: Math.abs(height) }, (_, row) => {
    const bytes = Buffer.alloc(Math.ceil((width * bits) / 32) * 4);
    const y = height < 0 ? row : height - 1 - row;
    for (let x = 0; x < width; x++) {
      const value = pixel(x, y);
      if (bits >= 8) bytes.writeUIntLE(value, (x * bits) / 8, bits / 8);
      else bytes[(x * bits) >> 3] = (bytes[(x * bits) >> 3] ?? 0) | (value << (8 - bits - ((x * bits) & 7)));
    }
    return bytes;
  });
  return Buffer.concat(rows);
}

/** A picture's rows as runs, literal pixels where they do not repeat, each row ended, the bitmap ended. */
export function runLengths(file: Required<Pick<BmpFile, "width" | "height" | "pixel">>, bits: 4 | 8): Buffer {
  const bytes: number[] = [];
  for (let y = file.height - 1; y >= 0; y--) {
    for (let x = 0; x < file.width;) {
      const value = file.pixel(x, y);
      let run = 1;
      while (run < 255 && x + run < file.width && file.pixel(x + run, y) === value) run++;
      const literal = Math.min(5, file.width - x);
      if (run === 1 && literal >= 3) {
        bytes.push(0, literal, ...literalPixels(file, { x, y, literal }, bits));
        x += literal;
      } else {
        bytes.push(run, bits === 8 ? value : value * 17);
        x += run;
      }
    }
    bytes.push(0, 0);
  }
  return Buffer.from([...bytes, 0, 1]);
}

function literalPixels(
  file: Required<Pick<BmpFile, "pixel">>,
  { x, y, literal }: { x: number; y: number; literal: number },
  bits: 4 | 8,
): number[] {
  const values = Array.from({ length: literal }, (_, index) => file.pixel(x + index, y));
  const pairs = Array.from({ length: Math.ceil(literal / 2) }, (_, pair) => {
    return ((values[2 * pair] ?? 0) << 4) | (values[2 * pair + 1] ?? 0);
  });
  const bytes = bits === 8 ? values : pairs;
  return bytes.length % 2 === 0 ? bytes : [...bytes, 0];
}
