import { collectEstate } from "../../../policies/audit/collect/collect";
import { type Estate, policiesOf } from "../../../policies/audit/estate";
import type { NamedPolicy } from "../../../policies/evaluate/decision";
import type { Graph } from "../../program/graph";
import { type GraphIndex, numberOf } from "./graph-index";
import { NotModelledError } from "./not-modelled";
import { findPolicies } from "./policy-scan";
import { withStandIns } from "./aws-managed-policies";

/** A role of the program with everything that is attached to it. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly identity: readonly NamedPolicy[];
  readonly trust: NamedPolicy;
  /** Its permissions boundary. */
  readonly boundary?: NamedPolicy | undefined;
  /** Longest session, in seconds. */
  readonly maxSessionSeconds: number;
}

/**
 * The policies that decide on the laptop, and what carries each: the estate that the audit collects and proves about.
 * A second reader goes through the graph by the shape of policies alone, and what only that one finds is not enforced.
 *
 * @throws NotModelledError for what either reader does not understand, UnmodelledPolicyError for what the evaluator does not
 */
export function enforcedEstate(program: Graph): Estate {
  const graph = withStandIns(program);
  const found = findPolicies(graph);
  const estate = collectEstate(graph);
  const faults = estate.coverage.map(({ why, urn }) => `${why} (${urn})`);
  if (faults.length > 0) throw new NotModelledError(faults.join("\n"));
  const boundaries = estate.roles.flatMap(({ boundary }) => boundary ?? []);
  const read = [...policiesOf(estate), ...boundaries, ...(estate.replaced ?? []).map(({ policy }) => policy)];
  const places = new Set(read.map(({ urn, pointer }) => `${urn}${pointer}`));
  const missed = found.find((place) => !places.has(place));
  if (missed !== undefined) throw new NotModelledError(`${missed} is a policy that would decide nothing here.`);
  return estate;
}

/** The program's roles by ARN. */
export function rolesIn(estate: Estate, graph: GraphIndex): ReadonlyMap<string, Role> {
  const longest = new Map(graph.all("iam/role:Role").map((role) => [role.urn, numberOf(role, "maxSessionDuration")]));
  return new Map(
    estate.roles.map(({ arn, urn, identity, trust, boundary }) => {
      const name = arn.split("/").at(-1) ?? arn;
      return [arn, { arn, name, identity, trust, boundary, maxSessionSeconds: longest.get(urn) ?? 3600 }];
    }),
  );
}

/** The policies of buckets, queues, tables, functions and the like, by the carrier's ARN. */
export function resourcePoliciesIn({ resources, functions }: Estate): ReadonlyMap<string, readonly NamedPolicy[]> {
  const byArn = new Map<string, readonly NamedPolicy[]>();
  const carriers = [...resources, ...functions.map(({ arn, permissions: policies }) => ({ arn, policies }))];
  for (const { arn, policies } of carriers) byArn.set(arn, [...(byArn.get(arn) ?? []), ...policies]);
  return byArn;
}
