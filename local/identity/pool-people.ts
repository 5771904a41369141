import { readGroupRegions, regionsOfGroups } from "../../functions/contract/caller";
import { INGESTION, type LaneRule, allLanes, laneOfGroups, readLanes } from "../../functions/pool/lanes/lanes";
import type { Person } from "./messages";

/** One who calls the pool in a lane. */
export interface LaneMember {
  readonly lane: string;
  readonly person: string;
}

/** Who may use the Rekognition pool, and what it offers. */
export interface PoolPeople {
  /** One who may use the pool and no Studio, in no lane of their own; "" without a pool. */
  readonly poolMember: string;
  /** One for each lane, the most important first; none while all calls are alike. */
  readonly laneMembers: readonly LaneMember[];
  /** Operations of the pool, in paths. */
  readonly poolOperations: readonly string[];
}

type Environment = Readonly<Record<string, string>>;

/**
 * Where a person's images may go, by the authorizer's own rule.
 *
 * @param environment the authorizer's
 * @returns undefined for one who may not use the pool
 */
export function imageRegions(
  people: readonly Person[],
  environment: Environment,
  name: string,
): readonly string[] | "all" | undefined {
  const { REKOGNITION_GROUP: group = "", GROUP_REGIONS = "" } = environment;
  const groups = people.find((person) => person.name === name)?.groups ?? [];
  return groups.includes(group) ? regionsOfGroups(groups, readGroupRegions(GROUP_REGIONS) ?? {}) : undefined;
}

/** The lanes of callers, as the authorizer knows them. */
export function lanesIn({ LANES = "" }: Environment): readonly LaneRule[] {
  return (readLanes(LANES) ?? []).filter(({ group }) => group !== INGESTION);
}

/**
 * The lanes come out of the same groups, by the same rule, as the authorizer's.
 *
 * @param environment the authorizer's
 */
export function poolPeople(people: readonly Person[], environment: Environment): PoolPeople {
  const { REKOGNITION_OPERATIONS = "", REKOGNITION_GROUP: group = "" } = environment;
  const rules = lanesIn(environment);
  const members = people.filter(({ groups }) => groups.includes(group));
  const inLane = (lane: string | undefined) =>
    members.findLast(({ groups }) => laneOfGroups(groups, rules, group) === lane)?.name ?? "";
  const lanes = allLanes(rules, group).filter(({ name }) => name !== INGESTION);
  return {
    poolMember: inLane(rules.length === 0 ? undefined : group),
    laneMembers: lanes.map(({ name }) => ({ lane: name, person: inLane(name) })).filter(({ person }) => person !== ""),
    poolOperations: REKOGNITION_OPERATIONS.split(",").filter((name) => name !== ""),
  };
}
