import type { Layer, NamedPolicy } from "../../policies/evaluate/decision";
import { assertModelled } from "../../policies/evaluate/modelled";
import type { Graph } from "../program/graph";
import type { DoorPlan } from "./door";
import { parsePolicy } from "./graph/policy-text";
import type { PoolPlan } from "./pool-plan";
import type { PrivateApi } from "./private-api/api";
import type { FunctionPolicies } from "./private-api/permission";
import type { Role } from "./graph/roles";

interface EnforcedPolicies {
  readonly doors: readonly DoorPlan[];
  readonly api: PrivateApi;
  readonly roles: ReadonlyMap<string, Role>;
  readonly functionPolicies: FunctionPolicies;
  readonly pool: PoolPlan;
}

/**
 * Stops start-up at the first policy that the evaluator would have to guess about: those that are enforced here, in the layer they
 * are enforced in, and every other policy of the program wherever it is attached.
 *
 * @returns those that are enforced
 */
export function checkPolicies(graph: Graph, enforced: EnforcedPolicies): readonly NamedPolicy[] {
  for (const policy of policiesIn(graph)) assertModelled(policy);
  const inLayers = [...enforcedPolicies(enforced)];
  for (const [layer, policy] of inLayers) assertModelled(policy, layer);
  return inLayers.map(([, policy]) => policy);
}

function* enforcedPolicies({
  doors,
  api,
  roles,
  functionPolicies,
  pool,
}: EnforcedPolicies): Generator<[Layer, NamedPolicy]> {
  for (const { policy } of doors) if (policy) yield ["endpoint", policy];
  for (const policy of api.resourcePolicies) yield ["resource", policy];
  for (const policy of [...functionPolicies.values()].flat()) yield ["resource", policy];
  for (const { policies } of [...pool.buckets.values(), ...pool.queues.values()])
    for (const policy of policies) yield ["resource", policy];
  for (const role of roles.values()) {
    yield ["trust", role.trust];
    for (const policy of role.identity) yield ["identity", policy];
  }
}

/** Found by its shape, not by a list of resource types: a policy that arrives in an unforeseen form is still checked. */
function policiesIn(graph: Graph): readonly NamedPolicy[] {
  return graph.resources.flatMap((resource) =>
    policyTexts(resource.inputs, "").map(([where, text]) => parsePolicy(`${resource.urn}${where}`, text)),
  );
}

function policyTexts(value: unknown, where: string): [where: string, text: string][] {
  if (typeof value === "string") return isPolicy(value) ? [[where, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => policyTexts(inner, `${where}.${key}`));
}

function isPolicy(text: string): boolean {
  if (!text.startsWith("{") || !text.includes('"Statement"')) return false;
  try {
    return "Statement" in (JSON.parse(text) as object);
  } catch {
    return false;
  }
}
