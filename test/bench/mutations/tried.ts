/** One line of the table. */
export interface Tried {
  readonly id: string;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  readonly isAsExpected: boolean;
}
