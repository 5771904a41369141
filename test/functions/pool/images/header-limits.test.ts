import { readBmpHeader } from "../../../../functions/pool/images/bmp/header";
import { readJpeg } from "../../../../functions/pool/images/jpeg/header";
import { refuseBadSize } from "../../../../functions/pool/images/accepted-images";
import { readPng } from "../../../../functions/pool/images/png";
import { bmpFile } from "./bmp-files";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const FRAME = "\xff\xc0\x00\x0b\x08\x00\x50\x00\x60\x01\x01\x11\x00";
const SCAN = "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00data";
const jpeg = (frame = FRAME, rest = `${SCAN}\xff\xd9`) => latin1(`\xff\xd8${frame}${rest}`);

test("a JPEG's header, field by field", () => {
  expect(readJpeg(jpeg())).toEqual({ width: 96, height: 80, isPlain: true, scans: 1, lacksEnd: false });
  expect(readJpeg(jpeg(FRAME, SCAN))).toMatchObject({ isPlain: false, lacksEnd: true });
  expect(readJpeg(jpeg(FRAME, `${SCAN}${SCAN}\xff\xd9`)).scans).toBe(2);
  expect(readJpeg(jpeg(FRAME.replace("\xc0", "\xc2"))).isPlain).toBe(true);
  expect(readJpeg(jpeg(FRAME.replace("\xc0", "\xc3"))).isPlain).toBe(false);
  expect(readJpeg(jpeg(FRAME.replace("\x08\x00\x50", "\x0c\x00\x50"))).isPlain).toBe(false);
});

test.each([
  ["no height", FRAME.replace("\x00\x50", "\x00\x00")],
  ["no width", FRAME.replace("\x00\x60", "\x00\x00")],
  ["no frame", ""],
  ["a frame of five bytes", "\xff\xc0\x00\x07\x08\x00\x50\x00\x60"],
])("a JPEG with %s is refused", (_, frame) => {
  expect(() => readJpeg(jpeg(frame))).toThrow("The JPEG");
});

test("a JPEG may have 4096 segments, its scan among them", () => {
  const comments = (count: number) => jpeg("\xff\xfe\x00\x02".repeat(count) + FRAME);
  expect(readJpeg(comments(4094)).width).toBe(96);
  expect(() => readJpeg(comments(4095))).toThrow("has no picture behind its header");
});

const PNG = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x60\0\0\0\x50\x08\0\0\0\0....\0\0\0\0IDAT....";
const IEND = "\0\0\0\0IEND....";

test("a PNG's header, and its end", () => {
  expect(readPng(latin1(PNG + IEND))).toEqual({ width: 96, height: 80, isPlain: true });
  expect(readPng(latin1(PNG))).toEqual({ width: 96, height: 80, isPlain: false });
  expect(() => readPng(latin1(PNG).subarray(0, -1))).toThrow("cut off");
  expect(() => readPng(latin1(PNG).subarray(0, 33))).toThrow("cut off");
  expect(() => readPng(latin1(PNG).subarray(0, 32))).toThrow("ends within its header");
  expect(() => readPng(latin1(PNG.replace("\0\0\0\r", "\0\0\0\x0e") + IEND))).toThrow("does not begin with");
  expect(() => readPng(latin1(PNG.replace("IHDR", "IHDX") + IEND))).toThrow("does not begin with");
  expect(() => readPng(latin1(PNG.replace("\x60", "\0") + IEND))).toThrow("declares no pixels");
  expect(() => readPng(latin1(PNG.replace("\x50\x08", "\0\x08") + IEND))).toThrow("declares no pixels");
});

test("100 000 000 pixels are allowed and not one more; a side may have the least and not one less", () => {
  const limits = { maxBytes: 1, minSide: 80 };
  expect(() => refuseBadSize({ width: 10_000, height: 10_000 }, limits)).not.toThrow();
  expect(() => refuseBadSize({ width: 100_000_001, height: 1 }, { ...limits, minSide: 1 })).toThrow("100000000 pixels");
  expect(() => refuseBadSize({ width: 80, height: 80 }, limits)).not.toThrow();
  expect(() => refuseBadSize({ width: 79, height: 80 }, limits)).toThrow("at least 80");
  expect(() => refuseBadSize({ width: 80, height: 79 }, limits)).toThrow("at least 80");
});

test("a BMP's header, field by field", () => {
  const file = bmpFile({ width: 3, height: -2, bits: 8, palette: [[1, 2, 3]], coloursUsed: 1 });
  expect(readBmpHeader(file)).toEqual({
    width: 3,
    height: 2,
    isTopDown: true,
    bitsPerPixel: 8,
    compression: "none",
    palette: { at: 54, entryBytes: 4, entries: 1 },
    masks: [0xff0000, 0xff00, 0xff, 0],
    pixelsAt: 58,
  });
  expect(readBmpHeader(bmpFile({ width: 3, height: 2, bits: 24, header: 12 }))).toMatchObject({
    isTopDown: false,
    palette: { at: 26, entryBytes: 3, entries: 0 },
    pixelsAt: 26,
  });
});

test("a BMP's pixels begin behind its header and within the file, to the byte", () => {
  const at = (pixelsAt: number) => () => readBmpHeader(bmpFile({ width: 3, height: 2, bits: 24, pixelsAt }));
  expect(at(54)).not.toThrow();
  expect(at(53)).toThrow("no pixels where its header says");
  expect(at(77)).not.toThrow();
  expect(at(78)).toThrow("no pixels where its header says");
});
