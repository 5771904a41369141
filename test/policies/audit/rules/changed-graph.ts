import type { Graph, GraphResource } from "../../../../local/program/graph";

/** A statement as JSON, to be changed at will. */
export interface AnyStatement {
  Sid?: string;
  Effect?: string;
  Principal?: unknown;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

interface AnyDocument {
  Version: string;
  Statement: AnyStatement[];
}

type ChangeStatement = (statement: AnyStatement) => AnyStatement | readonly AnyStatement[];

/** The graph with other inputs in every resource that the predicate names; there has to be one. */
export function withInputs(
  graph: Graph,
  which: (resource: GraphResource) => boolean,
  change: (inputs: Readonly<Record<string, unknown>>) => Record<string, unknown>,
): Graph {
  if (!graph.resources.some(which)) throw new Error("No resource of the graph is changed.");
  const resources = graph.resources.map((each) => (which(each) ? { ...each, inputs: change(each.inputs) } : each));
  return { ...graph, resources };
}

/** The graph with every policy document changed that holds one of these statements. */
export function withStatements(graph: Graph, sids: string | readonly string[], change: ChangeStatement): Graph {
  const wanted = [sids].flat();
  let found = 0;
  const inDocument = (text: string): string => {
    const document = JSON.parse(text) as AnyDocument;
    const statements = document.Statement.flatMap((statement) => {
      if (!wanted.includes(statement.Sid ?? "")) return [statement];
      found++;
      return change(statement);
    });
    return JSON.stringify({ ...document, Statement: statements });
  };
  const resources = graph.resources.map((resource) => ({
    ...resource,
    inputs: mapDocuments(resource.inputs, inDocument),
  }));
  if (found === 0) throw new Error(`The graph has no statement ${wanted.join(", ")}.`);
  return { ...graph, resources };
}

/** One more statement beside the named one. */
export function withBeside(graph: Graph, sid: string, added: AnyStatement): Graph {
  return withStatements(graph, sid, (statement) => [statement, added]);
}

export function withoutStatements(graph: Graph, ...sids: readonly string[]): Graph {
  return withStatements(graph, sids, () => []);
}

/** One more resource, a copy of the first of that type unless it is given whole. */
export function withResource(graph: Graph, resource: GraphResource): Graph {
  return { ...graph, resources: [...graph.resources, resource] };
}

function mapDocuments(inputs: Readonly<Record<string, unknown>>, change: (text: string) => string) {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      typeof value === "string" && value.includes('"Statement"') ? change(value) : value,
    ]),
  );
}

/** A policy resource's inputs with other statements. */
export function inPolicyOf(
  inputs: Readonly<Record<string, unknown>>,
  change: (statements: readonly AnyStatement[]) => readonly AnyStatement[],
): Record<string, unknown> {
  const document = JSON.parse(String(inputs["policy"])) as AnyDocument;
  return { ...inputs, policy: JSON.stringify({ ...document, Statement: change(document.Statement) }) };
}
