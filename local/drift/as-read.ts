/** The program's graph with what was read in the place of what the program says: what the audit is then asked about. Pure. */
import {
  type CollectedGraph,
  type CollectedResource,
  isRecord,
  record,
} from "../../policies/audit/collect/graph/graph";
import { missingItems } from "./compare/compare";
import type { ExpectedItem, Item, Properties, Unread } from "./item";
import { SERVED_METHOD } from "./kinds/api";

/** What could not be read stays as the program says. */
export function graphAsRead(
  graph: CollectedGraph,
  expected: readonly ExpectedItem[],
  { items, unread }: { readonly items: readonly Item[]; readonly unread: readonly Unread[] },
): CollectedGraph {
  const resources = new Map(graph.resources.map((resource) => [resource.urn, withoutReported(resource)]));
  const read = new Map(items.map((item) => [placeOf(item), item]));
  for (const item of expected) {
    const [found, resource] = [read.get(placeOf(item)), resources.get(item.resource.urn)];
    if (found !== undefined && resource !== undefined)
      resources.set(resource.urn, { ...resource, inputs: merged(resource.inputs, item.into(found)) });
  }
  for (const { resource, withoutIt } of missingItems(expected, items, unread)) {
    const left = resources.get(resource.urn);
    if (left === undefined || withoutIt === undefined) resources.delete(resource.urn);
    else resources.set(resource.urn, withoutIt(left));
  }
  const known = new Set(expected.map(placeOf));
  const added = items.filter((item) => !known.has(placeOf(item)) && item.type !== SERVED_METHOD);
  return { ...graph, resources: [...resources.values(), ...added.map((item) => resourceOf(graph, item))] };
}

/** A state that was refreshed lists at a role what was attached by hand, which is read as resources of its own. */
function withoutReported(resource: CollectedResource): CollectedResource {
  if (resource.type !== "aws:iam/role:Role") return resource;
  const { inlinePolicies: _, managedPolicyArns: __, ...inputs } = resource.inputs;
  return { ...resource, inputs };
}

/** What was read as nothing is nothing; records are merged entry by entry, since the program may say more in one than is read. */
function merged(one: Properties, over: Properties): Properties {
  const result: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(over)) {
    const now = isRecord(value) && isRecord(one[key]) ? merged(record(one[key]), value) : value;
    if (isNothing(now)) Reflect.deleteProperty(result, key);
    else result[key] = now;
  }
  return result;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every(isNothing);
}

/** What the program does not have: in its words, so that the audit reads it like everything else. */
function resourceOf({ stack, project }: CollectedGraph, { type, key, inputs }: Item): CollectedResource {
  const name = `${key} (not of the program)`;
  const own = merged({}, inputs);
  return {
    urn: `urn:pulumi:${stack}::${project}::aws:${type}::${name}`,
    type: `aws:${type}`,
    name,
    custom: true,
    id: key,
    inputs: own,
    outputs: { ...own, ...(type === "iam/policy:Policy" && { arn: key }) },
  };
}

function placeOf({ type, key }: Item): string {
  return `${type} ${key}`;
}
