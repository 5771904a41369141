import { bodyFor, callOnce, drive, evenly } from "../../../../local/load/drive";
import { percentile, type Sample } from "../../../../local/load/tally";
import { makeJpegs } from "../../../../local/pictures";
import type { ColumnName, Measured, Row, Tell } from "../measures";
import { COLUMN_TITLES } from "../table";
import { type BenchCloud, benchCloud, type Program, program, SERVICE_MS } from "./cloud";
import { LAPTOP_SCENARIOS, type LaptopScenario } from "./scenarios";

type LaptopPolicy = number | "seed";

const POLICIES: readonly (readonly [ColumnName, LaptopPolicy])[] = [
  ["seed", "seed"],
  ["w5", 5],
  ["w20", 20],
];

/** Full load, counted; before it, half of it, so that every environment is loaded and every bucket full. */
const SECONDS = 45;
const WARM_UP_SECONDS = 5;
const TELL_SECONDS = 15;
/** When a request goes out so much too late (ms), the machine does something else, and what is measured is that. */
const TOO_LATE_MS = 500;

/** A request with the time it was sent, in milliseconds from the start, and by how much that was too late. */
interface Timed extends Sample {
  readonly sentAt: number;
  readonly late: number;
}

/**
 * The starred rows, measured: HTTP requests with real JPEGs to the private API, API Gateway's pipeline and every policy decision, the
 * function's own bundle, unmodified SDK clients, and a stand-in for each Region with real buckets. Every cell has a cloud of its own and
 * takes about a minute, one after the other. Requests are evenly spaced.
 *
 * @param tell what is being done
 */
export async function* laptopRows(tell: Tell, isWanted: (row: string) => boolean): AsyncGenerator<Row> {
  const scenarios = LAPTOP_SCENARIOS.filter(({ name }) => isWanted(name));
  if (scenarios.length === 0) return;
  tell("starting the program for the laptop");
  const made = await program();
  const bodies = (await makeJpegs(8, { width: 160, height: 120 })).map((jpeg) => bodyFor("detect-faces", jpeg));
  for (const [index, scenario] of scenarios.entries()) {
    const place = `over real HTTP ${index + 1} of ${scenarios.length}: ${scenario.name}`;
    const columns: Partial<Record<ColumnName, Measured>> = {};
    for (const [column, policy] of POLICIES) {
      const doing = `${place}, ${COLUMN_TITLES[column]}`;
      columns[column] = await measured({ made, bodies, tell, doing }, scenario, policy);
    }
    yield {
      scenario: `${scenario.name}: quotas ÷ ${scenario.scale}`,
      how: "real HTTP",
      columns,
      goals: scenario.goals,
    };
  }
}

interface Bench {
  readonly made: Program;
  readonly bodies: readonly unknown[];
  readonly tell: Tell;
  readonly doing: string;
}

async function measured(bench: Bench, scenario: LaptopScenario, policy: LaptopPolicy): Promise<Measured> {
  const cloud = await benchCloud(bench.made, scenario.regions, policy);
  const quota = scenario.regions.reduce((sum, region) => sum + region.quota, 0);
  const stopFaults = switchFaults(cloud, scenario);
  const stopTelling = keepTelling(bench);
  try {
    const perSecond = quota * scenario.share;
    const full = evenly(perSecond, SECONDS).map((time) => time + WARM_UP_SECONDS * 1000);
    const times = [...evenly(perSecond / 2, WARM_UP_SECONDS), ...full];
    const samples = await samplesOf(cloud, times, bench.bodies);
    const latest = Math.max(...samples.map(({ late }) => late));
    if (latest > TOO_LATE_MS)
      bench.tell(`the machine is too busy to measure: a request went out ${latest.toFixed(0)} ms late`);
    return summary(samples, quota);
  } finally {
    stopTelling();
    stopFaults();
    await cloud.close();
  }
}

async function samplesOf({ caller }: BenchCloud, times: readonly number[], bodies: readonly unknown[]) {
  const samples: Timed[] = [];
  const startedAt = performance.now();
  await drive(times, async (index) => {
    const sentAt = performance.now() - startedAt;
    const late = sentAt - (times[index] ?? 0);
    samples.push({ sentAt, late, ...(await callOnce(caller, bodies[index % bodies.length])) });
  });
  return samples;
}

function keepTelling({ tell, doing }: Bench): () => void {
  let seconds = 0;
  tell(`${doing}, ${WARM_UP_SECONDS + SECONDS} s and what then still waits`);
  const timer = setInterval(() => tell(`${doing}, ${(seconds += TELL_SECONDS)} s`), TELL_SECONDS * 1000);
  return () => clearInterval(timer);
}

function switchFaults({ cloud }: BenchCloud, { regions, trouble }: LaptopScenario): () => void {
  const region = regions[0]?.region ?? "";
  if (!trouble) return () => undefined;
  const timers = [
    setTimeout(() => cloud.pool.setFault(region, trouble.fault), trouble.from * 1000),
    setTimeout(() => cloud.pool.setFault(region, undefined), trouble.to * 1000),
  ];
  return () => timers.forEach(clearTimeout);
}

/** @param quota what all Regions together serve in a second */
function summary(samples: readonly Timed[], quota: number): Measured {
  const isCounted = (time: number) => time >= WARM_UP_SECONDS * 1000 && time < (WARM_UP_SECONDS + SECONDS) * 1000;
  const counted = samples.filter(({ sentAt }) => isCounted(sentAt));
  const succeeded = samples.filter(({ status }) => status === 200);
  const failures = counted.filter(({ status }) => status !== 200);
  const added = ascending(counted.filter(({ status }) => status === 200)).map((time) => time - usualMs(samples));
  const attempts = samples.reduce((sum, sample) => sum + sample.attempts, 0);
  const inTime = succeeded.filter(({ sentAt, milliseconds }) => isCounted(sentAt + milliseconds)).length;
  return {
    requests: counted.length,
    errorPercent: (100 * failures.length) / counted.length,
    wastedPerSuccess: attempts / succeeded.length - 1,
    addedP99Ms: Math.max(0, percentile(added, 0.99)),
    goodputPercent: (100 * inTime) / (quota * SECONDS),
    otherFailures: failures.filter(({ status, retryAfter }) => status !== 429 || !retryAfter).length,
    latestFailureMs: Math.round(Math.max(0, ...failures.map(({ milliseconds }) => milliseconds))),
  };
}

/** What a call takes that nothing delays: Rekognition's own time, and the laptop's for everything round it. */
function usualMs(samples: readonly Timed[]): number {
  const early = samples.filter(({ sentAt, status }) => sentAt < WARM_UP_SECONDS * 1000 && status === 200);
  return Math.max(SERVICE_MS, percentile(ascending(early), 0.5));
}

function ascending(samples: readonly Sample[]): number[] {
  return samples.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
}
