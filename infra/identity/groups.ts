import { INGESTION } from "../../functions/pool/lanes/lanes";
import type { Settings } from "../config";

/** Settings that name groups of the user pool. */
export type GroupSettings = Pick<
  Settings,
  "studioGroup" | "rekognitionGroup" | "rekognitionGroupRegions" | "rekognitionLanes" | "rekognitionRegions"
>;

/**
 * The user pool's groups, with what each is for: one entry a group, whichever keys name it. A confined group may be the pool's or
 * Studio's at the same time; the pool's are there when the pool is.
 */
export function groupsOf(settings: GroupSettings): ReadonlyMap<string, string> {
  const groups = new Map([[settings.studioGroup, "Has a Studio user profile of the same name"]]);
  if (settings.rekognitionRegions.length === 0) return groups;
  const ofPool: [string, string][] = [
    [settings.rekognitionGroup, "May use the Rekognition pool"],
    ...Object.entries(settings.rekognitionGroupRegions).map(([group, regions]): [string, string] => [
      group,
      `Images may go to ${regions.join(", ")} only`,
    ]),
    ...laneGroups(settings).map((group): [string, string] => [group, "Its calls of the Rekognition pool have a lane"]),
  ];
  for (const [group, purpose] of ofPool) if (!groups.has(group)) groups.set(group, purpose);
  return groups;
}

/** The groups of callers that lanes name. */
export function laneGroups({ rekognitionLanes }: Pick<Settings, "rekognitionLanes">): string[] {
  return rekognitionLanes.flatMap(({ group }) => (group === INGESTION ? [] : [group]));
}
