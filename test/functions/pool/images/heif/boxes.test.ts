import { boxesIn, boxIn } from "../../../../../functions/pool/images/heif/boxes";
import { box } from "../heif-files";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const FREE = box("free", latin1("ab"));
const read = (file: Buffer, from = 0, to = file.length) =>
  [...boxesIn(file, from, to)].map(({ type, from: start, to: end }) => `${type} ${start}-${end}`);

test("boxes are read one behind the other, empty ones too, to the stretch's end and not beyond", () => {
  const file = Buffer.concat([FREE, box("skip"), FREE]);
  expect(read(file)).toEqual(["free 8-10", "skip 18-18", "free 26-28"]);
  expect(read(file, 10)).toEqual(["skip 18-18", "free 26-28"]);
  expect(read(file, 0, 18)).toEqual(["free 8-10", "skip 18-18"]);
  expect(read(file, 0, 17)).toEqual(["free 8-10"]);
  expect(boxIn(file, { from: 10, to: 28 }, "free")).toEqual({ type: "free", from: 26, to: 28 });
  expect(boxIn(file, { from: 0, to: 28 }, "mdat")).toBeUndefined();
});

test("a size of 0 means to the end, wherever the box begins", () => {
  const file = Buffer.concat([FREE, latin1("\0\0\0\0mdatrest")]);
  expect(read(file)).toEqual(["free 8-10", "mdat 18-22"]);
});

test.each([
  ["16 bytes and its content", "\0\0\0\x01mdat\0\0\0\0\0\0\0\x12xx", ["mdat 16-18"]],
  ["nothing but its head", "\0\0\0\x01mdat\0\0\0\0\0\0\0\x10", ["mdat 16-16"]],
  ["less than its head", "\0\0\0\x01mdat\0\0\0\0\0\0\0\x0f", []],
  ["more than there is", "\0\0\0\x01mdat\0\0\0\0\0\0\0\x11", []],
  ["a head that is cut off", "\0\0\0\x01mdat\0\0\0\0\0\0\0", []],
])("a size of 64 bits: %s", (_, bytes, boxes) => {
  expect(read(latin1(bytes))).toEqual(boxes);
});

test.each([
  ["less than its head", "\0\0\0\x07free"],
  ["one byte more than there is", "\0\0\0\x09free"],
  ["seven bytes", "\0\0\0\x08fre"],
])("reading ends at a box of %s", (_, bytes) => {
  expect(read(Buffer.concat([FREE, latin1(bytes)]))).toEqual(["free 8-10"]);
});

test("65 536 boxes of a level are read, and not one more", () => {
  expect(read(Buffer.alloc(8 * 65_537, box("free")))).toHaveLength(65_536);
});
