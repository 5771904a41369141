/** Data residency by group: where the images of a group's members may go. */

/** Group → Regions. A group that is not in it is not confined. */
export type GroupRegions = Readonly<Record<string, readonly string[]>>;

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

export function isRegionName(value: unknown): value is string {
  return typeof value === "string" && REGION.test(value);
}

/**
 * @param text JSON; "" is no group
 * @returns undefined when it is no object of Region lists
 */
export function readGroupRegions(text: string): GroupRegions | undefined {
  const groups: unknown = text === "" ? {} : JSON.parse(text);
  if (typeof groups !== "object" || groups === null || Array.isArray(groups)) return undefined;
  const isGood = Object.values(groups).every((list) => Array.isArray(list) && list.every(isRegionName));
  return isGood ? (groups as GroupRegions) : undefined;
}

/**
 * Where the images of a member of these groups may go. Every wall holds: somebody in two confined groups is left the
 * Regions that both allow, which may be none.
 */
export function regionsOfGroups(groups: readonly string[], groupRegions: GroupRegions): readonly string[] | "all" {
  const walls = groups.flatMap((group) => (Object.hasOwn(groupRegions, group) ? [groupRegions[group] ?? []] : []));
  const [first, ...others] = walls;
  if (first === undefined) return "all";
  return [...new Set(first)].filter((region) => others.every((wall) => wall.includes(region)));
}
