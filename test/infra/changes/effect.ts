import type { GraphResource } from "../../../local/program/graph";
import type { Plan } from "../../../local/upgrade/planned-changes";

/** Types that hold what people made or joined: domain, profiles, people, groups, images, results and what waits to be analysed. */
const HOLDS_WORK = [
  "aws:sagemaker/domain:Domain",
  "aws:sagemaker/userProfile:UserProfile",
  "aws:cognito/userPool:UserPool",
  "aws:cognito/userGroup:UserGroup",
  "aws:s3/bucket:Bucket",
  "aws:dynamodb/table:Table",
  "aws:sqs/queue:Queue",
];
/** More types than a reader takes in. */
const MANY = 15;

/**
 * Also the VPC that the home folders stand in; the pool's small ones in other Regions hold an endpoint only. Not the queue of unexpected
 * calls: CloudTrail keeps what is on it.
 */
export function holdsWork({ type, name }: GraphResource): boolean {
  if (name === "unexpected-calls") return false;
  return HOLDS_WORK.includes(type) || (type === "aws:ec2/vpc:Vpc" && name === "network-vpc");
}

/** What would no longer be there as it was, of what holds people's work. */
export function lostWork({ replaced, deleted, left }: Plan): GraphResource[] {
  return [...replaced.map(({ before }) => before), ...deleted, ...left].filter(holdsWork);
}

/** What is replaced, deleted and left behind, by type: "replaces Deployment; deletes 2 Route"; "in place" where nothing is. */
export function effectOf({ replaced, deleted, left }: Plan): string {
  const parts = [
    ["replaces", counted(replaced.map(({ after }) => after))],
    ["deletes", counted(deleted)],
    ["leaves", counted(left)],
  ] as const;
  return parts.flatMap(([verb, what]) => (what === "" ? [] : [`${verb} ${what}`])).join("; ") || "in place";
}

/** The same of a change that the preview refuses, as if it had not: what holds work and is why. */
export function refusedEffectOf({ replaced, deleted, left }: Plan): string {
  const work = { replaced: replaced.filter(({ after }) => holdsWork(after)), created: [], updated: [] };
  const effect = effectOf({ ...work, deleted: deleted.filter(holdsWork), left: left.filter(holdsWork) });
  return effect === "in place" ? "refused" : `refused: ${effect}`;
}

/** Those that hold work are always named. */
function counted(resources: readonly GraphResource[]): string {
  const isMany = new Set(resources.map(({ type }) => type)).size >= MANY;
  const named = isMany ? resources.filter(holdsWork) : resources;
  const types = named.map(({ type }) => type.slice(type.lastIndexOf(":") + 1)).sort();
  const counts = [...new Set(types)].map((type) => {
    const count = types.filter((other) => other === type).length;
    return count === 1 ? type : `${count} ${type}`;
  });
  if (isMany) return counts.length === 0 ? "many" : `${counts.join(", ")} and others`;
  return counts.join(", ");
}
