import type { RegionState } from "../../cloud/rekognition/region";
import type { LaneMember } from "../../identity/pool-people";
import type { Frame } from "../frame";
import type { BurstState } from "./burst";
import type { PoolOutcome } from "./outcome";

/** What the Rekognition page shows. */
export interface PoolView extends Frame {
  readonly regions: readonly RegionState[];
  /** In paths, e.g. `detect-faces`. */
  readonly operations: readonly string[];
  /** Where images of the person who is signed in may go; undefined for one who may not use the pool. */
  readonly ownRegions?: readonly string[] | "all";
  /** Of the pool's callers, the most important first, with a member of each; fewer than two while all calls are alike. */
  readonly lanes: readonly LaneMember[];
  readonly sent?: PoolOutcome;
  readonly burst?: BurstState;
  /** Why the session has ended, as a sentence. */
  readonly trouble?: string;
}
