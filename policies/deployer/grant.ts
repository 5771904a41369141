/** The parts that the deploying role's policy is made of. Pure. */
import type { Place } from "../arns";
import type { Conditions } from "../document";

/** A resource as the graph declares it. */
export interface Declared {
  readonly type: string;
  /** Absent for IAM's, which are the same in every Region. */
  readonly region?: string;
  readonly id?: string;
  readonly arn?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Deployment {
  /** The home Region's. */
  readonly place: Place;
  readonly project: string;
  readonly stack: string;
  /** The policy that every role must have as its boundary; absent: roles may be made without one. */
  readonly boundaryArn?: string;
  readonly resources: readonly Declared[];
}

/** One statement, and which resource types ask for it. It is left out of a policy for a graph that has none of them. */
export interface Grant {
  readonly Sid: string;
  /** Actions by resource type: the provider's calls to make, read, change and delete one. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  /** @param mine the graph's resources of these types */
  readonly on: (deployment: Deployment, mine: readonly Declared[]) => readonly string[];
  readonly when?: (deployment: Deployment, mine: readonly Declared[]) => Conditions;
}

/** Of what exists: only what bears this stack's tags (infra/tags.ts). */
export function ownTag({ project, stack }: Deployment): Conditions {
  return { StringEquals: { "aws:ResourceTag/project": project, "aws:ResourceTag/stack": stack } };
}

/** Of what is made: only with this stack's tags. */
export function newTag({ project, stack }: Deployment): Conditions {
  return { StringEquals: { "aws:RequestTag/project": project, "aws:RequestTag/stack": stack } };
}

/**
 * Tags at the making, where AWS has no key that says so: only on what bears no project's tag yet, or others' things could be made ours by a
 * tag, and then deleted.
 */
export function firstTag(deployment: Deployment): Conditions {
  return { ...newTag(deployment), Null: { "aws:ResourceTag/project": "true" } };
}

/**
 * ARNs by name. Pulumi puts a hyphen and seven characters behind a name that the program leaves to it, different ones each time: seven
 * question marks stand for them, and not a star.
 */
export function named(_: Deployment, mine: readonly Declared[]): readonly string[] {
  return mine.flatMap(({ arn }) => (arn === undefined ? [] : [namePattern(arn)]));
}

/** By the names of the parents, for what has no name of its own. */
export function ofThe(resources: readonly Declared[], type: string): readonly string[] {
  return resources.flatMap((one) => (one.type === type && one.arn !== undefined ? [namePattern(one.arn)] : []));
}

/** A name under an IAM path is one of many: the path is this stack's alone. */
export function namePattern(arn: string): string {
  const underPath = /^(arn:[^:]+:iam::\d+:role\/.+\/)[^/]+$/.exec(arn)?.[1];
  return underPath === undefined ? arn.replace(/-[0-9a-f]{7}$/, "-???????") : `${underPath}*`;
}

/** So many are written out; a statement for more has to fit one policy all the same, and its tags still say whose a thing is. */
const MOST_REGIONS = 4;

/** Everything of one kind, in the Regions that have some: for ids that only AWS chooses. */
export function every(service: string, ...kinds: readonly string[]): Grant["on"] {
  return ({ place }, mine) =>
    fewOrAll(regionsOf(mine, place.region)).flatMap((region) =>
      kinds.map((kind) => `arn:${place.partition}:${service}:${region}:${place.account}:${kind}`),
    );
}

function fewOrAll(regions: readonly string[]): readonly string[] {
  return regions.length > MOST_REGIONS ? ["*"] : regions;
}

export function regionsOf(mine: readonly Declared[], home: string): readonly string[] {
  return [...new Set(mine.map(({ region }) => region ?? home))].sort();
}

/** Actions that take no resource. */
export function everything(): readonly string[] {
  return ["*"];
}

export function inRegions({ place }: Deployment, mine: readonly Declared[]): Conditions {
  return { StringEquals: { "aws:RequestedRegion": regionsOf(mine, place.region) } };
}

/** The same actions for several types. */
export function forTypes(types: readonly string[], ...actions: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(types.map((type) => [type, actions]));
}
