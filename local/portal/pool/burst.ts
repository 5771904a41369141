import { signIn } from "../../identity/sign-in";
import { bodyFor, callOnce, type Caller, drive, evenly } from "../../load/drive";
import { type LaneCounts, type Sample, type Summary, Tally } from "../../load/tally";
import { makeJpegs } from "../../pictures";
import { type Backend, doorNamed } from "../backend";

/** How many calls a burst may have. A Region's quota is a few dozen a second, so that these overflow one, two or all of them. */
export const BURST_SIZES = [20, 60, 150] as const;

/** How a burst stands. */
export interface BurstState extends Summary {
  /** By all callers together. */
  readonly asked: number;
  /** In paths. */
  readonly operation: string;
  readonly isRunning: boolean;
  readonly seconds: number;
  /** Requests that are worth a look. */
  readonly examples: readonly Example[];
}

/** One request of a burst, and how it ended. */
export interface Example {
  /** As people read it, e.g. "portal-users: answered after a wait". */
  readonly label: string;
  readonly requestId: string;
}

/** Who sends how many calls, and when: milliseconds from the start. */
interface Stream {
  readonly caller: Caller;
  readonly times: readonly number[];
}

const PICTURES = 12;
const SIZE = { width: 320, height: 240 };
/** Lanes learn from what is refused: their calls come over some seconds, and not in one moment. */
const LANES_SECONDS = 5;
const NO_CALLS = { asked: 0, answered: 0, refused: 0, failed: 0, waitedForQuota: 0, waitedForLane: 0 };

/** Many calls at once, as one person or in two lanes beside each other; each is answered by a Region that has quota left. */
export class Burst {
  private readonly tally = new Tally();
  private readonly startedAt = performance.now();
  private endedAt: number | undefined;
  /** The first of each kind, by its label. */
  private readonly examples = new Map<string, string>();

  private constructor(
    private readonly operation: string,
    private readonly streams: readonly Stream[],
  ) {}

  /** As one person, all at once. Returns when the calls are under way; `state` says how they do. */
  static begin(backend: Backend, token: string, operation: string, asked: number): Promise<Burst> {
    const caller = callerOf(backend, token, operation);
    return Burst.send(operation, [{ caller, times: Array<number>(asked).fill(0) }]);
  }

  /** Two lanes that ask for the same, each with a member's own token from the company sign-in. @param asked by each of them */
  static async beginInLanes(backend: Backend, operation: string, asked: number): Promise<Burst> {
    const times = evenly(asked / LANES_SECONDS, LANES_SECONDS);
    const streams = backend.laneMembers.slice(0, 2).map(async ({ lane, person }): Promise<Stream> => {
      const { accessToken } = await signIn(backend.client, person, backend.scope);
      return { caller: { ...callerOf(backend, accessToken, operation), lane }, times };
    });
    return Burst.send(operation, await Promise.all(streams));
  }

  private static async send(operation: string, streams: readonly Stream[]): Promise<Burst> {
    const bodies = (await makeJpegs(PICTURES, SIZE)).map((jpeg) => bodyFor(operation, jpeg));
    const burst = new Burst(operation, streams);
    const driven = streams.map(({ caller, times }) =>
      drive(times, async (index) => burst.add(await callOnce(caller, bodies[index % bodies.length]))),
    );
    void Promise.all(driven).then(() => (burst.endedAt = performance.now()));
    return burst;
  }

  private add(sample: Sample): void {
    this.tally.add(sample);
    const label = `${sample.lane === "" ? "" : `${sample.lane}: `}${endingOf(sample)}`;
    if (sample.requestId !== undefined && !this.examples.has(label)) this.examples.set(label, sample.requestId);
  }

  state(): BurstState {
    const seconds = ((this.endedAt ?? performance.now()) - this.startedAt) / 1000;
    const summary = this.tally.summary();
    const asked = this.streams.reduce((sum, { times }) => sum + times.length, 0);
    const lanes = this.streams.flatMap((stream) => laneOf(stream, summary.lanes));
    const isRunning = this.endedAt === undefined;
    const examples = [...this.examples].map(([label, requestId]) => ({ label, requestId }));
    return { ...summary, examples, lanes, asked, operation: this.operation, isRunning, seconds };
  }
}

function callerOf(backend: Backend, token: string, operation: string): Caller {
  return { door: doorNamed(backend, "execute-api"), api: backend.api, token, operation };
}

function endingOf({ status, attempts, waitedFor }: Sample): string {
  if (status === 429) return "refused";
  if (status !== 200) return `status ${status}`;
  if (waitedFor !== "") return "answered after a wait";
  return attempts > 1 ? "answered at a second try" : "answered at once";
}

/** A lane is shown from the start, with everything that it will ask for. */
function laneOf({ caller: { lane }, times }: Stream, lanes: readonly LaneCounts[]): LaneCounts[] {
  if (lane === undefined) return [];
  const counted = lanes.find((each) => each.lane === lane) ?? { ...NO_CALLS, lane, p50Ms: 0, p99Ms: 0 };
  return [{ ...counted, asked: times.length }];
}
