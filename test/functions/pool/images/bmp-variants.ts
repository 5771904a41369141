import { type BmpFile, bmpFile, runLengths } from "./bmp-files";

/** Odd, so that rows are padded and the last byte of a row of small pixels is not full. */
const [WIDTH, HEIGHT] = [101, 83];

/** Red, green, blue or with alpha of a pixel, 0 to 255, seen upright. */
type Colour = (x: number, y: number) => readonly number[];

export interface Variant {
  readonly name: string;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly colour: Colour;
  /** nsbmp reads it right, but for a few levels of 16-bit colours. What it gets wrong is why there is a decoder here. */
  readonly isReadByNsbmp: boolean;
}

const level = (part: number, whole: number, steps: number) => Math.floor((part / whole) * steps);

function indexed(
  name: string,
  file: Partial<BmpFile> & { bits: number },
  byNsbmp = true,
  entries = 2 ** file.bits,
): Variant {
  const palette = Array.from({ length: entries }, (_, entry) => [(entry * 37) % 256, (entry * 91) % 256, 255 - entry]);
  const pixel = (x: number, y: number) => (level(x, WIDTH, 16) * 5 + level(y, HEIGHT, 16) * 3) % 2 ** file.bits;
  const colour: Colour = (x, y) => palette[pixel(x, y)] ?? [0, 0, 0];
  const bytes = bmpFile({ width: WIDTH, height: HEIGHT, palette, pixel, ...file });
  return { name, bytes, width: WIDTH, height: HEIGHT, colour, isReadByNsbmp: byNsbmp };
}

function runLength(name: string, bits: 4 | 8, change: (data: Buffer) => Buffer, byNsbmp: boolean): Variant {
  const palette = Array.from({ length: 2 ** bits }, (_, entry) => [
    (entry * 37) % 256,
    (entry * 91) % 256,
    255 - entry,
  ]);
  // Runs on the left, single pixels on the right: both kinds of data.
  const pixel = (x: number, y: number) => ((x < 60 ? level(x, 60, 4) : x) + y) % 2 ** bits;
  const data = change(runLengths({ width: WIDTH, height: HEIGHT, pixel }, bits));
  const bytes = bmpFile({ width: WIDTH, height: HEIGHT, bits, compression: bits === 8 ? 1 : 2, palette, data });
  const colour: Colour = (x, y) => palette[pixel(x, y)] ?? [];
  return { name, bytes, width: WIDTH, height: HEIGHT, colour, isReadByNsbmp: byNsbmp };
}

/** Colours as bits under masks; the reference keeps the full range, as every depth's white is white. */
function masked(
  name: string,
  file: Partial<BmpFile> & { bits: number },
  masks: readonly number[],
  byNsbmp = true,
): Variant {
  const parts = (x: number, y: number) => [x / WIDTH, y / HEIGHT, 1 - x / WIDTH, x < WIDTH / 2 ? 1 : 0];
  const steps = masks.map((mask) => (mask === 0 ? 0 : mask / lowest(mask)));
  const values = (x: number, y: number) => steps.map((most, index) => Math.round((parts(x, y)[index] ?? 0) * most));
  const pixel = (x: number, y: number) =>
    values(x, y).reduce((sum, value, index) => sum + value * lowest(masks[index] ?? 0), 0);
  const colour: Colour = (x, y) =>
    values(x, y).map((value, index) => (steps[index] ? Math.round((value / steps[index]) * 255) : 0));
  const bytes = bmpFile({ width: WIDTH, height: HEIGHT, pixel, ...(file.compression ? { masks } : {}), ...file });
  return { name, bytes, width: WIDTH, height: Math.abs(file.height ?? HEIGHT), colour, isReadByNsbmp: byNsbmp };
}

function lowest(mask: number): number {
  return (mask & -mask) >>> 0;
}

const RGB = [0xff0000, 0xff00, 0xff];
const RGBA = [...RGB, 0xff000000];
const R5G5B5 = [0x7c00, 0x3e0, 0x1f];
const R5G6B5 = [0xf800, 0x7e0, 0x1f];
const BITFIELDS = { compression: 3 };
const same = (data: Buffer) => data;
/** The writer ends every row; some leave out the last row's end, and only end the bitmap. */
const withoutLastEndOfLine = (data: Buffer) => Buffer.concat([data.subarray(0, -4), Buffer.from([0, 1])]);
const withoutEndOfBitmap = (data: Buffer) => data.subarray(0, -2);

export const VARIANTS: readonly Variant[] = [
  indexed("1 bit", { bits: 1 }),
  indexed("4 bits", { bits: 4 }),
  indexed("8 bits", { bits: 8 }),
  indexed("8 bits, top-down", { bits: 8, height: -HEIGHT }),
  indexed("8 bits, a palette of 100", { bits: 8 }, true, 100),
  indexed("4 bits, more colours declared than can be meant", { bits: 4, coloursUsed: 20 }, true, 20),
  indexed("8 bits, Windows 4", { bits: 8, header: 108 }),
  indexed("8 bits, Windows 5", { bits: 8, header: 124 }),
  indexed("1 bit, OS/2 1.x", { bits: 1, header: 12 }),
  indexed("4 bits, OS/2 1.x", { bits: 4, header: 12 }),
  indexed("8 bits, OS/2 1.x", { bits: 8, header: 12 }),
  indexed("8 bits, OS/2 2.x", { bits: 8, header: 64 }),
  masked("16 bits, 5-5-5", { bits: 16 }, R5G5B5),
  masked("16 bits, 5-5-5 by masks", { bits: 16, ...BITFIELDS }, R5G5B5),
  masked("16 bits, 5-6-5", { bits: 16, ...BITFIELDS }, R5G6B5),
  masked("16 bits, 5-6-5, Windows 4", { bits: 16, header: 108, ...BITFIELDS }, R5G6B5),
  masked(
    "16 bits, 4-4-4-4 with alpha, Windows 5",
    { bits: 16, header: 124, ...BITFIELDS },
    [0xf00, 0xf0, 0xf, 0xf000],
    false,
  ),
  masked("16 bits, 1-5-5-5 with alpha, Windows 5", { bits: 16, header: 124, ...BITFIELDS }, [...R5G5B5, 0x8000], false),
  masked("24 bits", { bits: 24 }, RGB),
  masked("24 bits, top-down", { bits: 24, height: -HEIGHT }, RGB),
  masked("24 bits, OS/2 1.x", { bits: 24, header: 12 }, RGB),
  masked("24 bits, Windows 5", { bits: 24, header: 124 }, RGB),
  masked("32 bits", { bits: 32 }, RGB),
  masked("32 bits by masks", { bits: 32, ...BITFIELDS }, RGB),
  masked("32 bits by masks, red lowest", { bits: 32, ...BITFIELDS }, [0xff, 0xff00, 0xff0000]),
  masked("32 bits, 10-10-10 by masks", { bits: 32, ...BITFIELDS }, [0x3ff00000, 0xffc00, 0x3ff]),
  masked("32 bits, 52-byte header", { bits: 32, header: 52, ...BITFIELDS }, RGB, false),
  masked("32 bits with alpha, 56-byte header", { bits: 32, header: 56, ...BITFIELDS }, RGBA),
  masked("32 bits with alpha, Windows 4", { bits: 32, header: 108, ...BITFIELDS }, RGBA),
  masked("32 bits with alpha, Windows 5", { bits: 32, header: 124, ...BITFIELDS }, RGBA),
  masked("32 bits with alpha, Windows 5, top-down", { bits: 32, header: 124, height: -HEIGHT, ...BITFIELDS }, RGBA),
  masked("32 bits with alpha behind the header", { bits: 32, compression: 6 }, RGBA, false),
  runLength("RLE8", 8, same, false),
  runLength("RLE4", 4, same, false),
  runLength("RLE8, the bitmap ended without ending its last row", 8, withoutLastEndOfLine, true),
  runLength("RLE4, the bitmap ended without ending its last row", 4, withoutLastEndOfLine, true),
  runLength("RLE8, every row ended, the bitmap not", 8, withoutEndOfBitmap, false),
];
