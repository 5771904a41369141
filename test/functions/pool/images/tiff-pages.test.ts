import { readTiff } from "../../../../functions/pool/images/tiff/page";
import { fitted, pixelsOf, refusalOf, sharpOf, gradient, USUAL } from "./pictures";
import { type TiffDirectory, tiffFile, type TiffForm } from "./tiff-files";

const [SUBFILE_TYPE, OLD_TYPE, COMPRESSION, PHOTOMETRIC] = [254, 255, 259, 262];
const RAW =
  "The file is a camera RAW: its full-size picture is not developed yet, and its previews are not used. " +
  "Send JPEG, PNG, BMP, WebP, TIFF, GIF or AVIF; of several pages or frames the first is used.";

const reduced = (tags: TiffDirectory["tags"] = [[SUBFILE_TYPE, 1]]): TiffDirectory => {
  return { width: 96, height: 90, grey: 30, tags };
};
const full = (tags: TiffDirectory["tags"] = []): TiffDirectory => ({ width: 400, height: 300, grey: 200, tags });

const FULL_PICTURES: readonly (readonly [string, readonly TiffDirectory[]])[] = [
  ["a thumbnail before it", [reduced(), full()]],
  ["two thumbnails before it", [reduced(), reduced(), full()]],
  ["a thumbnail that says so in the old way", [reduced([[OLD_TYPE, 2]]), full([[OLD_TYPE, 1]])]],
  ["a thumbnail behind it", [full(), reduced()]],
  ["a mask before it", [reduced([[SUBFILE_TYPE, 4]]), full()]],
  ["it below a thumbnail", [{ ...reduced(), below: [full()] }]],
  ["it below a thumbnail, behind a preview", [{ ...reduced(), below: [reduced(), full()] }]],
  ["it below a thumbnail that does not say what it is", [{ ...reduced([]), below: [full()] }]],
  ["smaller copies below it", [{ ...full(), below: [reduced(), reduced([])] }]],
  ["a page of several", [full([[SUBFILE_TYPE, 2]]), { width: 800, height: 900, tags: [[SUBFILE_TYPE, 2]] }]],
  ["a larger page behind it", [full(), { width: 800, height: 900 }]],
  ["nothing but copies, of which it is the largest", [reduced(), full([[SUBFILE_TYPE, 1]]), reduced()]],
];

describe.each<[string, TiffForm]>([
  ["little-endian", {}],
  ["big-endian", { isBigEndian: true }],
  ["BigTIFF", { isBig: true }],
  ["BigTIFF, big-endian", { isBig: true, isBigEndian: true }],
])("%s", (_, form) => {
  test.each(FULL_PICTURES)("the full-size picture is read, with %s", async (_with, directories) => {
    const image = await fitted(tiffFile(directories, form), USUAL);
    expect([image.width, image.height]).toEqual([400, 300]);
    const { data } = await pixelsOf(image.bytes);
    expect(Math.abs((data[0] ?? 0) - 200)).toBeLessThan(5);
  });
});

const CFA: TiffDirectory = full([[PHOTOMETRIC, 32_803]]);
const RAWS: readonly (readonly [string, Buffer])[] = [
  ["DNG by its version", tiffFile([reduced([[50_706, 0x0401]])])],
  ["DNG by its version, with a full-size picture", tiffFile([full([[50_706, 0x0401]])])],
  ["sensor data below a thumbnail (NEF, ARW, DNG)", tiffFile([{ ...reduced(), below: [CFA] }])],
  ["sensor data behind a preview (3FR)", tiffFile([reduced(), full(), CFA])],
  ["sensor data in the first directory (PEF)", tiffFile([CFA, reduced()], { isBigEndian: true })],
  ["linear raw", tiffFile([{ ...reduced(), below: [full([[PHOTOMETRIC, 34_892]])] }])],
  ["a colour filter's pattern", tiffFile([full([[33_422, 0x0102]])])],
  ["a colour filter's dimensions", tiffFile([full([[33_421, 0x0202]])])],
  ["Sony's compression", tiffFile([{ ...reduced(), below: [full([[COMPRESSION, 32_767]])] }])],
  ["Nikon's compression", tiffFile([{ ...reduced(), below: [full([[COMPRESSION, 34_713]])] }])],
  ["Pentax' compression", tiffFile([full([[COMPRESSION, 65_535]])])],
  ["Kodak's compression", tiffFile([full([[COMPRESSION, 65_000]])])],
  ["Canon's signature (CR2)", Buffer.from("II*\0\x10\0\0\0CR\x02\0\0\0\0\0\0\0\0\0", "latin1")],
];

test.each(RAWS)("camera RAW is a 415 that names it: %s", async (_, bytes) => {
  expect(await refusalOf(bytes)).toMatchObject({ code: "unsupported_media_type", detail: RAW });
});

test("directories are looked at up to a bound, and a chain that bites its tail ends", () => {
  const many = Array.from({ length: 40 }, () => reduced());
  expect(readTiff(tiffFile([...many.slice(0, 31), full(), ...many])).page).toBe(31);
  expect(readTiff(tiffFile([...many.slice(0, 32), full()])).page).toBe(0);
  const loop = tiffFile([reduced()]);
  loop.writeUInt32LE(loop.readUInt32LE(4), loop.length - 4);
  expect(readTiff(loop)).toMatchObject({ page: 0 });
});

test("a directory that is damaged behind the picture is not the picture", async () => {
  const file = tiffFile([full()]);
  file.writeUInt32LE(0x7fff_fff0, file.length - 4);
  expect(readTiff(file)).toMatchObject({ page: 0 });
  const below = tiffFile([{ ...full(), tags: [[330, 0x7fff_fff0]] }]);
  expect((await fitted(below)).width).toBe(400);
});

test.each([4, 7, 8, 9])("a TIFF of %d bytes has no directory", async (length) => {
  const { code, detail } = await refusalOf(tiffFile([full()]).subarray(0, length));
  expect([code, detail]).toEqual(["invalid_request", "The TIFF ends before its first directory does."]);
});

test("a pyramid's first level is read, in pages and below the first", async () => {
  const pyramid = await sharpOf(gradient(700, 600))
    .tiff({ compression: "deflate", tile: true, pyramid: true })
    .toBuffer();
  expect(await fitted(pyramid)).toMatchObject({ width: 700, height: 600 });
});
