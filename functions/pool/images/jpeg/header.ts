import { malformed, type PictureSize } from "../accepted-images";

export interface JpegHeader extends PictureSize {
  /** An 8-bit baseline or progressive picture in grey or colour: what every decoder reads. Not CMYK, arithmetic coding or 12 bits. */
  readonly isPlain: boolean;
  /** Scans there are up to the end of the image, or of the file. */
  readonly scans: number;
  /** All that is missing may be the end-of-image marker: one scan holds the whole picture, so its decoder will know. */
  readonly lacksEnd: boolean;
}

interface Frame extends PictureSize {
  readonly isPlain: boolean;
  readonly isProgressive: boolean;
  readonly components: number;
}

export const CUT_OFF = "is cut off: it has no end-of-image marker";

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
const EXIF = "Exif\0\0";
/** Real files have some dozens; a file of nothing but empty segments would take seconds to read. */
const MAX_SEGMENTS = 4096;

/**
 * Reads a JPEG without decoding it, and finds its end.
 *
 * A file cut off in transfer has no end-of-image marker behind its first scan, and Rekognition would see half a
 * picture. Entropy-coded data never contains the marker's two bytes, and thumbnails with a marker of their own lie
 * before the first scan. What is damaged inside the scans, with its end in place, shows only when it is decoded.
 *
 * @returns size as seen upright
 * @throws ImageRefused 400 when the header cannot be read, or the end is missing and more scans may be with it
 */
export function readJpeg(bytes: Uint8Array): JpegHeader {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let orientation: number | undefined;
  let frame: Frame | undefined;
  let at = nextMarker(file, 2);
  for (let segments = 0; segments < MAX_SEGMENTS; segments++) {
    const marker = file[at + 1] ?? 0;
    const length = at + 4 <= file.length ? file.readUInt16BE(at + 2) : 0;
    const end = at + 2 + length;
    if (length < 2 || end > file.length) break;
    const segment = file.subarray(at + 4, end);
    if (isFrame(marker)) frame ??= readFrame(marker, segment);
    if (marker === APP1 && segment.toString("latin1", 0, EXIF.length) === EXIF) {
      orientation ??= exifOrientation(segment.subarray(EXIF.length));
    }
    if (marker === START_OF_SCAN) {
      if (!frame) throw malformed("jpeg", "has no frame header before its first scan");
      return { ...upright(frame, orientation), ...readScans(file, end, frame, segment[0] ?? 0) };
    }
    at = nextMarker(file, end);
  }
  throw malformed("jpeg", "has no picture behind its header");
}

/** @param components of the first scan, whose data begins at `from` */
function readScans(file: Buffer, from: number, frame: Frame, components: number) {
  const { scans, hasEnd } = countScans(file, from);
  const isOneScan = !frame.isProgressive && components === frame.components && scans === 1;
  if (!hasEnd && !isOneScan) throw malformed("jpeg", CUT_OFF);
  return { scans, lacksEnd: !hasEnd, isPlain: frame.isPlain && hasEnd };
}

function countScans(file: Buffer, from: number): { scans: number; hasEnd: boolean } {
  let scans = 1;
  for (let at = file.indexOf(0xff, from); at >= 0 && at + 1 < file.length;) {
    const code = file[at + 1] ?? 0;
    if (code === END_OF_IMAGE) return { scans, hasEnd: true };
    if (code === START_OF_SCAN) scans++;
    const isSegment = mayFollowScan(code) && at + 4 <= file.length;
    at += isSegment ? 2 + file.readUInt16BE(at + 2) : code === 0xff ? 1 : 2;
    if (file[at] !== 0xff) at = file.indexOf(0xff, at);
  }
  return { scans, hasEnd: false };
}

/** Tables, the next scan, the number of lines, restart interval, application data, comment: they say their length. */
function mayFollowScan(code: number): boolean {
  return [0xc4, 0xcc, START_OF_SCAN, 0xdb, 0xdc, 0xdd, 0xfe].includes(code) || (code >= 0xe0 && code <= 0xef);
}

/** Where the next marker is. Any number of 0xff may stand before one, and decoders skip whatever else does. */
function nextMarker(file: Buffer, from: number): number {
  for (let at = from; at + 1 < file.length; at++) {
    if (file[at] === 0xff && hasLength(file[at + 1] ?? 0)) return at;
  }
  throw malformed("jpeg", "has no picture behind its header");
}

/** Fill bytes, stuffing, restart markers, start and end of image have no length behind them. */
function hasLength(code: number): boolean {
  return code > 0x01 && code < 0xff && !(code >= 0xd0 && code <= 0xd9);
}

/** 0xc0–0xcf are frames, except Huffman tables, arithmetic conditioning and a reserved code (ITU-T T.81, table B.1). */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
}

function readFrame(code: number, segment: Buffer): Frame {
  if (segment.length < 6) throw malformed("jpeg", "has a frame header that is too short");
  const [height, width, components] = [segment.readUInt16BE(1), segment.readUInt16BE(3), segment[5] ?? 0];
  if (width === 0 || height === 0) throw malformed("jpeg", "does not say its size in its frame header");
  const isPlain = code <= 0xc2 && segment[0] === 8 && (components === 1 || components === 3);
  return { width, height, components, isPlain, isProgressive: code !== 0xc0 && code !== 0xc1 };
}

function upright({ width, height }: PictureSize, orientation = 1): PictureSize {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/**
 * The orientation, 1 to 8, that the Exif block of a JPEG gives its picture; 1 where it gives none that can be read.
 * From 5 on, the picture lies on its side: upright, its width is the stored height.
 * @param block what follows `Exif\0\0` in the APP1 segment: a TIFF header and its first directory (Exif 2.32, 4.6)
 */
export function exifOrientation(block: Buffer): number {
  if (block.length < 14) return 1;
  const byteOrder = block.toString("latin1", 0, 2);
  if (byteOrder !== "II" && byteOrder !== "MM") return 1;
  const isLittle = byteOrder === "II";
  const short = (at: number) => (isLittle ? block.readUInt16LE(at) : block.readUInt16BE(at));
  const directory = isLittle ? block.readUInt32LE(4) : block.readUInt32BE(4);
  if (directory + 2 > block.length) return 1;
  const end = Math.min(block.length, directory + 2 + 12 * short(directory));
  for (let entry = directory + 2; entry + 12 <= end; entry += 12) {
    if (short(entry) !== ORIENTATION_TAG || short(entry + 2) !== SHORT) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
