import type { Graph } from "./graph";

/** The graph as text: keys sorted at every level, so that the same program always gives the same bytes. */
export function graphToJson(graph: Graph): string {
  return `${JSON.stringify(graph, sorted, 2)}\n`;
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
