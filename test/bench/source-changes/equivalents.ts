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

/** Read by `npm run bench source-changes`, which says so when one of them is no change of the sources any more. */
export const EQUIVALENTS: readonly Equivalent[] = [];
