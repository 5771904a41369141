/** One box of an ISO base media file, by the places of its content (ISO/IEC 14496-12, 4.2). */
export interface Box {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/** Real files have some dozens at one level. */
const MOST_BOXES = 65_536;
const TO_THE_END = 0;
const SIZE_IN_64_BITS = 1;

/**
 * The boxes of a stretch of the file, in order. Reading stops at the first one that is not well-formed, or that the
 * stretch does not hold to its end; `to` of the last box of a file that was cut off is therefore never beyond it.
 */
export function* boxesIn(file: Buffer, from: number, to: number): Generator<Box> {
  let at = from;
  for (let count = 0; count < MOST_BOXES && at + 8 <= to; count++) {
    const size = file.readUInt32BE(at);
    const isLong = size === SIZE_IN_64_BITS;
    if (isLong && at + 16 > to) return;
    const length = size === TO_THE_END ? to - at : isLong ? Number(file.readBigUInt64BE(at + 8)) : size;
    const head = isLong ? 16 : 8;
    if (length < head || at + length > to) return;
    yield { type: file.toString("latin1", at + 4, at + 8), from: at + head, to: at + length };
    at += length;
  }
}

/** The first box of a type. */
export function boxIn(file: Buffer, { from, to }: Pick<Box, "from" | "to">, type: string): Box | undefined {
  for (const box of boxesIn(file, from, to)) if (box.type === type) return box;
  return undefined;
}
