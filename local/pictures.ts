import { loadSharp } from "../functions/pool/images/sharp";

/** A bright patch, as ratios of the picture: what the stand-in for Rekognition takes for a face. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface PictureSpec {
  readonly width: number;
  readonly height: number;
  readonly patches: readonly Patch[];
  /** Tells otherwise equal pictures apart. */
  readonly variant?: number;
}

const BYTES_PER_PIXEL = 3;

/** A real JPEG: a dim, grainy background with bright ovals on it. The same one for the same spec. */
export async function makeJpeg(spec: PictureSpec): Promise<Buffer> {
  const { width, height } = spec;
  return loadSharp()(pixelsOf(spec), { raw: { width, height, channels: BYTES_PER_PIXEL } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** Some pictures that differ in where their patches are, one to three on each. */
export function makeJpegs(count: number, size: { readonly width: number; readonly height: number }): Promise<Buffer[]> {
  const specs = Array.from({ length: count }, (_, variant) => {
    const patches = Array.from({ length: 1 + (variant % 3) }, (_, index) => ({
      x: 0.2 + 0.3 * index,
      y: 0.3 + ((variant + index) % 5) * 0.1,
      radius: 0.08 + (variant % 4) * 0.01,
    }));
    return { ...size, patches, variant };
  });
  return Promise.all(specs.map(makeJpeg));
}

function pixelsOf({ width, height, patches, variant = 0 }: PictureSpec): Buffer {
  const pixels = Buffer.alloc(width * height * BYTES_PER_PIXEL);
  let grain = variant + 1;
  for (let index = 0; index < width * height; index++) {
    const [x, y] = [(index % width) / width, Math.floor(index / width) / height];
    const isBright = patches.some((patch) => (x - patch.x) ** 2 + (y - patch.y) ** 2 < patch.radius ** 2);
    // Numerical Recipes' generator: grain that JPEG cannot press away, so that sizes are a photograph's.
    grain = (Math.imul(grain, 1_664_525) + 1_013_904_223) >>> 0;
    const level = (isBright ? 215 : 30 + 40 * y) + (grain >>> 27);
    pixels.fill(level, index * BYTES_PER_PIXEL, (index + 1) * BYTES_PER_PIXEL);
  }
  return pixels;
}
