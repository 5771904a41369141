import * as fs from "node:fs";
import * as path from "node:path";
import sharp, { type Sharp } from "sharp";
import { type DecodingWork, decodingBytesPerPixel } from "../../../functions/pool/images/decoding-memory";
import { bmpFile } from "../../functions/pool/images/bmp-files";

/** A file of each format and depth, and what is reckoned for it from its header. */
export interface FormatFile {
  readonly what: string;
  readonly file: string;
  readonly pixels: number;
  /** Megabytes beside what the process takes anyway. */
  readonly reckoned: number;
}

const [WIDTH, HEIGHT] = [5000, 4000];
const PIXELS = WIDTH * HEIGHT;

type Work = Pick<DecodingWork, "kind"> & Partial<DecodingWork>;

const onItsSide = (picture: Sharp) => picture.withMetadata({ orientation: 6 });
const deep = (picture: Sharp) => picture.toColourspace("rgb16");

const FORMATS: readonly (readonly [string, Work, (picture: Sharp) => Sharp])[] = [
  [
    "JPEG, progressive",
    { kind: "jpeg", isMultiScan: true },
    (p) => p.jpeg({ progressive: true, chromaSubsampling: "4:4:4" }),
  ],
  ["JPEG, on its side", { kind: "jpeg", isTurned: true }, (p) => onItsSide(p).jpeg()],
  ["PNG, interlaced", { kind: "png" }, (p) => p.png({ progressive: true, compressionLevel: 1 })],
  [
    "PNG, 16 bits, interlaced",
    { kind: "png", bytesPerChannel: 2 },
    (p) => deep(p).png({ progressive: true, compressionLevel: 1 }),
  ],
  ["GIF", { kind: "gif" }, (p) => p.gif({ effort: 1 })],
  ["WebP", { kind: "webp" }, (p) => p.webp({ effort: 0 })],
  ["TIFF", { kind: "tiff" }, (p) => p.tiff({ compression: "lzw" })],
  ["TIFF, 16 bits", { kind: "tiff", bytesPerChannel: 2 }, (p) => deep(p).tiff({ compression: "lzw" })],
  ["AVIF, 8 bits", { kind: "heif" }, (p) => p.avif({ effort: 0 })],
  ["AVIF, 12 bits", { kind: "heif", bytesPerChannel: 2 }, (p) => p.avif({ effort: 0, bitdepth: 12 })],
];

export async function formatFiles(folder: string): Promise<FormatFile[]> {
  const files: FormatFile[] = [];
  for (const [what, work, encode] of FORMATS) {
    const picture = sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "#3366cc" } });
    files.push(written(folder, what, work, await encode(picture).toBuffer()));
  }
  const palette = [[51, 102, 204]];
  const row = [
    ...Array<number[]>(WIDTH / 250)
      .fill([250, 0])
      .flat(),
    0,
    0,
  ];
  const data = Buffer.from([...Array<number[]>(HEIGHT).fill(row).flat(), 0, 1]);
  const bmp = bmpFile({ width: WIDTH, height: HEIGHT, bits: 8, compression: 1, palette, data });
  return [...files, written(folder, "BMP, run-length", { kind: "bmp", channels: 4 }, bmp)];
}

function written(folder: string, what: string, work: Work, bytes: Buffer): FormatFile {
  const file = path.join(folder, `${what.replaceAll(/\W+/g, "-")}.image`);
  fs.writeFileSync(file, bytes);
  const perPixel = decodingBytesPerPixel({ width: WIDTH, height: HEIGHT, channels: 3, bytesPerChannel: 1, ...work });
  return { what, file, pixels: PIXELS, reckoned: (perPixel * PIXELS) / 1024 ** 2 };
}
