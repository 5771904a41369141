import { exifOrientation, readJpeg } from "../../../../../functions/pool/images/jpeg/header";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const FRAME = "\xff\xc0\x00\x0b\x08\x00\x50\x00\x60\x01\x01\x11\x00";
const OTHER_FRAME = FRAME.replace("\x60", "\x70");
const SCAN = "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00data";
const END = "\xff\xd9";
const file = (...parts: readonly string[]) => latin1(["\xff\xd8", ...parts].join(""));
const code = (value: number) => String.fromCharCode(value);

test.each([0x00, 0x01, 0xd0, 0xd7, 0xd8, 0xd9, 0xff])(
  "0xff%s has no length: what follows it is read",
  (marker: number) => {
    const { width } = readJpeg(file(`\xff${code(marker)}`, FRAME, SCAN, END));
    expect(width).toBe(96);
  },
);

test.each([0x02, 0xc4, 0xc8, 0xcc, 0xcf + 0x0c, 0xdf, 0xe0, 0xef, 0xfe])(
  "0xff%s has a length: what it holds is not read",
  (marker: number) => {
    const length = `\x00${code(OTHER_FRAME.length + 2)}`;
    const { width } = readJpeg(file(`\xff${code(marker)}${length}${OTHER_FRAME}`, FRAME, SCAN, END));
    expect(width).toBe(96);
  },
);

test.each([
  [0xc0, true],
  [0xc1, true],
  [0xc2, true],
  [0xc3, false],
  [0xc5, false],
  [0xc7, false],
  [0xc9, false],
  [0xcb, false],
  [0xcd, false],
  [0xcf, false],
])("0xff%s is a frame; whether every decoder reads it: %s", (marker, isPlain) => {
  expect(readJpeg(file(FRAME.replace("\xc0", code(marker)), SCAN, END))).toMatchObject({ width: 96, isPlain });
});

test.each([
  [1, true],
  [2, false],
  [3, true],
  [4, false],
])("a frame of %d components; whether every decoder reads it: %s", (components, isPlain) => {
  expect(readJpeg(file(FRAME.replace("\x60\x01", `\x60${code(components)}`), SCAN, END)).isPlain).toBe(isPlain);
});

test.each<[string, string, string, boolean]>([
  ["baseline, one scan of all", FRAME, SCAN, true],
  ["extended, one scan of all", FRAME.replace("\xc0", "\xc1"), SCAN, true],
  ["progressive, one scan", FRAME.replace("\xc0", "\xc2"), SCAN, false],
  ["baseline, one scan of a part", FRAME.replace("\x60\x01", "\x60\x03"), SCAN, false],
  ["baseline, two scans", FRAME, SCAN + SCAN, false],
])("without an end: %s", (_, frame, scans, isRead) => {
  if (isRead) expect(readJpeg(file(frame, scans))).toMatchObject({ lacksEnd: true, isPlain: false });
  else expect(() => readJpeg(file(frame, scans))).toThrow("cut off");
});

test.each([
  ["tables", 0xc4],
  ["arithmetic conditioning", 0xcc],
  ["quantization", 0xdb],
  ["the number of lines", 0xdc],
  ["a restart interval", 0xdd],
  ["application data", 0xe0],
  ["the last of the application data", 0xef],
  ["a comment", 0xfe],
])("%s between scans: what looks like an end in it is none", (_, marker) => {
  const segment = `\xff${code(marker)}\x00\x04\xff\xd9`;
  expect(readJpeg(file(FRAME, SCAN, segment, SCAN, END)).scans).toBe(2);
});

test("a segment may end with the file and not a byte behind it", () => {
  const scan = (length: number) => file(FRAME, `\xff\xda\x00${code(length)}\x01\x01\x00\x00\x3f\x00`);
  expect(readJpeg(scan(8)).lacksEnd).toBe(true);
  expect(() => readJpeg(scan(9))).toThrow("no picture behind its header");
});

test.each([
  ["of six bytes", "\xff\xc0\x00\x08\x08\x00\x50\x00\x60\x01", true],
  ["of five bytes", "\xff\xc0\x00\x07\x08\x00\x50\x00\x60", false],
])("a frame header %s", (_, frame, isRead) => {
  if (isRead) expect(readJpeg(file(frame, SCAN, END)).width).toBe(96);
  else expect(() => readJpeg(file(frame, SCAN, END))).toThrow("too short");
});

/** An Exif block's directory of one entry, or of more, at its place. */
const exif = (entries: readonly string[], count = entries.length) =>
  latin1(`II*\0\x08\0\0\0${code(count)}\0${entries.join("")}`);
const orientation = (value: number, type = 3, tag = "\x12\x01") =>
  `${tag}${code(type)}\0\x01\0\0\0${code(value)}\0\0\0`;

test.each<[string, Buffer, number]>([
  ["the least", exif([orientation(1)]), 1],
  ["the most", exif([orientation(8)]), 8],
  ["more than there are", exif([orientation(9)]), 1],
  ["less than there are", exif([orientation(0)]), 1],
  ["behind another tag", exif([orientation(5, 3, "\x0f\x01"), orientation(6)]), 6],
  ["of a longer type", exif([orientation(6, 4)]), 1],
  ["behind the directory's end", exif([orientation(5, 3, "\x0f\x01"), orientation(6)], 1), 1],
  ["in an entry that is cut off", exif([orientation(6)]).subarray(0, -1), 1],
  ["the first of two", exif([orientation(3), orientation(6)]), 3],
])("the orientation that is %s", (_, block, value) => {
  expect(exifOrientation(block)).toBe(value);
});

test("an Exif block's directory may stand at its end, empty, and not behind it", () => {
  const at = (place: number) => exifOrientation(Buffer.concat([latin1(`II*\0${code(place)}\0\0\0`), Buffer.alloc(6)]));
  expect([at(12), at(13), at(14)]).toEqual([1, 1, 1]);
});
