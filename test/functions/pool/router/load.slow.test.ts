import { duringOutage } from "../../../bench/pool/environments";
import type { Seen } from "../../../bench/pool/fleet";
import { drawOnce, ours } from "../../../bench/pool/policies";
import { OUTAGE, pool, UNEVEN } from "../../../bench/pool/scenarios";
import type { Trouble } from "../../../bench/pool/simulated-region";
import { type Run, simulate } from "../../../bench/pool/simulate";

/** Two tests look at the same minute. */
const outages = new Map<string, ReturnType<typeof duringOutage>>();

function outage(...[quotas, kind]: Parameters<typeof duringOutage>): ReturnType<typeof duringOutage> {
  const name = `${kind} ${quotas.join()}`;
  const seen = outages.get(name) ?? duringOutage(quotas, kind);
  outages.set(name, seen);
  return seen;
}

/** The router under load, in simulation: many Lambda environments that share nothing but the Regions. */

function run(quotas: readonly number[], share: number, more: Partial<Run> & { trouble?: Trouble } = {}): Run {
  const { trouble, ...rest } = more;
  return {
    regions: pool(quotas, trouble),
    load: { perSecond: share * sum(quotas) },
    environments: { warm: 100, most: 400 },
    counted: { from: 5_000, to: 60_000 },
    ...rest,
  };
}

test("in whichever of ten orders the weights are, nobody fails at 75 % and at most 0.3 calls per success are wasted", async () => {
  for (const weights of permutations(UNEVEN)
    .filter(isFirstOfItsKind)
    .filter((_, at) => at % 3 === 0)) {
    const seen = await simulate(run(UNEVEN, 0.75, { weights, counted: { from: 5_000, to: 25_000 } }), ours(5), 1);
    expect({ weights, failures: failuresOf(seen) }).toEqual({ weights, failures: 0 });
    expect((seen.calls - seen.served) / seen.served).toBeLessThanOrEqual(0.3);
  }
});

test("with the weights reversed a single draw fails two thirds of all requests", async () => {
  const seen = await simulate(run(UNEVEN, 0.75, { weights: [5, 5, 50, 50, 20] }), drawOnce, 1);
  expect(failuresOf(seen) / seen.requests).toBeGreaterThan(0.6);
});

test("50/50 at 100 % for a minute serves at least 99 % of what is asked", async () => {
  const { requests, addedMs } = await simulate(run([50, 50], 1), ours(5), 2);
  expect(addedMs.length).toBeGreaterThanOrEqual(0.99 * requests);
});

test("at 150 % all of the quota is used, and every failure is a throttle with Retry-After within a second of the wait", async () => {
  const seen = await simulate(run([50, 50], 1.5, { environments: { warm: 100, most: 600 } }), ours(5), 3);
  expect(seen.servedInTime).toBeGreaterThanOrEqual(0.99 * 100 * 55);
  expect(seen.rejected).toBe(0);
  expect(seen.failures.length).toBeGreaterThan(0);
  expect(seen.failures.filter(({ kind, retryAfter }) => kind !== "throttled" || !retryAfter)).toEqual([]);
  expect(Math.max(...seen.failures.map(({ afterMs }) => afterMs))).toBeLessThanOrEqual(6_000);
});

test.each<[string, Trouble["kind"], number]>([
  ["never answers", "hangs", 3_000],
  ["takes no connection", "path-lost", 1_000],
])(
  "one Region that %s for 20 s at 50 %: nobody fails, and p99 grows by no more than one attempt",
  async (_, kind, p99) => {
    const seen = await simulate(run(UNEVEN, 0.5, { trouble: { kind, ...OUTAGE } }), ours(5), 4);
    expect(failuresOf(seen)).toBe(0);
    expect(percentile(seen.addedMs, 0.99)).toBeLessThanOrEqual(p99);
  },
);

test.each<[string, Trouble["kind"], readonly number[], number]>([
  ["never answers", "hangs", UNEVEN, 3],
  ["never answers", "hangs", [50, 50], 3],
  ["takes no connection", "path-lost", UNEVEN, 1.5],
  ["takes no connection", "path-lost", [50, 50], 1.5],
])(
  "while one Region %s (%s) in a pool of %j, no more than %d times as many environments are at work as usually, in the mean",
  async (_, kind, quotas, times) => {
    const { usual, during } = await outage(quotas, kind);
    expect(during.meanBusy).toBeLessThanOrEqual(times * usual.meanBusy);
    expect(failuresOf(during)).toBe(0);
  },
);

test.each([[UNEVEN], [[50, 50]]])(
  "nor three times as many at the worst moment, compared with the worst one of a quiet run: %j",
  async (quotas) => {
    const { usual, during } = await outage(quotas, "hangs");
    expect(during.busiest).toBeLessThanOrEqual(3 * usual.busiest);
  },
);

test("a Region that has become three times as slow is not given up on, nor paid twice", async () => {
  const trouble: Trouble = { kind: "slow", ...OUTAGE };
  const seen = await simulate(run(UNEVEN, 0.9, { trouble }), ours(5), 4);
  expect(failuresOf(seen)).toBe(0);
  expect((seen.calls - seen.served) / seen.served).toBeLessThan(0.03);
});

test("a burst of ten times the load for 2 s is served when there are environments to wait in", async () => {
  const burst = { perSecond: 65, burst: { from: 20_000, to: 22_000, times: 10 } };
  const environments = { warm: 100, most: 1_000 };
  const seen = await simulate(run(UNEVEN, 0.5, { load: burst, environments }), ours(20), 5);
  expect(failuresOf(seen)).toBeLessThanOrEqual(0.002 * seen.requests);
});

test("the same burst with 400 environments loses no more than has no environment to wait in", async () => {
  const burst = { perSecond: 65, burst: { from: 20_000, to: 22_000, times: 10 } };
  const seen = await simulate(run(UNEVEN, 0.5, { load: burst }), ours(20), 5);
  // In 2 s 1300 arrive; a full bucket (130), its refill (260) and 400 waiting places take 790 of them.
  expect(failuresOf(seen)).toBeLessThanOrEqual(1_300 - 790 + 0.02 * seen.requests);
});

test("waiting requests do not come back in step: probe times after a burst are not correlated", async () => {
  const waits = (probes: readonly number[]) => strongestEcho(probes.filter((at) => at > 22_000 && at < 32_000));
  const load = { perSecond: 65, burst: { from: 20_000, to: 20_100, times: 160 } };
  const probes: number[] = [];
  const onCall = ({ at, waited }: { at: number; waited: boolean }) => waited && probes.push(at);
  await simulate(run(UNEVEN, 0.5, { load, environments: { warm: 100, most: 1_000 }, onCall }), ours(20), 6);
  expect(probes.length).toBeGreaterThan(1_000);
  expect(waits(probes)).toBeLessThan(0.3);
  // The measure itself sees what it is to see: the same number of probes, all on whole seconds.
  expect(waits(probes.map((at) => Math.round(at / 1_000) * 1_000))).toBeGreaterThan(0.6);
});

/** Autocorrelation of the times in steps of 100 ms, freed of its trend: the largest for lags of 0.2–2 s. */
function strongestEcho(times: readonly number[]): number {
  const bins = Array.from(
    { length: 100 },
    (_, bin) => times.filter((at) => Math.floor((at - 22_000) / 100) === bin).length,
  );
  const smooth = bins.map((_, bin) => mean(bins.slice(Math.max(0, bin - 10), bin + 11)));
  const rest = bins.map((count, bin) => count - (smooth[bin] ?? 0));
  const product = (lag: number) => rest.slice(lag).reduce((total, value, bin) => total + value * (rest[bin] ?? 0), 0);
  return Math.max(...Array.from({ length: 19 }, (_, index) => product(index + 2) / product(0)));
}

/** The first two Regions have the same quota, and the third and fourth: which of two has which weight makes no difference. */
function isFirstOfItsKind([one = 0, two = 0, three = 0, four = 0]: readonly number[]): boolean {
  return one >= two && three >= four;
}

function permutations(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return [...new Set(values)].flatMap((first) => {
    const rest = values.filter((_, index) => index !== values.indexOf(first));
    return permutations(rest).map((others) => [first, ...others]);
  });
}

function failuresOf({ failures, rejected }: Seen): number {
  return failures.length + rejected;
}

function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
