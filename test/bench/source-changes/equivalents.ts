/** A change after which the program is the same, so that no test can notice it. */
export interface Equivalent {
  /** Relative to the project. */
  readonly file: string;
  /** The line as it stands and as the change leaves it, without indentation. */
  readonly was: string;
  readonly becomes: string;
  /** Why nobody outside can tell the two apart. */
  readonly why: string;
}

/** Read by `npm run bench source-changes`, which says so when one of them is not a change of the sources any more. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: "functions/pool/images/bmp/decode.ts",
    was: "if (mask === 0) return () => 0;",
    becomes: "if (false) return () => 0;",
    why: "Without it an empty mask's value is 0 × Infinity, NaN, which an array of bytes holds as 0. The line says what is meant.",
  },
  {
    file: "functions/pool/images/bmp/header.ts",
    was: "const lowest = (mask & -mask) >>> 0;",
    becomes: "const lowest = (mask & -mask) << 0;",
    why: "Only 0x80000000 alone is another number when signed, and -1, like 1, passes as an unbroken run.",
  },
  {
    file: "functions/pool/images/heif/items.ts",
    was: "const isWide = ipma.to - ipma.from > FULL && ((file[ipma.from + 3] ?? 0) & 1) === 1;",
    becomes: "const isWide = ipma.to - ipma.from > FULL && ((file[ipma.from + 3] ?? 1) & 1) === 1;",
    why: "A box lies within the file and has these four bytes, so there is always one to read; the other number is never used.",
  },
  {
    file: "functions/pool/images/heif/items.ts",
    was: "while (at + (isShort ? 3 : 5) <= ipma.to) {",
    becomes: "while (at + (isShort ? 3 : 6) <= ipma.to) {",
    why: "What is left out is an entry without properties at the list's end, which gives its item no size; it has none without it.",
  },
  {
    file: "functions/pool/router/choice.ts",
    was: "const weights = candidates.map(({ weight }) => (weight > 0 && Number.isFinite(weight) ? weight : 0));",
    becomes: "const weights = candidates.map(({ weight }) => (weight >= 0 && Number.isFinite(weight) ? weight : 0));",
    why: "A weight of 0 is 0 either way.",
  },
  {
    file: "functions/pool/call/image-input.ts",
    was: "if (object.bytes > MAX_S3_OBJECT_BYTES) return undefined;",
    becomes: "if (false) return undefined;",
    why: "The environment admits uploads of 15 MB at most, so a larger object has been refused by then.",
  },
];
