/** One answer of the API, as its caller saw it. */
export interface Sample {
  /** 0 when there was no answer at all. */
  readonly status: number;
  /** "" when no Region answered. */
  readonly region: string;
  readonly milliseconds: number;
  /** Calls to Rekognition that this one answer took. */
  readonly attempts: number;
  /** Seconds; undefined when the answer did not say. */
  readonly retryAfter: number | undefined;
  /** The lane that the answer named, or the caller's when it named none; "" while there are no lanes. */
  readonly lane: string;
  /** What the call waited for, as the answer said: quota, or its turn because of its lane. */
  readonly waitedFor: "quota" | "lane" | "";
  /** The API's own id of the request; undefined when there was no answer. */
  readonly requestId?: string | undefined;
}

/** What came of one lane's calls. */
export interface LaneCounts {
  readonly lane: string;
  /** Calls that have come to an end, however. */
  readonly asked: number;
  readonly answered: number;
  /** 429. */
  readonly refused: number;
  /** Ended in any other way. */
  readonly failed: number;
  /** Calls that waited, answered or not, by what for. */
  readonly waitedForQuota: number;
  readonly waitedForLane: number;
  /** Seconds, of the refusals that said when to come back. */
  readonly retryAfter?: { readonly least: number; readonly most: number };
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What came of a run. */
export interface Summary {
  readonly requests: number;
  readonly succeeded: number;
  /** 429. */
  readonly throttled: number;
  /** By status, everything that is neither 200 nor 429. */
  readonly others: Readonly<Record<string, number>>;
  /** Successes by Region. */
  readonly regions: Readonly<Record<string, number>>;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Calls to Rekognition that led to no answer, for each that did. */
  readonly wastedPerSuccess: number;
  /** By lane, in the order in which they first ended a call; none while there are no lanes. */
  readonly lanes: readonly LaneCounts[];
}

export class Tally {
  private readonly samples: Sample[] = [];

  add(sample: Sample): void {
    this.samples.push(sample);
  }

  summary(): Summary {
    const succeeded = this.samples.filter(({ status }) => status === 200);
    const throttled = this.samples.filter(({ status }) => status === 429).length;
    const others = this.samples.filter(({ status }) => status !== 200 && status !== 429);
    const times = sortedTimes(succeeded);
    const attempts = this.samples.reduce((sum, sample) => sum + sample.attempts, 0);
    return {
      requests: this.samples.length,
      succeeded: succeeded.length,
      throttled,
      others: counted(others.map(({ status }) => String(status))),
      regions: counted(succeeded.map(({ region }) => region)),
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
      wastedPerSuccess: succeeded.length === 0 ? 0 : attempts / succeeded.length - 1,
      lanes: lanesOf(this.samples),
    };
  }
}

function lanesOf(samples: readonly Sample[]): LaneCounts[] {
  const names = new Set(samples.flatMap(({ lane }) => (lane === "" ? [] : [lane])));
  return [...names].map((lane) =>
    countLane(
      lane,
      samples.filter((sample) => sample.lane === lane),
    ),
  );
}

function countLane(lane: string, samples: readonly Sample[]): LaneCounts {
  const answered = samples.filter(({ status }) => status === 200);
  const refused = samples.filter(({ status }) => status === 429);
  const waits = refused.flatMap(({ retryAfter }) => retryAfter ?? []);
  const times = sortedTimes(answered);
  return {
    lane,
    asked: samples.length,
    answered: answered.length,
    refused: refused.length,
    failed: samples.length - answered.length - refused.length,
    waitedForQuota: samples.filter(({ waitedFor }) => waitedFor === "quota").length,
    waitedForLane: samples.filter(({ waitedFor }) => waitedFor === "lane").length,
    ...(waits.length > 0 && { retryAfter: { least: Math.min(...waits), most: Math.max(...waits) } }),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}

function sortedTimes(samples: readonly Sample[]): number[] {
  return samples.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
}

/** @param sorted ascending; 0 for none */
export function percentile(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
