import { TiffFile } from "../../../../../functions/pool/images/tiff/directory";
import { readTiff } from "../../../../../functions/pool/images/tiff/page";
import { fitted, refusalOf, USUAL } from "../pictures";
import { tiffFile } from "../tiff-files";

/** TIFF 6.0, section 8. */
const [SUBFILE_TYPE, COMPRESSION, STRIP_BYTES, SUB_DIRECTORIES] = [254, 259, 279, 330];
const TYPES = { byte: 1, ascii: 2, short: 3, long: 4, ifd: 13, long8: 16, ifd8: 18 };
const BYTES: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };
const DIRECTORY_AT = 8;

interface Entry {
  readonly type: number;
  readonly values: readonly number[];
  /** In place of where the values are. */
  readonly from?: number;
}

/** A little-endian TIFF of one directory with one entry; its values stand behind the directory where they do not fit into it. */
function fileOf({ type, values, from }: Entry): Buffer {
  const bytes = BYTES[type] ?? 1;
  const packed = Buffer.concat(values.map((value) => number(value, bytes)));
  const behind = DIRECTORY_AT + 2 + 12 + 4;
  const isInside = packed.length <= 4;
  const place = isInside ? Buffer.concat([packed], 4) : number(from ?? behind, 4);
  const entry = [number(STRIP_BYTES, 2), number(type, 2), number(values.length, 4), place];
  const parts = [Buffer.from("II*\0"), number(DIRECTORY_AT, 4), number(1, 2), ...entry, number(0, 4)];
  return Buffer.concat([...parts, ...(isInside ? [] : [packed])]);
}

function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value));
  else buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

function valuesOf(file: Buffer, most = 100): readonly number[] | undefined {
  return new TiffFile(file).directory(DIRECTORY_AT)?.all(STRIP_BYTES, most);
}

test.each([
  ["bytes in the entry", TYPES.byte, [1, 2, 3, 4]],
  ["bytes behind it", TYPES.byte, [1, 2, 3, 4, 5]],
  ["shorts in the entry", TYPES.short, [0x0102, 0x0304]],
  ["shorts behind it", TYPES.short, [0x0102, 0x0304, 0x0506]],
  ["a long in the entry", TYPES.long, [0x0102_0304]],
  ["longs behind it", TYPES.long, [0x0102_0304, 5]],
  ["the place of a directory", TYPES.ifd, [0x0102_0304]],
  ["places of directories", TYPES.ifd, [0x0102_0304, 5, 6]],
  ["a long of 64 bits", TYPES.long8, [0x01_0203_0405]],
  ["places of 64 bits", TYPES.ifd8, [0x01_0203_0405, 7]],
])("values are read: %s", (_, type, values) => {
  expect(valuesOf(fileOf({ type, values }))).toEqual(values);
});

test("text is not read as numbers, and no more values than are wanted", () => {
  expect(valuesOf(fileOf({ type: TYPES.ascii, values: [65, 66, 0] }))).toEqual([]);
  expect(valuesOf(fileOf({ type: TYPES.long, values: [1, 2, 3] }), 2)).toEqual([1, 2]);
});

test("values that end with the file are read, and none of those that end a byte behind it", () => {
  const form = { type: TYPES.short, values: [1, 2, 3] };
  const behind = DIRECTORY_AT + 2 + 12 + 4;
  expect(valuesOf(fileOf({ ...form, from: behind }))).toEqual([1, 2, 3]);
  expect(valuesOf(fileOf({ ...form, from: behind + 1 }))).toEqual([]);
});

test("a directory that ends with the file is read, and not one that ends a byte behind it", () => {
  const file = fileOf({ type: TYPES.long, values: [7] });
  expect(valuesOf(file)).toEqual([7]);
  expect(valuesOf(file.subarray(0, -1))).toBeUndefined();
});

test("pictures below a thumbnail are found by places of either type, as cameras and scanners write them", async () => {
  const below = [{ width: 400, height: 300 }];
  const file = tiffFile([{ width: 96, height: 90, tags: [[SUBFILE_TYPE, 1]], below }]);
  const entry = file.lastIndexOf(Buffer.from([SUB_DIRECTORIES & 255, SUB_DIRECTORIES >> 8, TYPES.long, 0]));
  file.writeUInt16LE(TYPES.ifd, entry + 2);
  expect(readTiff(file).subifd).toBe(0);
  expect(await fitted(file, USUAL)).toMatchObject({ width: 400, height: 300 });
});

test.each([32_767, 34_713, 65_535, 65_000, 262])("compression %d is a camera's", async (compression) => {
  const file = tiffFile([{ width: 400, height: 300, tags: [[COMPRESSION, compression]] }]);
  expect((await refusalOf(file)).code).toBe("unsupported_media_type");
});

test("what stands behind a CR2's first offset is its name, in a file of ten bytes and not of nine", () => {
  const file = Buffer.from("II*\0\x10\0\0\0CR", "latin1");
  expect(() => readTiff(file)).toThrow("camera RAW");
  expect(() => readTiff(file.subarray(0, 9))).toThrow("ends before its first directory");
});

test("up to 16 pictures are looked at below one", () => {
  const small = { width: 90, height: 90, tags: [[SUBFILE_TYPE, 1]] as const };
  const withLast = (count: number) =>
    readTiff(tiffFile([{ ...small, below: [...Array<typeof small>(count).fill(small), { width: 99, height: 99 }] }]));
  expect(withLast(15).subifd).toBe(15);
  expect(withLast(16).subifd).toBeUndefined();
});
