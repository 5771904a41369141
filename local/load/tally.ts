/** One answer of the API, as its caller saw it. */
export interface Sample {
  /** 0 when there was no answer at all. */
  readonly status: number;
  /** "" when no Region answered. */
  readonly region: string;
  readonly milliseconds: number;
  /** Calls to Rekognition that this one answer took. */
  readonly attempts: number;
  readonly retryAfter: boolean;
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
    const times = succeeded.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
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
    };
  }
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
