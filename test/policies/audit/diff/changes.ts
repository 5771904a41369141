import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { baselineOf } from "../../../../policies/audit/diff/baseline";
import { differenceFrom } from "../../../../policies/audit/diff/difference";
import type { Change } from "../../../../policies/audit/report";
import { graphOf } from "../../../variants";

export const dev = graphOf("dev");
export const approved = collectEstate(dev);

const known = new Map<Graph, readonly Change[]>();

/** What a graph brings that dev does not have; asked once for each graph. */
export function changesTo(graph: Graph): readonly Change[] {
  const changes = known.get(graph) ?? changesFrom(dev, graph);
  known.set(graph, changes);
  return changes;
}

export function changesFrom(from: Graph, to: Graph): readonly Change[] {
  const difference = differenceFrom(baselineOf(collectEstate(from)), collectEstate(to));
  return difference.kind === "compared" ? difference.changes : [];
}

export function sentences(changes: readonly Change[]): readonly string[] {
  return changes.map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

/** One text for another, wherever the graph holds it. */
export function inText(graph: Graph, from: string, to: string): Graph {
  const text = JSON.stringify(graph);
  if (!text.includes(from)) throw new Error(`The graph does not hold ${from}.`);
  return JSON.parse(text.replaceAll(from, to)) as Graph;
}
