/** What a HEIF file holds: its items, their sizes, and which are parts of which (ISO/IEC 23008-12). No pixels are read. */
import { type Box, boxesIn, boxIn } from "./boxes";

export interface HeifItems {
  /** The item that the file shows. */
  readonly primary: number | undefined;
  /** Four letters, by item id: `av01`, `hvc1`, `grid`, … */
  readonly types: ReadonlyMap<number, string>;
  /** Pixels of an item, by its id, as its properties declare them. */
  readonly pixels: ReadonlyMap<number, number>;
  readonly references: readonly Reference[];
}

/** `dimg`: made of; `auxl`: transparency or depth of; `thmb`: thumbnail of. */
export interface Reference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

/** Version and flags, before the content of a full box. */
const FULL = 4;

/** @returns undefined when there is no whole list of items: a sequence of frames, or a file cut off */
export function readItems(file: Buffer): HeifItems | undefined {
  const meta = boxIn(file, { from: 0, to: file.length }, "meta");
  if (!meta) return undefined;
  const inside = { from: meta.from + FULL, to: meta.to };
  const [pitm, iinf, iref] = ["pitm", "iinf", "iref"].map((type) => boxIn(file, inside, type));
  const iprp = boxIn(file, inside, "iprp");
  return {
    primary: pitm && idAt(file, pitm, pitm.from + FULL, versionOf(file, pitm) === 0),
    types: iinf ? itemTypes(file, iinf) : new Map(),
    pixels: iprp ? itemPixels(file, iprp) : new Map(),
    references: iref ? itemReferences(file, iref) : [],
  };
}

function versionOf(file: Buffer, { from, to }: Box): number {
  return from < to ? (file[from] ?? 0) : 0;
}

/** An item's id of 16 or 32 bits; 0, which no item has, where the box ends before it. */
function idAt(file: Buffer, { to }: Box, at: number, isShort: boolean): number {
  if (at + (isShort ? 2 : 4) > to) return 0;
  return isShort ? file.readUInt16BE(at) : file.readUInt32BE(at);
}

function itemTypes(file: Buffer, iinf: Box): Map<number, string> {
  const from = iinf.from + FULL + (versionOf(file, iinf) === 0 ? 2 : 4);
  const types = new Map<number, string>();
  for (const infe of boxesIn(file, from, iinf.to)) {
    const isShort = versionOf(file, infe) < 3;
    const type = infe.from + FULL + (isShort ? 2 : 4) + 2;
    if (infe.type !== "infe" || type + 4 > infe.to) continue;
    types.set(idAt(file, infe, infe.from + FULL, isShort), file.toString("latin1", type, type + 4));
  }
  return types;
}

function itemReferences(file: Buffer, iref: Box): Reference[] {
  const isShort = versionOf(file, iref) === 0;
  const idBytes = isShort ? 2 : 4;
  return [...boxesIn(file, iref.from + FULL, iref.to)].map((box) => {
    const listAt = box.from + idBytes + 2;
    const count = listAt <= box.to ? file.readUInt16BE(listAt - 2) : 0;
    const known = Math.min(count, Math.floor((box.to - listAt) / idBytes));
    const to = Array.from({ length: Math.max(0, known) }, (_, index) =>
      idAt(file, box, listAt + index * idBytes, isShort),
    );
    return { type: box.type, from: idAt(file, box, box.from, isShort), to };
  });
}

/** Items name their properties by place in one list; `ispe` holds width and height. */
function itemPixels(file: Buffer, iprp: Box): Map<number, number> {
  const ipco = boxIn(file, iprp, "ipco");
  const sizes = ipco ? [...boxesIn(file, ipco.from, ipco.to)].map((box) => declaredPixels(file, box)) : [];
  const pixels = new Map<number, number>();
  for (const ipma of boxesIn(file, iprp.from, iprp.to)) {
    if (ipma.type !== "ipma") continue;
    for (const { item, properties } of associations(file, ipma)) {
      const largest = Math.max(0, ...properties.map((place) => sizes[place - 1] ?? 0));
      pixels.set(item, Math.max(largest, pixels.get(item) ?? 0));
    }
  }
  return pixels;
}

function declaredPixels(file: Buffer, { type, from, to }: Box): number {
  if (type !== "ispe" || from + FULL + 8 > to) return 0;
  return file.readUInt32BE(from + FULL) * file.readUInt32BE(from + FULL + 4);
}

function* associations(file: Buffer, ipma: Box): Generator<{ item: number; properties: number[] }> {
  const isShort = versionOf(file, ipma) === 0;
  const isWide = ipma.to - ipma.from > FULL && ((file[ipma.from + 3] ?? 0) & 1) === 1;
  // Behind the number of entries; an entry is an id, a number of properties, and their places.
  let at = ipma.from + FULL + 4;
  while (at + (isShort ? 3 : 5) <= ipma.to) {
    const item = idAt(file, ipma, at, isShort);
    at += isShort ? 3 : 5;
    const count = Math.min(file[at - 1] ?? 0, Math.floor((ipma.to - at) / (isWide ? 2 : 1)));
    // The top bit says that a reader has to know the property.
    const properties = Array.from({ length: count }, (_, index) =>
      isWide ? file.readUInt16BE(at + 2 * index) & 0x7fff : (file[at + index] ?? 0) & 0x7f,
    );
    at += count * (isWide ? 2 : 1);
    yield { item, properties };
  }
}
