/** Which changes of config AWS could make only by deleting what people made: pure, no Pulumi. */
import type { Settings } from "../config";
import { lostGroups, lostPool, lostRows, lostUserPool } from "./access-losses";
import type { Deployed } from "./deployed";
import type { Loss } from "./loss";
import { anotherNames, anotherNetwork, anotherRegion, anotherRole, anotherVpc, fewerZones } from "./network-losses";
import { rStudioOnALivingDomain, seatsTakenAway } from "./r-studio-losses";
import { anotherDomain, lostProfiles } from "./studio-losses";

/** In the order of Pulumi.yaml. What a retain switch protects may go once an update has been made with the switch off. */
export function lossesOf(before: Deployed, now: Settings): Loss[] {
  const moved = [...anotherRole(before, now), ...anotherRegion(before, now)];
  // Everything in another Region, or in the other half, is another thing: there is nothing else to compare.
  if (moved.length > 0) return moved;
  const comparisons = [
    anotherNames,
    anotherNetwork,
    anotherVpc,
    fewerZones,
    lostUserPool,
    lostGroups,
    lostRows,
    anotherDomain,
    lostProfiles,
    rStudioOnALivingDomain,
    seatsTakenAway,
    lostPool,
  ];
  return comparisons.flatMap((compare) => compare(before, now));
}
