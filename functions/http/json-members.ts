/**
 * Whether an object is spelled with the same member twice at its top level (`{"sub":"a","sub":"b"}`). JSON.parse keeps
 * the last and says nothing; another reader of the same bytes may have kept the first.
 *
 * Counts the colons outside strings at depth one, which in valid JSON is the number of members, and compares with what
 * was kept; so an escaped spelling ("s\u0075b") is counted as well.
 *
 * @param text  what JSON.parse has read without error
 * @param value what it returned
 */
export function hasRepeatedMember(text: string, value: object): boolean {
  let depth = 0;
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (char === OPEN_OBJECT || char === OPEN_ARRAY) depth += 1;
    else if (char === CLOSE_OBJECT || char === CLOSE_ARRAY) depth -= 1;
    else if (char === COLON && depth === 1) members += 1;
  }
  return members !== Object.keys(value).length;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The index of the quote that ends the string starting at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** A quote behind an odd number of backslashes belongs to the string. */
function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
