import { malformed, type PictureSize } from "../accepted-images";

export type Compression = "none" | "rle8" | "rle4" | "bitfields";

export interface BmpHeader extends PictureSize {
  readonly isTopDown: boolean;
  readonly bitsPerPixel: number;
  readonly compression: Compression;
  readonly palette: { readonly at: number; readonly entryBytes: 3 | 4; readonly entries: number };
  /** Which bits of a pixel are red, green, blue and alpha; only with 16 and 32 bits per pixel. */
  readonly masks: readonly [number, number, number, number];
  /** Where the pixels begin. */
  readonly pixelsAt: number;
}

const FILE_HEADER = 14;
/** OS/2 1.x; OS/2 2.x; Windows 3, the same with 3 or 4 masks, 4 and 5. https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types */
const CORE_HEADER = 12;
const OS2_HEADER = 64;
const HEADERS = [CORE_HEADER, 40, 52, 56, OS2_HEADER, 108, 124];
/** Compression as written in the file → bits per pixel it goes with. JPEG (4), PNG (5), Huffman and CMYK are for printers. */
const COMPRESSIONS: Readonly<Record<number, Partial<{ is: Compression; bits: readonly number[] }>>> = {
  0: { is: "none", bits: [1, 4, 8, 16, 24, 32] },
  1: { is: "rle8", bits: [8] },
  2: { is: "rle4", bits: [4] },
  3: { is: "bitfields", bits: [16, 32] },
  6: { is: "bitfields", bits: [16, 32] },
};
const ALPHA_BITFIELDS = 6;
const RGB_555 = [0x7c00, 0x03e0, 0x001f, 0] as const;
const RGB_888 = [0xff0000, 0x00ff00, 0x0000ff, 0] as const;

/**
 * Everything that the pixels' decoder relies on, checked before it allocates anything: sizes are plain, the palette and
 * the masks lie in the file. Whether there are enough pixels is asked once the size is known to be allowed.
 * @throws ImageRefused 400
 */
export function readBmpHeader(file: Buffer): BmpHeader {
  const headerBytes = file.length >= FILE_HEADER + CORE_HEADER ? file.readUInt32LE(FILE_HEADER) : 0;
  if (!HEADERS.includes(headerBytes)) throw malformed("bmp", `has no header of a known length (${HEADERS.join(", ")})`);
  if (file.length < FILE_HEADER + headerBytes) throw malformed("bmp", "ends within its header");
  const frame = headerBytes === CORE_HEADER ? coreFrame(file) : infoFrame(file);
  const { is: compression, bits = [] } = COMPRESSIONS[frame.compression] ?? {};
  const isOs2 = headerBytes === OS2_HEADER && frame.compression > 2;
  if (!compression || isOs2 || !bits.includes(frame.bitsPerPixel)) {
    throw malformed("bmp", "has a combination of compression and bits per pixel that is not read here");
  }
  if (frame.width <= 0 || frame.height === 0) throw malformed("bmp", "declares no pixels");
  const { masks, end } = readMasks(file, headerBytes, frame);
  const pixelsAt = file.readUInt32LE(10);
  if (pixelsAt < end || pixelsAt >= file.length) throw malformed("bmp", "has no pixels where its header says");
  return {
    width: frame.width,
    height: Math.abs(frame.height),
    isTopDown: frame.height < 0,
    bitsPerPixel: frame.bitsPerPixel,
    compression,
    palette: paletteAt(end, pixelsAt, headerBytes, frame),
    masks,
    pixelsAt,
  };
}

interface Frame {
  readonly width: number;
  /** Negative: the first row is the top one. */
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly compression: number;
  readonly coloursUsed: number;
}

function coreFrame(file: Buffer): Frame {
  const [width, height] = [file.readUInt16LE(18), file.readUInt16LE(20)];
  return { width, height, bitsPerPixel: file.readUInt16LE(24), compression: 0, coloursUsed: 0 };
}

function infoFrame(file: Buffer): Frame {
  return {
    width: file.readInt32LE(18),
    height: file.readInt32LE(22),
    bitsPerPixel: file.readUInt16LE(28),
    compression: file.readUInt32LE(30),
    coloursUsed: file.readUInt32LE(46),
  };
}

/** Masks are part of the longer headers and stand behind the 40-byte one. */
function readMasks(file: Buffer, headerBytes: number, frame: Frame): { masks: BmpHeader["masks"]; end: number } {
  const headerEnd = FILE_HEADER + headerBytes;
  if (COMPRESSIONS[frame.compression]?.is !== "bitfields") {
    return { masks: frame.bitsPerPixel === 16 ? RGB_555 : RGB_888, end: headerEnd };
  }
  const at = FILE_HEADER + 40;
  const hasAlpha = headerBytes >= 56 || frame.compression === ALPHA_BITFIELDS;
  const end = Math.max(headerEnd, at + (hasAlpha ? 16 : 12));
  if (end > file.length) throw malformed("bmp", "ends within its header");
  const mask = (index: number) => file.readUInt32LE(at + 4 * index);
  const masks = [mask(0), mask(1), mask(2), hasAlpha ? mask(3) : 0] as const;
  if (!masks.every((bits) => isRun(bits, frame.bitsPerPixel)) || masks.slice(0, 3).every((bits) => bits === 0)) {
    throw malformed("bmp", "has colour masks that are not runs of bits within a pixel");
  }
  return { masks, end };
}

/** One unbroken run of bits, or none. */
function isRun(mask: number, bitsPerPixel: number): boolean {
  const lowest = (mask & -mask) >>> 0;
  const run = mask === 0 ? 0 : mask / lowest;
  return mask < 2 ** bitsPerPixel && (run & (run + 1)) === 0;
}

/** As many entries as are declared, can be meant by a pixel, and stand before the pixels. */
function paletteAt(at: number, pixelsAt: number, headerBytes: number, frame: Frame): BmpHeader["palette"] {
  const entryBytes = headerBytes === CORE_HEADER ? 3 : 4;
  if (frame.bitsPerPixel > 8) return { at, entryBytes, entries: 0 };
  const meant = 2 ** frame.bitsPerPixel;
  const declared = frame.coloursUsed === 0 ? meant : frame.coloursUsed;
  const entries = Math.min(declared, meant, Math.floor((pixelsAt - at) / entryBytes));
  return { at, entryBytes, entries };
}
