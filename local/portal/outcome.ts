import type { Hop } from "./picture";

/** A decision on the way of one call, ready to be read. */
export interface Step {
  readonly door: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** What decided, in words: "endpoint policy", "resource policy", … */
  readonly layer: string;
  readonly policy?: string;
  readonly sid?: string;
  /** `file:line` of the deciding statement. */
  readonly source?: string;
  /** The deciding statement itself, as indented JSON. */
  readonly statement?: string;
  readonly reason: string;
  /** What the statement asked for, and what the request had. */
  readonly why?: string;
  /** Where an Allow is missing: the files that were asked. */
  readonly lookedIn?: string;
}

/** What one click came to. */
export interface Outcome {
  /** What was tried, as a sentence. */
  readonly tried: string;
  readonly status: number;
  readonly succeeded: boolean;
  /** What came of it, as a sentence. */
  readonly saw: string;
  /** From the problem+json body. */
  readonly code?: string;
  readonly reason?: string;
  readonly requestId?: string;
  /** The request went to the API, so that everything about it is known. */
  readonly hasTimeLine?: boolean;
  /** In the order they were taken; the last one decided. */
  readonly steps: readonly Step[];
  readonly hops: readonly Hop[];
  /** Something the person may open in a new tab. */
  readonly link?: { readonly url: string; readonly label: string };
  /** Opened in the tab that the click already made. */
  readonly opensLink?: boolean;
  /** The same with what was decided since, about the tab that the click opened. */
  readonly refresh?: () => Outcome;
}
