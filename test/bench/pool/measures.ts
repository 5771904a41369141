/** The table's columns: the published design, the same with the AWS SDK's retries, and ours waiting at most 5 or 20 s. */
export type ColumnName = "seed" | "sdk" | "w5" | "w20";

/** What was measured of one policy in one scenario. */
export interface Measured {
  readonly requests: number;
  readonly errorPercent: number;
  /** Of the worst run alone, where chance decides how much is asked for. */
  readonly worstRunErrorPercent?: number;
  /** Calls to Rekognition that served nobody, for each that did. */
  readonly wastedPerSuccess: number;
  /** 99th percentile of what successes took beyond the successful call itself. */
  readonly addedP99Ms: number;
  /** Requests served per second, as a share of the summed quotas. */
  readonly goodputPercent: number;
  /** Failures that are not 429 with Retry-After. */
  readonly otherFailures: number;
  readonly latestFailureMs: number;
}

/** What a column is asked for. Several goals of a row are kept all or missed. */
export interface Goal {
  readonly column: ColumnName;
  readonly measure: Exclude<keyof Measured, "requests" | "worstRunErrorPercent">;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** One row of the table, from either measurement. */
export interface Row {
  readonly scenario: string;
  readonly how: "simulated" | "real HTTP";
  readonly columns: Readonly<Partial<Record<ColumnName, Measured>>>;
  readonly goals: readonly Goal[];
}

/** Says what is being done, for people who wait. */
export type Tell = (doing: string) => void;

/** The goals that a row misses. A goal of a column that was not measured is neither kept nor missed. */
export function missedGoals({ columns, goals }: Row): Goal[] {
  return goals.filter(({ column, measure, atMost = Infinity, atLeast = -Infinity }) => {
    const value = columns[column]?.[measure];
    return value !== undefined && !(value <= atMost && value >= atLeast);
  });
}

/** "≥ 99 % of Σq; errors ≤ 0.2 % (W = 5), 0 (W = 20)": goals of one measure together, and said once when both columns share them. */
export function goalText(goals: readonly Goal[]): string {
  const measures = [...new Set(goals.map(({ measure }) => measure))];
  return measures.map((measure) => oneMeasure(goals.filter((goal) => goal.measure === measure))).join("; ");
}

const SAID: Record<Goal["measure"], (bound: number) => string> = {
  errorPercent: (bound) => (bound === 0 ? "0 errors" : `errors ≤ ${bound} %`),
  wastedPerSuccess: (bound) => `≤ ${bound} wasted per success`,
  addedP99Ms: (bound) => `p99 added ≤ ${bound / 1000} s`,
  goodputPercent: (bound) => `≥ ${bound} % of Σq`,
  otherFailures: () => "all 429 with Retry-After",
  latestFailureMs: (bound) => `by ${bound / 1000} s`,
};

function oneMeasure(goals: readonly Goal[]): string {
  const said = goals.map(({ measure, atMost, atLeast }) => SAID[measure](atMost ?? atLeast ?? 0));
  if (new Set(said).size === 1) return said[0] ?? "";
  return goals.map(({ column }, index) => `${said[index] ?? ""} (${column === "w20" ? "W = 20" : "W = 5"})`).join(", ");
}
