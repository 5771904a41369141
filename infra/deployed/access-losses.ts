import type { Settings } from "../config";
import { isOwnPool } from "../config/identity/identity-agreement";
import { groupsOf, laneGroups } from "../identity/groups";
import type { Deployed } from "./deployed";
import { afterTurningOff, type Loss, type RetainSwitch, set } from "./loss";

/** The stack's user pool goes when people come from elsewhere, and everyone in it. */
export function lostUserPool(before: Deployed, now: Settings): Loss[] {
  if (!before.deletionProtection || !leavesOwnPool(before, now)) return [];
  const which =
    now.identityProvider.kind === "oidc" ? now.identityProvider.issuer : String(now.identityProvider.userPoolId);
  return [
    {
      key: "identityProvider",
      change: `is ${which}, and this stack has a user pool of its own`,
      loss: "the user pool, with everyone in it, their second factors and their groups",
      instead: `keep the pool and name the other provider in federation; or ${afterTurningOff(["deletionProtection"])}`,
      back: [{ name: "identityProvider", at: "" }],
    },
  ];
}

function leavesOwnPool(before: Deployed, now: Settings): boolean {
  return isOwnPool(before.identityProvider) && !isOwnPool(now.identityProvider);
}

/** Cognito renames no group: another name is another group, and the members of the old one are in none. */
export function lostGroups(before: Deployed, now: Settings): Loss[] {
  if (!before.deletionProtection || !isOwnPool(before.identityProvider) || leavesOwnPool(before, now)) return [];
  const groups = groupsOf(now);
  const lost = namedGroups(before).filter(({ group }) => !groups.has(group));
  // Those of a pool that goes are told with the pool.
  const told = isPoolGone(before, now) ? lost.filter(({ key }) => key === "studioGroup") : lost;
  return told.map(({ key, group, back }) => ({
    key,
    change: `no longer names the group ${group}`,
    loss: `the group ${group} and who is in it: Cognito cannot rename a group, and a new one has no members`,
    instead: `list its members first (aws cognito-idp list-users-in-group --group-name ${group}), then ${afterTurningOff(["deletionProtection"])}`,
    back,
  }));
}

/** Rows are written by operators, one by one: no config brings them back. */
export function lostRows(before: Deployed, now: Settings): Loss[] {
  if (before.profileMode !== "table" || now.profileMode === "table" || !before.deletionProtection) return [];
  return [
    {
      key: "profileMode",
      change: `is ${now.profileMode}, and this stack has a mapping table`,
      loss: "the mapping table: which profiles each person has, and who is disabled",
      instead: `leave it; or list it first (npm run mapping -- list), then ${afterTurningOff(["deletionProtection"])}`,
      back: [set("profileMode", "", "table")],
    },
  ];
}

export function lostPool(before: Deployed, now: Settings): Loss[] {
  const switches: RetainSwitch[] = (["retainImages", "deletionProtection"] as const).filter((name) => before[name]);
  if (!isPoolGone(before, now) || switches.length === 0) return [];
  return [
    {
      key: "rekognitionRegions",
      change: "is empty, and this stack has a pool",
      loss: `the images bucket, the table of results, and who is in the group ${before.rekognitionGroup}`,
      instead: `take people out of the group ${before.rekognitionGroup}; or ${afterTurningOff(switches)}`,
      back: before.rekognitionRegions.flatMap(({ region, cidr }, index) => [
        set("rekognitionRegions", `[${index}].region`, region),
        ...(cidr === undefined ? [] : [set("rekognitionRegions", `[${index}].cidr`, cidr)]),
      ]),
    },
  ];
}

function isPoolGone(before: Deployed, now: Settings): boolean {
  return before.rekognitionRegions.length > 0 && now.rekognitionRegions.length === 0;
}

interface NamedGroup {
  readonly key: keyof Settings;
  readonly group: string;
  readonly back: Loss["back"];
}

/** Each group that stands, with the key that named it. */
function namedGroups(before: Deployed): NamedGroup[] {
  const { studioGroup, rekognitionGroup, rekognitionGroupRegions } = before;
  const all: NamedGroup[] = [
    { key: "studioGroup", group: studioGroup, back: [set("studioGroup", "", studioGroup)] },
    { key: "rekognitionGroup", group: rekognitionGroup, back: [set("rekognitionGroup", "", rekognitionGroup)] },
    ...Object.entries(rekognitionGroupRegions).map(([group, regions]): NamedGroup => {
      const back = regions.map((region, index) => set("rekognitionGroupRegions", `["${group}"][${index}]`, region));
      return { key: "rekognitionGroupRegions", group, back };
    }),
    ...laneGroups(before).map((group): NamedGroup => ({
      key: "rekognitionLanes",
      group,
      back: laneBack(before, group),
    })),
  ];
  const standing = groupsOf(before);
  return all.filter(
    ({ group }, index) => standing.has(group) && all.findIndex((other) => other.group === group) === index,
  );
}

/** Puts the group's lane where it was. */
function laneBack({ rekognitionLanes }: Deployed, name: string): Loss["back"] {
  return rekognitionLanes.flatMap(({ group, importance }, index) => {
    if (group !== name) return [];
    const at = `[${index}]`;
    return [
      set("rekognitionLanes", `${at}.group`, group),
      set("rekognitionLanes", `${at}.importance`, String(importance)),
    ];
  });
}
