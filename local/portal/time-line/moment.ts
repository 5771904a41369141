/** One thing that happened on the way. */
export interface Moment {
  /** Milliseconds since the request came. */
  readonly at: number;
  /** How long it took, where that is known. */
  readonly milliseconds?: number;
  /** What kind of thing: a word for the first column. */
  readonly kind: "request" | "decision" | "call" | "wait" | "log" | "answer";
  readonly what: string;
  readonly detail?: string;
  readonly isGood?: boolean;
}
