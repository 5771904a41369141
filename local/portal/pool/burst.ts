import { bodyFor, callOnce } from "../../load/drive";
import { type Summary, Tally } from "../../load/tally";
import { makeJpegs } from "../../pictures";
import { type Backend, doorNamed } from "../backend";

/** How many calls a burst may have. A Region's quota is a few dozen a second, so that these overflow one, two or all of them. */
export const BURST_SIZES = [20, 60, 150] as const;

/** How a burst stands. */
export interface BurstState extends Summary {
  readonly asked: number;
  /** In paths. */
  readonly operation: string;
  readonly isRunning: boolean;
  readonly seconds: number;
}

const PICTURES = 12;
const SIZE = { width: 320, height: 240 };

/** Many calls at once, as one person; each is answered by a Region that has quota left. */
export class Burst {
  private readonly tally = new Tally();
  private readonly startedAt = performance.now();
  private endedAt: number | undefined;

  private constructor(
    private readonly operation: string,
    private readonly asked: number,
  ) {}

  /** Returns when the calls are under way; `state` says how they do. */
  static async begin(backend: Backend, token: string, operation: string, asked: number): Promise<Burst> {
    const bodies = (await makeJpegs(PICTURES, SIZE)).map((jpeg) => bodyFor(operation, jpeg));
    const caller = { door: doorNamed(backend, "execute-api"), api: backend.api, token, operation };
    const burst = new Burst(operation, asked);
    const calls = Array.from({ length: asked }, async (_, index) => {
      burst.tally.add(await callOnce(caller, bodies[index % bodies.length]));
    });
    void Promise.all(calls).then(() => (burst.endedAt = performance.now()));
    return burst;
  }

  state(): BurstState {
    const seconds = ((this.endedAt ?? performance.now()) - this.startedAt) / 1000;
    const { asked, operation } = this;
    return { ...this.tally.summary(), asked, operation, isRunning: this.endedAt === undefined, seconds };
  }
}
