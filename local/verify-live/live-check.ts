/** What the steps of a check need to know of the stack. */
export interface LiveStack {
  readonly region: string;
  readonly partition: string;
  /** Base URL of the private API, by the name that the office's DNS forwards. */
  readonly api: string;
  /** The sign-in page, or the issuer where only that is known. */
  readonly signInUrl: string;
  readonly hasUserPool: boolean;
  readonly domainId: string;
  /** `<domain id>.<this>` is where Studio's apps answer. */
  readonly studioHost: string;
  readonly studioEndpointId: string;
  /** Where the pool calls Rekognition; none without a pool. */
  readonly rekognitionRegions: readonly string[];
}

export interface Answer {
  readonly seen: string;
  /** For config, or for what to do; names of config keys stand between backquotes. */
  readonly means: string;
}

/** A question about AWS that no page of AWS answers, and which the design therefore answers with "no": if wrong, a door stays shut. */
export interface LiveCheck {
  /** Short and lasting: what a ticket would name it by. */
  readonly name: string;
  readonly question: string;
  /** From which place: the office's network, or any terminal with the account's credentials. */
  readonly from: "office" | "terminal" | "notebook";
  /** What to do, in order. Lines that begin with "$ " are for a shell. Of stacks that the question does not concern: none. */
  readonly steps: (stack: LiveStack) => readonly string[];
  /** The first is what the design hopes for. */
  readonly answers: readonly [Answer, Answer, ...Answer[]];
}
