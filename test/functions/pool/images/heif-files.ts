/** Writes HEIF files from pictures that sharp has coded as AVIF, with any items, brands and references. Nothing of the reader's is used. */
import type { Sharp } from "sharp";

export interface HeifItem {
  /** `av01`, or what a test wants it taken for. */
  readonly type: string;
  readonly data: Buffer;
  /** Width and height as declared. */
  readonly size: readonly [number, number];
  /** Further properties: whole boxes. */
  readonly properties: readonly Buffer[];
}

export interface HeifFile {
  /** The major brand first. */
  readonly brands?: readonly string[];
  /** Items have the ids 1, 2, … */
  readonly items: readonly HeifItem[];
  readonly primary?: number;
  readonly references?: readonly { readonly type: string; readonly from: number; readonly to: readonly number[] }[];
  /** Boxes behind the list of items. */
  readonly behind?: readonly Buffer[];
  /** With ids of 32 bits, and sizes of boxes of 64. */
  readonly isWide?: boolean;
}

/** A picture as an item: its coded data and how to decode it. */
export async function av1Item(picture: Sharp, type = "av01"): Promise<HeifItem> {
  const { data: file, info } = await picture.avif({ effort: 0 }).toBuffer({ resolveWithObject: true });
  const boxOf = (name: string) => {
    const at = file.indexOf(name, 0, "latin1") - 4;
    return file.subarray(at, at + file.readUInt32BE(at));
  };
  const properties = [boxOf("av1C"), boxOf("pixi")];
  return { type, data: boxOf("mdat").subarray(8), size: [info.width, info.height], properties };
}

/** A picture of others in rows and columns (ISO/IEC 23008-12, 6.6.2.3). */
export function gridItem(columns: number, rows: number, size: readonly [number, number]): HeifItem {
  const data = Buffer.from([0, 0, rows - 1, columns - 1, size[0] >> 8, size[0] & 255, size[1] >> 8, size[1] & 255]);
  return { type: "grid", data, size, properties: [] };
}

export function heifFile({
  brands = ["avif", "mif1"],
  items,
  primary = 1,
  references = [],
  ...rest
}: HeifFile): Buffer {
  const { isWide = false, behind = [] } = rest;
  const ftyp = box("ftyp", text(brands[0] ?? ""), u32(0), ...brands.map(text));
  const meta = (firstAt: number) => {
    const id = isWide ? u32 : u16;
    let at = firstAt;
    const places = items.map(({ data }) => (at += data.length) - data.length);
    return full(
      "meta",
      0,
      [
        full("hdlr", 0, [u32(0), text("pict"), Buffer.alloc(13)]),
        full("pitm", isWide ? 1 : 0, [id(primary)]),
        full("iloc", isWide ? 2 : 0, [
          Buffer.from([0x44, 0]),
          id(items.length),
          ...items.map((item, index) => extent(id, index + 1, places[index] ?? 0, item, isWide)),
        ]),
        full("iinf", isWide ? 1 : 0, [
          id(items.length),
          ...items.map(({ type }, index) =>
            full("infe", isWide ? 3 : 2, [id(index + 1), u16(0), text(type), Buffer.alloc(1)]),
          ),
        ]),
        full(
          "iref",
          isWide ? 1 : 0,
          references.map(({ type, from, to }) => box(type, id(from), u16(to.length), ...to.map(id))),
        ),
        properties(items, id, isWide),
      ],
      isWide,
    );
  };
  const head = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(head), box("mdat", ...items.map(({ data }) => data)), ...behind]);
}

type Id = (value: number) => Buffer;

function extent(id: Id, item: number, at: number, { data }: HeifItem, isWide: boolean): Buffer {
  return Buffer.concat([id(item), ...(isWide ? [u16(0)] : []), u16(0), u16(1), u32(at), u32(data.length)]);
}

function properties(items: readonly HeifItem[], id: Id, isWide: boolean): Buffer {
  const all = items.map(({ size: [width, height], properties: own }) => [
    full("ispe", 0, [u32(width), u32(height)]),
    ...own,
  ]);
  let place = 0;
  const associations = all.map((own, index) => {
    const places = own.map(() => (place += 1));
    return Buffer.concat([
      id(index + 1),
      Buffer.from([own.length]),
      ...places.map((each) => (isWide ? u16(0x8000 | each) : Buffer.from([0x80 | each]))),
    ]);
  });
  const ipma = full("ipma", isWide ? 1 : 0, [u32(items.length), ...associations]);
  if (isWide) ipma[11] = 1;
  return box("iprp", box("ipco", ...all.flat()), ipma);
}

export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  return Buffer.concat([u32(8 + inside.length), text(type), inside]);
}

/** With a version, and no flags. @param isLong its length is of 64 bits */
function full(type: string, version: number, content: readonly Buffer[], isLong = false): Buffer {
  const inside = Buffer.concat([Buffer.from([version, 0, 0, 0]), ...content]);
  if (!isLong) return box(type, inside);
  return Buffer.concat([u32(1), text(type), u32(0), u32(16 + inside.length), inside]);
}

function u16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 255]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.from(value, "latin1");
}
