import type { Metadata, Sharp } from "sharp";
import type { DecodingWork } from "./decoding-memory";
import { DecodingUnfinished, ImageRefused, malformed, MAX_PIXELS, type PictureSize } from "./accepted-images";
import { loadSharp, SharpMissing } from "./sharp";
import type { PictureSource } from "./source";

/**
 * How much of what a decoder complains about is a fault. libvips stops at a fault that it meets at either level, and at a
 * file that ends early; on `warning` also at whatever libjpeg, libpng or libtiff only warn of.
 * https://www.libvips.org/API/current/enum.FailOn.html
 */
type FailOn = "warning" | "error";

/**
 * Warnings that mean missing or broken pixels, in the words of libjpeg and libtiff: at the level of errors, half a picture
 * would be read with the rest grey. All others are of the header (a camera's odd scan parameters, stray bytes between
 * segments, tags out of order), and every other reader shows such a file.
 */
const BROKEN_PIXELS =
  /premature end|bad Huffman code|bad arithmetic code|instead of RST|Decoding error|incorrect data check|Not enough data/i;

const BYTES_OF_DEPTH: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2, double: 8 };

/** A picture whose header has been read by sharp, and that may be decoded any number of times. */
export class OpenPicture {
  /** As seen upright. */
  readonly size: PictureSize;
  readonly work: DecodingWork;
  private failOn: FailOn = "warning";

  private constructor(
    private readonly source: PictureSource,
    header: Metadata,
    private readonly remainingMs: () => number,
  ) {
    const { width, height, autoOrient } = header;
    this.size = this.isTurnable ? autoOrient : { width, height };
    this.work = {
      kind: source.kind,
      ...this.size,
      channels: header.channels,
      bytesPerChannel: BYTES_OF_DEPTH[header.depth] ?? 4,
      isMultiScan: header.isProgressive,
      isTurned: this.isTurnable && (header.orientation ?? 1) > 1,
      ...source.work,
    };
  }

  /** @throws ImageRefused 400 when the header cannot be read */
  static async from(source: PictureSource, remainingMs: () => number): Promise<OpenPicture> {
    try {
      const { input, options } = source;
      const header = await loadSharp()(input, { ...options, failOn: "error" }).metadata();
      // Where no page is asked for, libvips takes the one that a HEIF file is to show, wherever it stands.
      return new OpenPicture(source, header, remainingMs);
    } catch (fault) {
      throw refusal(fault, source);
    }
  }

  /**
   * Decodes the picture, upright, and what is made of it.
   * @throws ImageRefused 400 when it is damaged; DecodingUnfinished when the time is over
   */
  async pixels(make: (upright: Sharp) => Sharp): Promise<Uint8Array> {
    try {
      return await this.decoded(make);
    } catch (fault) {
      if (this.failOn === "error" || !isOddOnly(fault)) throw refusal(fault, this.source);
      this.failOn = "error";
      return this.pixels(make);
    }
  }

  private async decoded(make: (upright: Sharp) => Sharp): Promise<Uint8Array> {
    const seconds = Math.floor(this.remainingMs() / 1000);
    if (seconds < 1) throw new DecodingUnfinished();
    const { input, options } = this.source;
    const picture = loadSharp()(input, { ...options, failOn: this.failOn });
    const made = make(this.isTurnable ? picture.autoOrient() : picture);
    return made.timeout({ seconds: Math.min(seconds, MOST_SECONDS) }).toBuffer();
  }

  /** Upright, as Rekognition sees a JPEG; it does not turn a PNG, so a PNG that passes untouched has the same meaning. */
  private get isTurnable(): boolean {
    return this.source.kind !== "png";
  }
}

/** What sharp takes; an invocation has less. */
const MOST_SECONDS = 3600;

function isOddOnly(fault: unknown): boolean {
  return fault instanceof Error && !isAboutUs(fault) && !BROKEN_PIXELS.test(fault.message);
}

function isAboutUs(fault: Error): boolean {
  const isOurs = [ImageRefused, DecodingUnfinished, SharpMissing].some((kind) => fault instanceof kind);
  return isOurs || /out of memory|unable to (allocate|malloc)|timeout/i.test(fault.message);
}

/** libvips' messages can quote the file, so none of them is passed on. What is not the picture's fault stays what it is. */
function refusal(error: unknown, { kind, fault }: PictureSource): unknown {
  if (!(error instanceof Error)) return error;
  if (/timeout/i.test(error.message)) return new DecodingUnfinished();
  if (isAboutUs(error)) return error;
  if (/exceeds pixel limit/i.test(error.message)) {
    return malformed(kind, `has more than the ${MAX_PIXELS} pixels allowed`);
  }
  return malformed(kind, fault);
}
