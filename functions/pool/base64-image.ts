import { imageKind } from "./images";

/** What is wrong with a text that should be an image in base64; the end of the sentence "The field …". */
export interface Base64Fault {
  readonly fault: string;
}

/** Longest beginning that is looked at to tell what a decoded text is. */
const BEGINNING = 64;

/**
 * The bytes of an image in base64. Line breaks, missing padding and the URL-safe alphabet are read as they are meant,
 * for their meaning is plain; everything else is refused, because Node's own decoder skips what it does not know, and
 * Rekognition would get garbage.
 */
export function decodeImage(text: string): Uint8Array | Base64Fault {
  if (/^data:/i.test(text)) return { fault: "is a data: URL; send only what follows its comma" };
  const packed = /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]+/g, "") : text;
  if (packed === "") return { fault: "is empty" };
  const isStandard = /^[A-Za-z0-9+/]+={0,2}$/.test(packed);
  if (!isStandard && !/^[A-Za-z0-9_-]+={0,2}$/.test(packed)) return { fault: "is not base64" };
  const digits = packed.endsWith("=") ? packed.replace(/=+$/, "") : packed;
  const isWhole = digits.length % 4 !== 1 && (digits.length === packed.length || packed.length % 4 === 0);
  if (!isWhole) return { fault: "is base64 of the wrong length" };
  const bytes = Buffer.from(digits, isStandard ? "base64" : "base64url");
  return isEncodedTwice(bytes) ? { fault: "is base64 of base64; encode the image once" } : bytes;
}

/** Some HTTP clients encode a body that is encoded already. */
function isEncodedTwice(bytes: Buffer): boolean {
  if (imageKind(bytes) !== "other") return false;
  const beginning = bytes.toString("latin1", 0, BEGINNING);
  return /^[A-Za-z0-9+/_=\r\n-]+$/.test(beginning) && imageKind(Buffer.from(beginning, "base64")) !== "other";
}
