import * as fs from "node:fs";
import * as path from "node:path";
import { readHeif } from "../../../../functions/pool/images/heif/picture";
import { av1Item, box, gridItem, type HeifFile, heifFile, type HeifItem } from "./heif-files";
import { difference, fitted, gradient, pixelsOf, plain, refusalOf, sharpOf, USUAL } from "./pictures";

const PICTURE = gradient(160, 100);
const ALLOWED = "Send JPEG, PNG, BMP, WebP, TIFF, GIF or AVIF; of several pages or frames the first is used.";
const HEIC = `The image is HEIC, whose compression (HEVC) is patented and not decoded here. ${ALLOWED}`;
const OTHER = `The image is a HEIF file with a compression or a composition that is not decoded here. ${ALLOWED}`;
const SEQUENCE = `The file is an image sequence without a still image in it. ${ALLOWED}`;

let picture: HeifItem;
let dark: HeifItem;
beforeAll(async () => {
  picture = await av1Item(sharpOf(PICTURE));
  dark = await av1Item(plain(96, 90));
});

test.each([
  [["avif", "mif1", "miaf"]],
  [["avis", "avif", "avis", "msf1", "mif1"]],
  [["mif1", "avif"]],
  [["mif1"]],
  [["miaf", "MA1B"]],
  [["MA1A"]],
  [["avio", "avif"]],
  // A camera's brands say nothing of what is inside.
  [["heic", "mif1"]],
  [["isom", "avif"]],
])("AVIF is read under the brands %j: its items say what it is", async (brands) => {
  const image = await fitted(heifFile({ brands, items: [picture] }));
  expect(image).toMatchObject({ how: "reencoded", width: 160, height: 100 });
  expect(difference(await pixelsOf(image.bytes), PICTURE)).toBeLessThan(5);
});

test("with ids of 32 bits and lengths of 64, the same", async () => {
  expect(await fitted(heifFile({ items: [picture], isWide: true }))).toMatchObject({ width: 160, height: 100 });
});

test("of an animated AVIF, the first frame is read", async () => {
  const bytes = fs.readFileSync(path.join(__dirname, "recorded", "animated.avif"));
  expect(await fitted(bytes)).toMatchObject({ how: "reencoded", width: 640, height: 480 });
});

test("of several pictures, the one that the file is to show is read, wherever it stands", async () => {
  expect(await fitted(heifFile({ items: [dark, picture], primary: 2 }))).toMatchObject({ width: 160, height: 100 });
  expect(await fitted(heifFile({ items: [picture, dark], primary: 1 }))).toMatchObject({ width: 160, height: 100 });
});

test("a thumbnail is never the picture", async () => {
  const references = [{ type: "thmb", from: 1, to: [2] }];
  expect(await fitted(heifFile({ items: [dark, picture], primary: 2, references }))).toMatchObject({ width: 160 });
});

test.each<[string, string, (own: { picture: HeifItem }) => HeifFile]>([
  ["HEVC", HEIC, ({ picture: own }) => ({ items: [{ ...own, type: "hvc1" }], brands: ["avif"] })],
  ["HEVC under a brand of all", HEIC, ({ picture: own }) => ({ items: [{ ...own, type: "hev1" }], brands: ["mif1"] })],
  ["a grid of HEVC", HEIC, ({ picture: own }) => ({ ...grid({ ...own, type: "hvc1" }), brands: ["heic"] })],
  ["JPEG", OTHER, ({ picture: own }) => ({ items: [{ ...own, type: "jpeg" }], brands: ["mif1", "jpeg"] })],
  ["H.264", OTHER, ({ picture: own }) => ({ items: [{ ...own, type: "avc1" }], brands: ["avci"] })],
  ["JPEG 2000", OTHER, ({ picture: own }) => ({ items: [{ ...own, type: "j2k1" }], brands: ["j2ki"] })],
  ["no compression", OTHER, ({ picture: own }) => ({ items: [{ ...own, type: "unci" }], brands: ["mif2"] })],
  ["an overlay of others", OTHER, ({ picture: own }) => ({ items: [{ ...own, type: "iovl" }, own] })],
  ["a grid of nothing", OTHER, ({ picture: own }) => ({ items: [gridItem(1, 1, [160, 100]), own] })],
  ["a grid of grids", OTHER, ({ picture: own }) => grid({ ...own, type: "grid" })],
])("what is not decoded is a 415 that says what it is: %s", async (_, detail, make) => {
  expect(await refusalOf(heifFile(make({ picture })))).toMatchObject({ code: "unsupported_media_type", detail });
});

test.each([
  ["HEIC without a list of items", "heic", [], "unsupported_media_type", HEIC],
  ["a sequence without a still image", "avis", [box("moov")], "unsupported_media_type", SEQUENCE],
  ["a sequence of HEVC", "hevc", [box("moov")], "unsupported_media_type", HEIC],
  ["nothing", "avif", [], "invalid_request", "The AVIF names no picture in its header, or is cut off."],
])("a container with %s", async (_, brand, boxes, code, detail) => {
  const bytes = Buffer.concat([box("ftyp", Buffer.from(`${brand}\0\0\0\0${brand}`)), ...boxes]);
  expect(await refusalOf(bytes)).toMatchObject({ code, detail });
});

test("an AVIF that is cut off anywhere is refused, and never as another kind", async () => {
  const whole = heifFile({ items: [picture] });
  for (let length = 20; length < whole.length; length += length < 500 ? 7 : 97) {
    expect((await refusalOf(whole.subarray(0, length))).code).toBe("invalid_request");
  }
});

test("a list that names an item that is not there is refused", async () => {
  const { code } = await refusalOf(heifFile({ items: [picture], primary: 7 }));
  expect(code).toBe("invalid_request");
});

/** One picture as four tiles. */
function grid(tile: HeifItem, size: readonly [number, number] = [320, 200]): HeifFile {
  return { items: [gridItem(2, 2, size), tile], references: [{ type: "dimg", from: 1, to: [2, 2, 2, 2] }] };
}

describe("pixels that are decoded", () => {
  const coded = (file: HeifFile) => readHeif(heifFile(file)).codedPixels;

  test("are those of the picture", () => {
    expect(coded({ items: [picture, { ...dark, size: [9000, 9000] }] })).toBe(16_000);
  });

  test("of a grid, are those of its tiles, however little of them is shown", async () => {
    expect(coded(grid(picture))).toBe(64_000);
    expect(coded(grid({ ...picture, size: [5000, 4000] }, [100, 100]))).toBe(80_000_000);
    expect(await fitted(heifFile(grid(picture)))).toMatchObject({ width: 320, height: 200 });
  });

  test("are those of the transparency, where that is larger", () => {
    const mask: HeifItem = { ...picture, size: [9000, 8000] };
    expect(coded({ items: [picture, mask], references: [{ type: "auxl", from: 2, to: [1] }] })).toBe(72_000_000);
    const tiles = [
      { type: "auxl", from: 3, to: [2] },
      { type: "dimg", from: 1, to: [2, 2] },
    ];
    expect(coded({ items: [gridItem(2, 1, [320, 100]), picture, mask], references: tiles })).toBe(72_000_000);
  });

  test("are not those of a thumbnail", () => {
    const references = [{ type: "thmb", from: 2, to: [1] }];
    expect(coded({ items: [picture, { ...picture, size: [9000, 8000] }], references })).toBe(16_000);
  });

  test("a small picture with tiles too large for the memory is refused by them", async () => {
    const { code, detail } = await refusalOf(heifFile(grid({ ...picture, size: [5000, 4000] }, [100, 100])), USUAL);
    expect(code).toBe("invalid_request");
    expect(detail).toMatch(/^The image is 100 × 100 pixels; one like it \(AVIF\) may have at most \d+ pixels/);
  });
});
