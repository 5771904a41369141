import { heifBrands, malformed, unsupported } from "../accepted-images";
import { boxIn } from "./boxes";
import { type HeifItems, readItems } from "./items";

export interface HeifPicture {
  /** Pixels that are decoded to show the picture: more than it shows where its tiles overlap its edges. */
  readonly codedPixels: number;
}

const AV1 = "av01";
const HEVC = ["hvc1", "hev1", "lhv1"];
const MAJOR_BRAND_AT = 8;
const OTHER_BRANDS_AT = 16;
const HEVC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"];

/**
 * What the item that a HEIF file shows is coded with. The brands at its beginning do not say: AVIF comes under `avif`,
 * `avis`, `mif1`, `miaf` and others, and a camera's `mif1` may be HEVC.
 * @throws ImageRefused 415 for anything but AV1, alone or as a grid of tiles; 400 where no item can be read
 */
export function readHeif(file: Buffer): HeifPicture {
  const items = readItems(file);
  const primary = items?.primary;
  if (!items || primary === undefined || !items.types.has(primary)) throw refusalWithoutPicture(file);
  const madeOf = partsByWhole(items);
  const parts = items.types.get(primary) === "grid" ? (madeOf.get(primary) ?? []) : [primary];
  const types = parts.map((part) => items.types.get(part) ?? "");
  if (types.length === 0 || types.some((type) => type !== AV1)) {
    throw unsupported(types.some((type) => HEVC.includes(type)) ? "heic" : "otherHeif");
  }
  const shown = new Set([primary, ...parts]);
  // Transparency has pictures of its own, which point to those they belong to.
  const masks = items.references.filter(({ type, to }) => type === "auxl" && to.some((id) => shown.has(id)));
  const planes = [parts, ...masks.map(({ from }) => madeOf.get(from) ?? [from])];
  return { codedPixels: Math.max(...planes.map((ids) => sumOfPixels(items, ids))) };
}

function partsByWhole({ references }: HeifItems): Map<number, readonly number[]> {
  return new Map(references.filter(({ type }) => type === "dimg").map(({ from, to }) => [from, to]));
}

function sumOfPixels({ pixels }: HeifItems, ids: readonly number[]): number {
  return ids.reduce((sum, id) => sum + (pixels.get(id) ?? 0), 0);
}

function refusalWithoutPicture(file: Buffer): Error {
  const brands = heifBrands(file);
  if (brands.some((brand) => HEVC_BRANDS.includes(brand))) return unsupported("heic");
  const isSequence = boxIn(file, { from: 0, to: file.length }, "moov") !== undefined;
  return isSequence ? unsupported("noStill") : malformed("heif", "names no picture in its header, or is cut off");
}

/**
 * A copy of the file that says it is AVIF, and nothing else. libvips opens no other major brand, and libheif looks for a
 * film where a brand promises one.
 */
export function underAvifBrand(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  const end = Math.min(copy.readUInt32BE(0), copy.length);
  copy.write("avif", MAJOR_BRAND_AT, "latin1");
  for (let at = OTHER_BRANDS_AT; at + 4 <= end; at += 4) copy.write("mif1", at, "latin1");
  return copy;
}
