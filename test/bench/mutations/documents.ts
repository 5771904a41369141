import type { Graph, GraphResource } from "../../../local/program/graph";
import type { AnyStatement } from "../../policies/audit/rules/changed-graph";

export interface Document {
  readonly Version: string;
  readonly Statement: AnyStatement[];
}

/** A policy document as the program writes it: JSON text in a resource's input. */
export interface Place {
  readonly resource: GraphResource;
  readonly input: string;
  readonly document: Document;
}

export function documentsIn(graph: Graph): Place[] {
  return graph.resources.flatMap((resource) =>
    Object.entries(resource.inputs).flatMap(([input, value]) =>
      typeof value === "string" && value.includes('"Statement"')
        ? [{ resource, input, document: JSON.parse(value) as Document }]
        : [],
    ),
  );
}

export function withDocument(graph: Graph, { resource, input }: Place, document: Document): Graph {
  const resources = graph.resources.map((each) =>
    each.urn === resource.urn ? { ...each, inputs: { ...each.inputs, [input]: JSON.stringify(document) } } : each,
  );
  return { ...graph, resources };
}

export function everyDocument(change: (document: Document) => Document): (graph: Graph) => Graph {
  return (graph) =>
    documentsIn(graph).reduce((changed, place) => withDocument(changed, place, change(place.document)), graph);
}
