import fc from "fast-check";
import { type Behaviour, type Call, ScriptedPool } from "./scripted-pool";

const SEED = 20_261_122;
const KINDS: Behaviour[] = ["OK", "THROTTLE", "FAULT", "CONFIG", "CALLER_ERROR", "hang", 6_000];
const NAMES = ["a", "b", "c", "d", "e"];

const region = fc.record({
  quota: fc.constantFrom(0, 5, 20, 50),
  weight: fc.option(fc.constantFrom(0, -1, Number.NaN, 0.5, 10, 1e9), { nil: undefined }),
});
const request = fc.record({
  allowed: fc.option(fc.subarray(NAMES), { nil: undefined }),
  pinned: fc.option(fc.constantFrom(...NAMES), { nil: undefined, freq: 6 }),
  preferred: fc.option(fc.constantFrom(...NAMES), { nil: undefined }),
  /** Until the wait ends, and from then until the deadline (ms). */
  wait: fc.integer({ min: 0, max: 20_000 }),
  beyond: fc.integer({ min: 1, max: 8_000 }),
  pauseBefore: fc.integer({ min: 0, max: 30_000 }),
});
const story = fc.record({
  regions: fc.array(region, { minLength: 1, maxLength: NAMES.length }),
  requests: fc.array(request, { minLength: 1, maxLength: 6 }),
  behaviours: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 40 }),
  seed: fc.nat(),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

interface Told {
  readonly result: Awaited<ReturnType<ScriptedPool["request"]>>;
  readonly calls: readonly Call[];
  readonly eligible: readonly string[];
  readonly wait: number;
  readonly deadline: number;
  readonly started: number;
  readonly ended: number;
}

/** Plays a story's requests one after another through one router; the behaviours repeat from the start when used up. */
async function play({ regions, requests, behaviours, seed }: Story): Promise<Told[]> {
  const pool = new ScriptedPool(
    regions.map(({ quota, weight }, index) => ({
      region: NAMES[index] ?? "",
      quotas: { DetectLabels: quota },
      ...(weight === undefined ? {} : { weight }),
    })),
    seed,
  );
  let next = 0;
  pool.behaviour = () => behaviours[next++ % behaviours.length] ?? "OK";
  const told: Told[] = [];
  for (const { allowed, pinned, preferred, wait, beyond, pauseBefore } of requests) {
    await pool.pass(pauseBefore);
    const started = pool.time.now();
    const before = pool.calls.length;
    const deadline = started + wait + beyond;
    const result = await pool.request({
      waitUntil: started + wait,
      deadline,
      ...(allowed && { allowedRegions: allowed }),
      ...(pinned !== undefined && { pinnedRegion: pinned }),
      ...(preferred !== undefined && { preferredRegion: preferred }),
    });
    const eligible = regions
      .map(({ quota }, index) => ({ name: NAMES[index] ?? "", quota }))
      .filter(({ name, quota }) => quota > 0 && (allowed?.includes(name) ?? true) && (pinned ?? name) === name)
      .map(({ name }) => name);
    told.push({ result, calls: pool.calls.slice(before), eligible, wait, deadline, started, ended: pool.time.now() });
  }
  return told;
}

/** Every claim is asked of the same stories, and what a story tells does not change. */
const played = new Map<string, Promise<readonly Told[]>>();

function told(value: Story): Promise<readonly Told[]> {
  const key = fc.stringify(value);
  const known = played.get(key) ?? play(value);
  played.set(key, known);
  return known;
}

function holds(claim: (told: Told) => void): () => Promise<void> {
  const property = fc.asyncProperty(story, async (value) => (await told(value)).forEach(claim));
  return () => fc.assert(property, { seed: SEED, numRuns: 400 });
}

test(
  "no sequence of answers makes it give up without having tried every eligible Region, unless the deadline came first",
  holds(({ result, calls, eligible, deadline, ended }) => {
    if (!["throttled", "unavailable", "misconfigured"].includes(result.outcome) || ended >= deadline) return;
    expect(new Set(calls.map(({ region: name }) => name))).toEqual(new Set(eligible));
  }),
);

test(
  "it says that there is no Region exactly when none is eligible",
  holds(({ result, calls, eligible }) => {
    expect(result.outcome === "no_region").toBe(eligible.length === 0);
    expect(calls.length === 0).toBe(eligible.length === 0);
  }),
);

test(
  "it never calls a Region that is not eligible",
  holds(({ calls, eligible }) => {
    expect(calls.filter(({ region: name }) => !eligible.includes(name))).toEqual([]);
  }),
);

test(
  "no Region is called twice within the first pass",
  holds(({ calls, eligible }) => {
    const pass = calls.slice(0, eligible.length).map(({ region: name }) => name);
    expect(new Set(pass).size).toBe(pass.length);
  }),
);

test(
  "the answer comes by the deadline, and nothing is asked after it nor left under way",
  holds(({ result, calls, deadline, ended }) => {
    expect(ended).toBeLessThanOrEqual(deadline);
    expect(calls.filter(({ at }) => at >= deadline)).toEqual([]);
    const answered = result.outcome === "answered" || result.outcome === "caller_error";
    expect(calls.filter(({ signal, settled }) => !signal.aborted && !settled && !answered)).toEqual([]);
  }),
);

test(
  "another Region is asked beside one that is silent only after two seconds, or half of the time there is",
  holds(({ calls, deadline }) => {
    for (const [index, { at }] of calls.entries()) {
      const before = calls[index - 1];
      if (index !== 1 || before?.behaviour !== "hang") continue;
      expect(at - before.at).toBeGreaterThanOrEqual(Math.min(2_000, (deadline - before.at) / 2) - 1e-6);
    }
  }),
);

test(
  "it waits for as long as it may and no longer, whatever else takes time",
  holds(({ result, wait }) => {
    expect(result.waitedMs).toBeLessThanOrEqual(wait + 1e-6);
  }),
);

test(
  "its counts are true, and who answers or is silent has been called",
  holds(({ result, calls, started, ended }) => {
    expect(result.attempts).toBe(calls.length);
    expect(result.throttles).toBeLessThanOrEqual(calls.length);
    expect(result.waitedMs).toBeLessThanOrEqual(ended - started);
    const answered = result.outcome === "answered" || result.outcome === "caller_error";
    expect(result.region === undefined).toBe(!answered);
    if (answered) expect(calls.map(({ region: name }) => name)).toContain(result.region);
    expect(calls.map(({ region: name }) => name)).toEqual(expect.arrayContaining([...result.silent]));
    const mayPass = result.outcome === "throttled" || result.outcome === "unavailable";
    expect(result.retryAfterSeconds !== undefined).toBe(mayPass);
  }),
);
