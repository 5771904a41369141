/** Tags of a directory that decide which picture is read and what it takes (TIFF 6.0; TIFF/EP; DNG 1.7). */
export const TAG = {
  newSubfileType: 254,
  subfileType: 255,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  tileWidth: 322,
  tileHeight: 323,
  tileByteCounts: 325,
  subDirectories: 330,
  cfaRepeatPattern: 33_421,
  cfaPattern: 33_422,
  dngVersion: 50_706,
} as const;

/** One directory of a TIFF. Its values are read when they are asked for. */
export interface Directory {
  has(tag: number): boolean;
  /** The first value, when it is a whole number. */
  first(tag: number): number | undefined;
  /** All values, of those types that hold whole numbers. @param most no more than so many are read */
  all(tag: number, most: number): readonly number[];
  /** Where the next directory is; 0 after the last. */
  readonly next: number;
}

/** Bytes of a value by its type: BYTE, SHORT, LONG, IFD, LONG8, IFD8. */
const BYTES_OF: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

/** The byte order and the width of offsets, by the file's first bytes: TIFF, or BigTIFF with 64 bits. */
class TiffNumbers {
  readonly isBig: boolean;
  private readonly isLittle: boolean;

  constructor(private readonly file: Buffer) {
    this.isLittle = file[0] === 0x49;
    this.isBig = (this.isLittle ? file[2] : file[3]) === 43;
  }

  /** @returns NaN where the file ends before it */
  at(from: number, bytes: number): number {
    if (!(from >= 0 && from + bytes <= this.file.length)) return NaN;
    if (bytes < 8) return this.isLittle ? this.file.readUIntLE(from, bytes) : this.file.readUIntBE(from, bytes);
    return Number(this.isLittle ? this.file.readBigUInt64LE(from) : this.file.readBigUInt64BE(from));
  }

  offsetAt(from: number): number {
    return this.at(from, this.isBig ? 8 : 4);
  }
}

/** Reads the directories of one file. */
export class TiffFile {
  private readonly numbers: TiffNumbers;

  constructor(private readonly file: Buffer) {
    this.numbers = new TiffNumbers(file);
  }

  get firstDirectory(): number {
    return this.numbers.offsetAt(this.numbers.isBig ? 8 : 4);
  }

  /** @returns undefined when the file ends before the directory does */
  directory(from: number): Directory | undefined {
    const { numbers } = this;
    const [countBytes, entryBytes] = numbers.isBig ? [8, 20] : [2, 12];
    const count = numbers.at(from, countBytes);
    const end = from + countBytes + entryBytes * count;
    const next = numbers.offsetAt(end);
    if (Number.isNaN(next)) return undefined;
    const entries = new Map<number, number>();
    for (let at = end - entryBytes; at >= from + countBytes; at -= entryBytes) entries.set(numbers.at(at, 2), at);
    const all = (tag: number, most: number) => this.values(entries.get(tag), most);
    return { next, has: (tag) => entries.has(tag), first: (tag) => all(tag, 1)[0], all };
  }

  /** An entry is tag, type, count, and the values themselves where they fit into an offset's bytes. */
  private values(entry: number | undefined, most: number): readonly number[] {
    if (entry === undefined) return [];
    const { numbers } = this;
    const bytes = BYTES_OF[numbers.at(entry + 2, 2)];
    if (bytes === undefined) return [];
    const offsetBytes = numbers.isBig ? 8 : 4;
    const count = numbers.offsetAt(entry + 4);
    const place = entry + 4 + offsetBytes;
    const from = count * bytes <= offsetBytes ? place : numbers.offsetAt(place);
    if (!(from + count * bytes <= this.file.length)) return [];
    return Array.from({ length: Math.min(count, most) }, (_, index) => numbers.at(from + index * bytes, bytes));
  }
}
