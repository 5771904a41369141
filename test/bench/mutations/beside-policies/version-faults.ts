import type { Graph } from "../../../../local/program/graph";
import { withBeside, withInputs } from "../../../policies/audit/rules/changed-graph";
import { ofType } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";

const breaks = "P19";
const of = "dev";
const ALIAS = ofType("aws:lambda/alias:Alias");
const OWN_LOG = "AllowWritingItsOwnLog";

/** A text input of a type, without the alias that stands behind the function's name in it. */
const past = (what: string, type: string, input: string): Fault => ({
  what,
  breaks,
  of,
  change: (graph) => withInputs(graph, ofType(type), (inputs) => ({ ...inputs, [input]: withoutAlias(inputs[input]) })),
});

function withoutAlias(value: unknown): unknown {
  return typeof value === "string" ? value.replace(":live", "") : value;
}

const alias = (what: string, inputs: Readonly<Record<string, unknown>>): Fault => ({
  what,
  breaks,
  of,
  change: (graph) => withInputs(graph, ALIAS, (before) => ({ ...before, ...inputs })),
});

const gains = (action: string): Fault => ({
  what: `functions may ${action}`,
  breaks,
  of,
  change: (graph: Graph) => withBeside(graph, OWN_LOG, { Effect: "Allow", Action: action, Resource: "*" }),
});

/** P19: a version that answers without having been let in. P9: a permission that is about another name than the one called. */
export const VERSION_FAULTS: readonly Fault[] = [
  past("methods that call a function and not its alias", "aws:apigateway/integration:Integration", "uri"),
  past("an authorizer that is asked past its alias", "aws:apigateway/authorizer:Authorizer", "authorizerUri"),
  past("a queue that goes past the alias", "aws:lambda/eventSourceMapping:EventSourceMapping", "functionName"),
  alias("aliases that lead to what the last update made", { functionVersion: "$LATEST" }),
  alias("an alias that the program splits", { routingConfig: { additionalVersionWeights: { "2": 0.5 } } }),
  gains("lambda:UpdateAlias"),
  gains("lambda:UpdateFunctionCode"),
  gains("lambda:*"),
  {
    what: "permissions that are about the function, where the API calls its alias",
    breaks: "P9",
    of,
    change: (graph) =>
      withInputs(graph, ofType("aws:lambda/permission:Permission"), ({ qualifier: _dropped, ...inputs }) => inputs),
  },
];
