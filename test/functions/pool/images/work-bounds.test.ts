import * as fs from "node:fs";
import * as path from "node:path";
import { DecodingUnfinished } from "../../../../functions/pool/images/accepted-images";
import { decodeBmp } from "../../../../functions/pool/images/bmp/decode";
import { playRunLengths } from "../../../../functions/pool/images/bmp/run-length";
import { bmpFile } from "./bmp-files";
import { markerAt } from "./odd-files";
import { fitted, gradient, MEANS, refusalOf, sharpOf, USUAL } from "./pictures";
import { tiffFile } from "./tiff-files";

const SMALL = { ...USUAL, maxBytes: 3000 };
const START_OF_SCAN = 0xda;

/** With its first scan's header again, before the end, until there are so many. */
async function withScans(count: number): Promise<Buffer> {
  const jpeg = await sharpOf(gradient(90, 80)).jpeg({ progressive: true }).toBuffer();
  const at = markerAt(jpeg, START_OF_SCAN);
  const header = jpeg.subarray(at, at + 2 + jpeg.readUInt16BE(at + 2));
  const own = jpeg.toString("latin1").split("\xff\xda").length - 1;
  return Buffer.concat([jpeg.subarray(0, -2), ...Array<Buffer>(count - own).fill(header), jpeg.subarray(-2)]);
}

test("a JPEG that has to be decoded may have 100 scans, and not one more", async () => {
  expect((await refusalOf(await withScans(101), { ...USUAL, maxBytes: 100 })).detail).toBe(
    "The JPEG has more than 100 scans.",
  );
  // What the repeated headers hold is not a picture; the number of them is not what is said of it.
  const { detail } = await refusalOf(await withScans(100), { ...USUAL, maxBytes: 100 });
  expect(detail).not.toMatch("scans");
});

test("what passes through is not decoded, so its scans are not counted against it", async () => {
  expect((await fitted(await withScans(300))).how).toBe("passthrough");
});

test("bytes that look like scans count only where there are scans: not in application data, not behind the end", async () => {
  const jpeg = await sharpOf(gradient(90, 80)).jpeg({ quality: 100 }).toBuffer();
  const scans = Buffer.alloc(60_000, Buffer.from([0xff, 0xda, 0, 1]));
  const application = Buffer.concat([Buffer.from([0xff, 0xe5, 0xea, 0x62]), scans]);
  for (const odd of [
    Buffer.concat([jpeg.subarray(0, 2), application, jpeg.subarray(2)]),
    Buffer.concat([jpeg, scans]),
  ]) {
    expect(await fitted(odd, SMALL)).toMatchObject({ how: "reencoded", width: 90 });
  }
});

test("run-length data beyond a row's end draws nothing, however long its runs are", () => {
  const drawn = (pixels: number) => {
    let draws = 0;
    const data = Buffer.concat([Buffer.alloc(60_000, Buffer.from([pixels, 0])), Buffer.from([0, 1])]);
    playRunLengths(data, { width: 100, height: 1, bits: 8, draw: () => (draws += 1) });
    return draws;
  };
  expect([drawn(1), drawn(255)]).toEqual([100, 100]);
});

test("literal pixels beyond a row's end are dropped, and what stands behind them is read", () => {
  const data = Buffer.from([0, 6, 1, 1, 1, 1, 1, 1, 0, 0, 2, 2, 0, 1]);
  const palette = [
    [0, 0, 0],
    [10, 0, 0],
    [20, 0, 0],
  ];
  const file = bmpFile({ width: 2, height: 2, bits: 8, compression: 1, palette, data });
  const pixels = decodeBmp(file, { ...USUAL, minSide: 1 }, MEANS).data;
  expect([0, 4, 8, 12].map((at) => pixels[at])).toEqual([20, 20, 10, 10]);
});

/** Each of the strips is the same stretch of the file. */
function sameStrips(rows: number, stripBytes: number): Buffer {
  return tiffFile([
    {
      width: 100,
      height: rows,
      data: Buffer.alloc(10_000),
      tags: [
        [259, 8],
        [278, 1],
        [273, ...Array<number>(rows).fill(8)],
        [279, ...Array<number>(rows).fill(stripBytes)],
      ],
    },
  ]);
}

test("strips that together are far longer than the picture are refused before any is read", async () => {
  const { code, detail } = await refusalOf(sameStrips(2000, 9000));
  expect([code, detail]).toEqual([
    "invalid_request",
    "The TIFF has strips or tiles that together are longer than the picture in them.",
  ]);
  // Twice the picture's 200 000 bytes and the file's own length are allowed.
  const length = sameStrips(2000, 1).length;
  const most = Math.floor((400_000 + length) / 2000);
  expect((await refusalOf(sameStrips(2000, most))).detail).toMatch("cannot be decoded");
  expect((await refusalOf(sameStrips(2000, most + 1))).detail).toMatch("longer than the picture");
});

test.each([999, 0, -5000])("with %d ms left, decoding does not begin, and the image is not at fault", async (left) => {
  const bytes = await sharpOf(gradient(90, 80)).webp().toBuffer();
  const means = { ...MEANS, remainingMs: () => left };
  await expect(fitted(bytes, USUAL, means)).rejects.toThrow(DecodingUnfinished);
  expect(await fitted(bytes, USUAL, { ...MEANS, remainingMs: () => 60_000 })).toMatchObject({ width: 90 });
});

/** 46 megapixels in 1,129 bytes: a second is over several times before they are decoded. */
test("a decode that outlasts the time ends, and the image is not at fault", async () => {
  const bytes = fs.readFileSync(path.join(__dirname, "recorded", "46-megapixels.avif"));
  await expect(fitted(bytes, USUAL, { ...MEANS, remainingMs: () => 1000 })).rejects.toThrow(DecodingUnfinished);
});

test("images are decoded one at a time, and the next one is, however the last one ended", async () => {
  let [running, most] = [0, 0];
  const bytes = await sharpOf(gradient(400, 400)).webp().toBuffer();
  const means = {
    ...MEANS,
    // Asked when a decoder is started.
    remainingMs: () => {
      running += 1;
      most = Math.max(most, running);
      return 60_000;
    },
  };
  const one = () => fitted(bytes, USUAL, means).finally(() => (running -= 1));
  const bad = refusalOf(bytes.subarray(0, 200));
  await Promise.all([one(), bad, one(), one()]);
  expect(most).toBe(1);
});
