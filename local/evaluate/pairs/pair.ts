import type { AttemptKind } from "../statistics/attempt";

/** Two pictures to compare, and whether they are of one person. */
export interface Pair {
  readonly kind: AttemptKind;
  /** Names of pictures, relative to the images' place. */
  readonly source: string;
  readonly target: string;
}

/** Whose picture it is. */
export interface Owner {
  readonly person: string;
  readonly group: string | undefined;
}

/** The pairs of a file, and whose the pictures are. */
export interface PairSet {
  readonly pairs: readonly Pair[];
  readonly owners: ReadonlyMap<string, Owner>;
}

/** What is wrong with a line of the file. */
export interface LineFault {
  /** From 1; the header is line 1. */
  readonly line: number;
  readonly why: string;
}

export function picturesOf(pairs: readonly Pair[]): string[] {
  return [...new Set(pairs.flatMap(({ source, target }) => [source, target]))];
}
