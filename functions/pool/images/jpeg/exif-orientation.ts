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
