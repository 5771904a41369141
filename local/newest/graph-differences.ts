import type { Graph, GraphResource } from "../program/graph";

const MOST_LINES = 40;

/** What differs between two graphs, a line for each resource that is new, gone or other, with the inputs that changed. */
export function graphDifferences(before: Graph, after: Graph): string[] {
  const [old, now] = [byUrn(before), byUrn(after)];
  const gone = [...old.keys()].filter((urn) => !now.has(urn)).map((urn) => `gone: ${urn}`);
  const fresh = [...now.keys()].filter((urn) => !old.has(urn)).map((urn) => `new: ${urn}`);
  const changed = [...old].flatMap(([urn, resource]) => {
    const other = now.get(urn);
    const parts = other === undefined ? [] : changedParts(resource, other);
    return parts.length === 0 ? [] : [`other: ${urn}: ${parts.join(", ")}`];
  });
  const lines = [...gone, ...fresh, ...changed];
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), `and ${more} more`] : lines;
}

function byUrn(graph: Graph): ReadonlyMap<string, GraphResource> {
  return new Map(graph.resources.map((resource) => [resource.urn, resource]));
}

/** `inputs.code`, `options`. */
function changedParts(before: object, after: object): string[] {
  const [old, now] = [
    new Map<string, unknown>(Object.entries(before)),
    new Map<string, unknown>(Object.entries(after)),
  ];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [one, other] = [old.get(name), now.get(name)];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    const isInside = name === "inputs" && isObject(one) && isObject(other);
    return isInside ? changedParts(one, other).map((part) => `inputs.${part}`) : [name];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
