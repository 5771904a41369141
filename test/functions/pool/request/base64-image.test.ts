import { decodeImage } from "../../../../functions/pool/request/read-request";

const jpegOf = (bytes: number) =>
  Buffer.concat([Buffer.from("\xff\xd8\xff\xe0", "latin1"), Buffer.alloc(bytes - 4, 7)]);

test.each([300, 301, 302])("%d bytes are read with their padding and without it", (bytes) => {
  const image = jpegOf(bytes);
  const text = image.toString("base64");
  for (const written of [text, text.replace(/=+$/, "")]) {
    const decoded = decodeImage(written);
    expect(Buffer.from(decoded as Uint8Array).equals(image)).toBe(true);
  }
});

const WRONG_LENGTH = "is base64 of the wrong length";

test.each([
  ["nothing but line ends", "\r\n\n", "is empty"],
  ["a digit too many", "/9j/A", WRONG_LENGTH],
  ["one of two padding signs", "/9j/4A=", WRONG_LENGTH],
  ["a padding sign too many", "/9j/4AA==", WRONG_LENGTH],
  ["padding where none belongs", "/9j/==", WRONG_LENGTH],
  ["three padding signs", "/9j/4===", "is not base64"],
  ["nothing but padding", "==", "is not base64"],
  ["both alphabets", "/9j_", "is not base64"],
  ["a data: URL", "DATA:image/jpeg;base64,/9j/", "is a data: URL; send only what follows its comma"],
  [
    "a text that is encoded twice",
    Buffer.from("/9j/4AAQSkZJRgABAQ==").toString("base64"),
    "is base64 of base64; encode the image once",
  ],
])("%s is refused", (_, text, fault) => {
  expect(decodeImage(text)).toEqual({ fault });
});

test("what is not an image when it is decoded twice is left to its reader", () => {
  expect(Buffer.from(decodeImage(Buffer.from("plain text").toString("base64")) as Uint8Array).toString()).toBe(
    "plain text",
  );
});
