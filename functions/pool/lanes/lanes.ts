/**
 * Which lane a call belongs to. Callers of one pool share its quotas by lanes: config gives groups of the user pool an importance, a
 * caller's lane is the most important of their groups', and images from the bucket have a lane of their own. Without lanes in config all of
 * this says nothing, and all calls are alike.
 */

/** One lane as config and the functions' environment have it. */
export interface LaneRule {
  /** Members of this group; `ingestion` stands for the images from the bucket. */
  readonly group: string;
  /** 1 to 100. Of two lanes under pressure, one of twice the importance gets twice as large a share of its calls answered. */
  readonly importance: number;
  /** Seconds, 1 to 20, in place of `rekognitionWaitSeconds`. */
  readonly waitSeconds?: number;
  /** The share of its calls, 0 to 1, that is answered whatever other lanes ask for, as long as the Regions answer as many. */
  readonly floor?: number;
  /** False: its calls are never held back, only logged where they would have been. */
  readonly enforce?: boolean;
}

/** A lane as the router knows it. */
export interface Lane {
  /** The group; for the log, the answer and the metrics. */
  readonly name: string;
  /** Its importance as a share of the highest one: 0 < weight ≤ 1. */
  readonly weight: number;
  /** Milliseconds; undefined waits as long as the pool does. */
  readonly waitMs: number | undefined;
  readonly floor: number;
  readonly isEnforced: boolean;
}

/** What the log calls the lane of all calls while config has none: a metric's dimension may not be empty. */
export const ONE_LANE = "all";

/** The lane of images from the bucket. Callers in a group of this name are not put into it. */
export const INGESTION = "ingestion";
/** Of lanes that config does not list: the callers in none of its groups, and the ingestion. */
const LEAST_IMPORTANCE = 1;
/** No lane reaches zero: one call in a hundred. */
const LEAST_FLOOR = 0.01;

/**
 * The lane of a caller, by name.
 *
 * @param groups as the verified token has them
 * @param others the group of all callers: its lane is that of callers in none of the others
 * @returns undefined while there are no lanes
 */
export function laneOfGroups(
  groups: readonly string[],
  rules: readonly LaneRule[],
  others: string,
): string | undefined {
  if (rules.length === 0) return undefined;
  const own = rules.filter(({ group }) => group !== INGESTION && group !== others && groups.includes(group));
  const best = own.reduce<LaneRule | undefined>(
    (one, other) => (one && one.importance >= other.importance ? one : other),
    undefined,
  );
  return best?.group ?? others;
}

/**
 * A caller's lane, by the name that the authorizer found. One that config no longer lists, as in an answer that API Gateway has kept, is
 * that of callers in no listed group.
 *
 * @returns undefined while there are no lanes
 */
export function callerLane(rules: readonly LaneRule[], name: string | undefined, others: string): Lane | undefined {
  if (rules.length === 0) return undefined;
  const isListed = name !== INGESTION && rules.some(({ group }) => group === name);
  return laneNamed(rules, isListed && name !== undefined ? name : others);
}

/** The lane of images from the bucket, of any uploader. @returns undefined while there are no lanes */
export function ingestionLane(rules: readonly LaneRule[]): Lane | undefined {
  return rules.length === 0 ? undefined : laneNamed(rules, INGESTION);
}

/** Every lane that calls may belong to, the most important first. @param others as for `laneOfGroups` */
export function allLanes(rules: readonly LaneRule[], others: string): readonly Lane[] {
  if (rules.length === 0) return [];
  const names = new Set([...rules.map(({ group }) => group), others, INGESTION]);
  return [...names].map((name) => laneNamed(rules, name)).sort((one, other) => other.weight - one.weight);
}

function laneNamed(rules: readonly LaneRule[], name: string): Lane {
  const {
    importance = LEAST_IMPORTANCE,
    waitSeconds,
    floor = LEAST_FLOOR,
    enforce = true,
  } = rules.find(({ group }) => group === name) ?? {};
  const highest = Math.max(LEAST_IMPORTANCE, ...rules.map((rule) => rule.importance));
  const waitMs = waitSeconds === undefined ? undefined : waitSeconds * 1000;
  return { name, weight: importance / highest, waitMs, floor: Math.max(LEAST_FLOOR, floor), isEnforced: enforce };
}

/** Names of groups as Cognito and other providers have them: for the log and a header, so nothing but printable letters. */
const NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/** Lanes in a variable of a function's environment; "" for none. */
export function lanesText(rules: readonly LaneRule[]): string {
  return rules.length === 0 ? "" : JSON.stringify(rules);
}

/**
 * @param text as `lanesText` writes it
 * @returns undefined when it is not a list of lanes
 * @throws SyntaxError when it is not JSON
 */
export function readLanes(text: string): readonly LaneRule[] | undefined {
  const value: unknown = text === "" ? [] : JSON.parse(text);
  return Array.isArray(value) && value.every(isLaneRule) ? value : undefined;
}

function isLaneRule(value: unknown): value is LaneRule {
  if (typeof value !== "object" || value === null) return false;
  const { group, importance, waitSeconds, floor, enforce } = value as Partial<Record<keyof LaneRule, unknown>>;
  return (
    typeof group === "string" &&
    NAME.test(group) &&
    isWithin(importance, 1, 100) &&
    (waitSeconds === undefined || isWithin(waitSeconds, 1, 20)) &&
    (floor === undefined || isWithin(floor, 0, 1)) &&
    (enforce === undefined || typeof enforce === "boolean")
  );
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}
