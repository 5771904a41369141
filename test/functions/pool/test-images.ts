import sharp from "sharp";

const SOI_BYTES = 2;
const MAX_SEGMENT_BYTES = 65_533;

/** One colour all over: some hundred bytes at any size. */
export function jpeg(width = 100, height = 100): Promise<Buffer> {
  return picture(width, height).jpeg().toBuffer();
}

export function png(width = 100, height = 100): Promise<Buffer> {
  return picture(width, height).png().toBuffer();
}

export function webp(): Promise<Buffer> {
  return picture(100, 100).webp().toBuffer();
}

/** A good JPEG of exactly so many bytes: its comments hold the rest. */
export async function jpegOf(bytes: number, width = 100, height = 100): Promise<Buffer> {
  const plain = await jpeg(width, height);
  const comments: Buffer[] = [];
  for (let left = bytes - plain.length; left > 0;) {
    // A segment has two bytes of marker and two of length, so what is left over may not be fewer than four.
    const size =
      left - MAX_SEGMENT_BYTES - 2 < 4 && left > MAX_SEGMENT_BYTES + 2 ? 1000 : Math.min(left, MAX_SEGMENT_BYTES + 2);
    const comment = Buffer.alloc(size, 0x20);
    comment.set([0xff, 0xfe, (size - 2) >> 8, (size - 2) & 0xff]);
    comments.push(comment);
    left -= size;
  }
  return Buffer.concat([plain.subarray(0, SOI_BYTES), ...comments, plain.subarray(SOI_BYTES)]);
}

export async function imageBody(image: Promise<Buffer> | Buffer = jpeg()): Promise<{ Image: { Bytes: string } }> {
  return { Image: { Bytes: (await image).toString("base64") } };
}

function picture(width: number, height: number): sharp.Sharp {
  return sharp({ create: { width, height, channels: 3, background: "#3366cc" } });
}
