import { isUtf8 } from "node:buffer";
import * as fs from "node:fs";
import { UserError } from "../user-error";

/**
 * The text of a file in UTF-8. In any other encoding the names and subjects beyond ASCII would silently be read as others.
 * @throws UserError for a file that cannot be read, or is not UTF-8
 */
export function textFile(file: string): string {
  const bytes = bytesOf(file);
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const found = isUtf16 ? "UTF-16" : "not UTF-8";
  throw new UserError(`${file} is ${found}: save it as UTF-8 (in Excel: "CSV UTF-8 (Comma delimited)").`);
}

function bytesOf(file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
