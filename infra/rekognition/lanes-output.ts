import { allLanes, type LaneRule } from "../../functions/pool/lanes/lanes";

/** A lane of the pool as the stack's output says it, defaults filled in. */
interface LaneOutput {
  /** Whose calls these are; `ingestion` for images from the bucket. */
  readonly group: string;
  /** Its importance as a share of the highest one: more than 0, and 1 for the most important. */
  readonly weight: number;
  /** The share of its calls that is answered whatever other lanes ask for. */
  readonly floor: number;
  /** How long a call may wait for a Region. */
  readonly waitSeconds: number;
  /** False: what would have been held back is only logged. */
  readonly enforce: boolean;
}

/**
 * Every lane that calls may belong to, the most important first; none while all calls are alike.
 *
 * @param settings the pool's group has the lane of callers in none of the listed groups
 */
export function lanesOutput(settings: {
  readonly rekognitionLanes: readonly LaneRule[];
  readonly rekognitionGroup: string;
  readonly rekognitionWaitSeconds: number;
}): readonly LaneOutput[] {
  const { rekognitionLanes, rekognitionGroup, rekognitionWaitSeconds } = settings;
  return allLanes(rekognitionLanes, rekognitionGroup).map(({ name, weight, floor, waitMs, isEnforced }) => {
    const waitSeconds = waitMs === undefined ? rekognitionWaitSeconds : waitMs / 1000;
    return { group: name, weight, floor, waitSeconds, enforce: isEnforced };
  });
}
