import type { RegionState } from "../../cloud/rekognition/region";
import type { Frame } from "../frame";
import type { BurstState } from "./burst";
import type { PoolOutcome } from "./outcome";

/** What the Rekognition page shows. */
export interface PoolView extends Frame {
  readonly regions: readonly RegionState[];
  /** In paths, e.g. `detect-faces`. */
  readonly operations: readonly string[];
  readonly sent?: PoolOutcome;
  readonly burst?: BurstState;
  /** Why the session has ended, as a sentence. */
  readonly trouble?: string;
}
