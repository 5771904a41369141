import { malformed, unsupported } from "../accepted-images";
import { type Directory, TAG, TiffFile } from "./directory";

/** The picture of a TIFF that is read, by libvips' names for it. */
export interface TiffPage {
  readonly page: number;
  /** Place among the page's sub-directories; missing: the page itself. */
  readonly subifd?: number;
  readonly directory: Directory;
  /** Of the whole file. */
  readonly fileBytes: number;
}

interface Candidate extends TiffPage {
  /** A smaller copy, or a mask: not what a person means by the picture. */
  readonly isAside: boolean;
  readonly pixels: number;
}

/** Cameras write up to five in a row, and as many below one; scanned pages begin with the first. */
const MOST_PAGES = 32;
const MOST_BELOW = 16;
const REDUCED = 1;
const MASK = 4;
/** Value of the older SubfileType. */
const OLD_REDUCED = 2;
const COLOUR_FILTER_ARRAY = 32_803;
const LINEAR_RAW = 34_892;
/** Sony ARW, Nikon NEF, Pentax PEF, Kodak DCR and KDC: compressions of nothing but sensor data. */
const RAW_COMPRESSIONS = [32_767, 34_713, 65_535, 65_000, 262];
/** `CR` behind the first directory's offset. */
const CANON_CR2 = 0x4352;

/**
 * The first full-size picture of a TIFF. A directory may be a thumbnail of another that stands behind it or below it, and
 * only its NewSubfileType, or the other's size, says so. Camera RAW is written that way too.
 * @throws ImageRefused 415 for camera RAW; 400 when the directories cannot be read
 */
export function readTiff(file: Buffer): TiffPage {
  if (file.length >= 10 && file.readUInt16BE(8) === CANON_CR2) throw unsupported("raw");
  const pages = pagesOf(new TiffFile(file), file.length);
  const all = pages.flatMap(({ page, below }) => [page, ...below]);
  if (all.some(({ directory }) => isSensorData(directory))) throw unsupported("raw");
  const first = pages.find(({ page }) => !page.isAside);
  // Of a thumbnail that does not say so, a larger picture below it is the original.
  const family = first ? [first.page, ...first.below.filter(({ isAside }) => !isAside)] : all;
  const full = family.some(({ isAside }) => !isAside) ? family.filter(({ isAside }) => !isAside) : family;
  const [chosen] = [...full].sort((one, other) => other.pixels - one.pixels);
  if (!chosen) throw malformed("tiff", "ends before its first directory does");
  return chosen;
}

/** As many directories as can be read: what is damaged behind a picture is not the picture. */
function pagesOf(file: TiffFile, fileBytes: number): { page: Candidate; below: Candidate[] }[] {
  const pages: { page: Candidate; below: Candidate[] }[] = [];
  const seen = new Set<number>();
  for (let at = file.firstDirectory; at !== 0 && !seen.has(at) && pages.length < MOST_PAGES;) {
    seen.add(at);
    const directory = file.directory(at);
    if (!directory) break;
    const own = { page: pages.length, fileBytes };
    const below = directory.all(TAG.subDirectories, MOST_BELOW).flatMap((from, subifd) => {
      const inner = file.directory(from);
      return inner ? [candidate({ ...own, subifd, directory: inner })] : [];
    });
    pages.push({ page: candidate({ ...own, directory }), below });
    at = directory.next;
  }
  return pages;
}

function candidate(page: TiffPage): Candidate {
  const { directory } = page;
  const [type = 0, old] = [directory.first(TAG.newSubfileType), directory.first(TAG.subfileType)];
  const isAside = (type & (REDUCED | MASK)) !== 0 || old === OLD_REDUCED;
  return { ...page, isAside, pixels: (directory.first(TAG.width) ?? 0) * (directory.first(TAG.height) ?? 0) };
}

function isSensorData(directory: Directory): boolean {
  const photometric = directory.first(TAG.photometric);
  const hasTag = [TAG.dngVersion, TAG.cfaPattern, TAG.cfaRepeatPattern].some((tag) => directory.has(tag));
  const isRaw = photometric === COLOUR_FILTER_ARRAY || photometric === LINEAR_RAW;
  return hasTag || isRaw || RAW_COMPRESSIONS.includes(directory.first(TAG.compression) ?? 0);
}
