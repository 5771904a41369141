import type { LaneRule } from "./lanes";

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
