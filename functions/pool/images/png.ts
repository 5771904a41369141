import { malformed, type PictureSize } from "./accepted-images";

const SIGNATURE_LENGTH = 8;
/** Length, type and checksum around a chunk's data. */
const CHUNK_FRAME = 12;
const IHDR_LENGTH = 13;

export interface PngHeader extends PictureSize {
  /** Its last chunk is there: every decoder reads it. Without that one, the pixels may be whole and only their decoder knows. */
  readonly isPlain: boolean;
}

/**
 * Reads a PNG's size and steps over its chunks to the last one, without decompressing anything.
 *
 * The stored frame is the picture: Rekognition does not turn a PNG by its Exif block, so neither is it turned here.
 * https://docs.aws.amazon.com/rekognition/latest/dg/images-orientation.html
 *
 * @throws ImageRefused 400 when the header cannot be read, or the file ends within a chunk
 */
export function readPng(bytes: Uint8Array): PngHeader {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (file.length < SIGNATURE_LENGTH + CHUNK_FRAME + IHDR_LENGTH) throw malformed("png", "ends within its header");
  if (file.readUInt32BE(8) !== IHDR_LENGTH || typeAt(file, 8) !== "IHDR") {
    throw malformed("png", "does not begin with its header chunk");
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (width === 0 || height === 0) throw malformed("png", "declares no pixels");
  const { hasPixels, hasEnd, isCutOff } = readChunks(file);
  if (!hasPixels || isCutOff) throw malformed("png", "is cut off: it has no pixels or no end chunk");
  return { width, height, isPlain: hasEnd };
}

function readChunks(file: Buffer): { hasPixels: boolean; hasEnd: boolean; isCutOff: boolean } {
  let hasPixels = false;
  let at = SIGNATURE_LENGTH;
  for (; at + CHUNK_FRAME <= file.length; at += CHUNK_FRAME + file.readUInt32BE(at)) {
    const type = typeAt(file, at);
    if (type === "IEND") return { hasPixels, hasEnd: true, isCutOff: false };
    hasPixels ||= type === "IDAT";
  }
  return { hasPixels, hasEnd: false, isCutOff: at > file.length };
}

function typeAt(file: Buffer, chunk: number): string {
  return file.toString("latin1", chunk + 4, chunk + 8);
}
