/** Writes TIFF files directory by directory. Nothing of the reader's is used. */
export interface TiffDirectory {
  readonly width: number;
  readonly height: number;
  /** The value of every pixel, or of the one at x and y. */
  readonly grey?: number | ((x: number, y: number) => number);
  /** More tags, or others in place of those written anyway; each of type LONG. */
  readonly tags?: readonly (readonly [tag: number, ...values: number[]])[];
  /** In place of the pixels. */
  readonly data?: Buffer;
  /** Directories that tag 330 points to. */
  readonly below?: readonly TiffDirectory[];
  readonly isUnsorted?: boolean;
}

export interface TiffForm {
  readonly isBigEndian?: boolean;
  /** Offsets of 64 bits. */
  readonly isBig?: boolean;
}

const [LONG, LONG8] = [4, 16];

/** Directories in a chain, each behind its pixels and those below it. */
export function tiffFile(directories: readonly TiffDirectory[], form: TiffForm = {}): Buffer {
  const writer = new Writer(form);
  let link = writer.start();
  for (const directory of directories) link = writer.directory(directory, link);
  return writer.bytes;
}

class Writer {
  bytes = Buffer.alloc(0);

  constructor(private readonly form: TiffForm) {}

  /** @returns where the first directory's offset stands */
  start(): number {
    this.append(Buffer.from(this.form.isBigEndian ? "MM" : "II"));
    this.append(this.number(this.form.isBig ? 43 : 42, 2));
    if (this.form.isBig) this.append(Buffer.concat([this.number(8, 2), this.number(0, 2)]));
    return this.append(this.offset(0));
  }

  /** @returns where the offset of the directory behind it stands */
  directory(directory: TiffDirectory, link: number): number {
    const { width, height, tags = [], below = [], isUnsorted } = directory;
    const pixels = directory.data ?? greyPixels(directory);
    const pixelsAt = this.append(pixels);
    const inner = below.map((each) => {
      const place = this.bytes.length;
      this.directory(each, -1);
      return this.lastDirectory(place);
    });
    const usual: [number, ...number[]][] = [
      [256, width],
      [257, height],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, pixelsAt],
      [277, 1],
      [278, height],
      [279, pixels.length],
    ];
    const own = [...tags, ...(inner.length > 0 ? [[330, ...inner] as const] : [])];
    const all = [...usual.filter(([tag]) => !own.some(([other]) => other === tag)), ...own];
    const sorted = all.sort(([one], [other]) => (isUnsorted ? other - one : one - other));
    const entries = sorted.map(([tag, ...values]) => this.entry(tag, values));
    const at = this.append(this.number(entries.length, this.form.isBig ? 8 : 2));
    for (const entry of entries) this.append(entry);
    const next = this.append(this.offset(0));
    this.ends.set(next, at);
    if (link >= 0) this.offset(at).copy(this.bytes, link);
    return next;
  }

  private readonly ends = new Map<number, number>();

  private lastDirectory(from: number): number {
    return [...this.ends.values()].filter((at) => at >= from).at(-1) ?? 0;
  }

  private entry(tag: number, values: readonly number[]): Buffer {
    const size = this.form.isBig ? 8 : 4;
    const packed = Buffer.concat(values.map((value) => this.offset(value)));
    const place = values.length === 1 ? packed : this.offset(this.append(packed));
    const type = this.form.isBig ? LONG8 : LONG;
    return Buffer.concat([this.number(tag, 2), this.number(type, 2), this.number(values.length, size), place]);
  }

  private append(bytes: Buffer): number {
    const at = this.bytes.length;
    this.bytes = Buffer.concat([this.bytes, bytes]);
    return at;
  }

  private offset(value: number): Buffer {
    return this.number(value, this.form.isBig ? 8 : 4);
  }

  private number(value: number, bytes: number): Buffer {
    const { isBigEndian = false } = this.form;
    const buffer = Buffer.alloc(bytes);
    if (bytes === 8) buffer.writeBigUInt64BE(BigInt(value));
    else buffer.writeUIntBE(value, 0, bytes);
    return isBigEndian ? buffer : buffer.reverse();
  }
}

function greyPixels({ width, height, grey = 128 }: TiffDirectory): Buffer {
  if (typeof grey === "number") return Buffer.alloc(width * height, grey);
  const pixels = Buffer.alloc(width * height);
  for (let at = 0; at < pixels.length; at++) pixels[at] = grey(at % width, Math.floor(at / width));
  return pixels;
}
