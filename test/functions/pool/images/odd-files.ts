/** Complete pictures in files with something odd about them, as cameras and careless programs write them, and ways to damage a file. */
import { crc32 } from "./checksum";

export function inserted(file: Buffer, at: number, bytes: readonly number[] | Buffer): Buffer {
  return Buffer.concat([file.subarray(0, at), Buffer.from(bytes), file.subarray(at)]);
}

export function patched(file: Buffer, at: number, bytes: readonly number[]): Buffer {
  const copy = Buffer.from(file);
  copy.set(bytes, at);
  return copy;
}

/** One bit is another: the smallest damage. */
export function flipped(file: Buffer, at: number): Buffer {
  return patched(file, at, [(file[at] ?? 0) ^ 0x10]);
}

/** Where a JPEG's marker first stands; its thumbnails have none here. */
export function markerAt(jpeg: Buffer, code: number): number {
  return jpeg.indexOf(Buffer.from([0xff, code]));
}

export function segment(code: number, content: string): Buffer {
  const bytes = Buffer.from(content, "latin1");
  return Buffer.concat([Buffer.from([0xff, code, (bytes.length + 2) >> 8, (bytes.length + 2) & 0xff]), bytes]);
}

export function pngChunk(type: string, content: Buffer, checksum?: number): Buffer {
  const chunk = Buffer.alloc(12 + content.length);
  chunk.writeUInt32BE(content.length, 0);
  chunk.write(type, 4, "latin1");
  content.copy(chunk, 8);
  chunk.writeUInt32BE(checksum ?? crc32(chunk.subarray(4, 8 + content.length)), 8 + content.length);
  return chunk;
}
