import type { Graph, GraphResource } from "../../../../local/program/graph";
import { withInputs } from "../../../policies/audit/rules/changed-graph";
import { documentsIn, type Place, withDocument } from "../documents";
import { type Kind, type Weakening, weakeningsOf } from "./weakenings";

/** One thing less, or one thing wider, in one document of a stack. */
export interface SingleChange {
  readonly kind: Kind;
  /** The resource's logical name and the statement's name. */
  readonly where: string;
  readonly what: string;
  readonly effect: "Allow" | "Deny";
  /** Documents of the same type tend to be held by the same rules. */
  readonly type: string;
  /** Of the resource that is changed. */
  readonly urn: string;
  /** What is changed, as it stands. */
  readonly before: string;
  readonly change: (graph: Graph) => Graph;
}

/** Every one that there is, over all documents of the program and all flat permissions. */
export function singleChanges(graph: Graph): SingleChange[] {
  return [
    ...documentsIn(graph).flatMap((place) =>
      place.document.Statement.flatMap((statement, index) =>
        weakeningsOf(statement).map((weakening) => inDocument(place, index, weakening)),
      ),
    ),
    ...graph.resources.filter(({ type }) => type === PERMISSION).flatMap(inPermission),
  ];
}

/** Those of what one stack says and another does not: the same change of the same statement is made once. */
export function changesBeside(graph: Graph, ...others: readonly Graph[]): SingleChange[] {
  const sentence = ({ where, kind, what, before }: SingleChange) => [where, kind, what, before].join("\n");
  const made = new Set(others.flatMap(singleChanges).map(sentence));
  return singleChanges(graph).filter((change) => !made.has(sentence(change)));
}

/** The document is read again from the graph that is changed, so that changes can be made one upon the other. */
function inDocument({ resource, input, document }: Place, index: number, weakening: Weakening): SingleChange {
  const before = document.Statement[index];
  const { kind, what, statement } = weakening;
  return {
    kind,
    where: `${resource.name} ${before?.Sid ?? String(index)}`,
    what,
    effect: before?.Effect === "Deny" ? "Deny" : "Allow",
    type: resource.type,
    urn: resource.urn,
    before: JSON.stringify(before),
    change: (graph) => {
      const place = documentsIn(graph).find((each) => each.resource.urn === resource.urn && each.input === input);
      if (!place) return graph;
      const position = place.document.Statement.findIndex(({ Sid }) => Sid === before?.Sid);
      const Statement = place.document.Statement.flatMap((each, at) => (at === position ? (statement ?? []) : each));
      return Statement.length > 0
        ? withDocument(graph, place, { ...place.document, Statement })
        : withoutInput(graph, place);
    },
  };
}

const PERMISSION = "aws:lambda/permission:Permission";

function inPermission(resource: GraphResource): SingleChange[] {
  const common = {
    where: resource.name,
    effect: "Allow",
    type: resource.type,
    urn: resource.urn,
    before: JSON.stringify(resource.inputs),
  } as const;
  const isIt = ({ urn }: GraphResource) => urn === resource.urn;
  return [
    {
      ...common,
      kind: "permission removed",
      what: "all of it",
      change: (graph) => ({ ...graph, resources: graph.resources.filter((each) => !isIt(each)) }),
    },
    {
      ...common,
      kind: "permission widened",
      what: "sourceArn",
      change: (graph) => withInputs(graph, isIt, ({ sourceArn: _dropped, ...inputs }) => inputs),
    },
    {
      ...common,
      kind: "permission widened",
      what: "principal",
      change: (graph) => withInputs(graph, isIt, (inputs) => ({ ...inputs, principal: "*" })),
    },
    {
      ...common,
      kind: "permission widened",
      what: "action",
      change: (graph) => withInputs(graph, isIt, (inputs) => ({ ...inputs, action: "lambda:*" })),
    },
  ];
}

/** A policy resource without its document's only statement goes; what has an own policy loses it. */
function withoutInput(graph: Graph, { resource, input }: Place): Graph {
  const isOnlyPolicy = /[pP]olicy$/.test(resource.type);
  if (isOnlyPolicy) {
    const isAbout = ({ urn, type, inputs }: GraphResource) =>
      urn === resource.urn ||
      (type.endsWith(":RolePolicyAttachment") && inputs["policyArn"] === resource.outputs["arn"]);
    return { ...graph, resources: graph.resources.filter((each) => !isAbout(each)) };
  }
  return withInputs(
    graph,
    ({ urn }) => urn === resource.urn,
    ({ [input]: _dropped, ...inputs }) => inputs,
  );
}
