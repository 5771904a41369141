import type { Graph } from "../../../local/program/graph";
import { withBeside, withInputs, withoutStatements, withStatements } from "../../policies/audit/rules/changed-graph";
import { ofType, unconditional } from "../../policies/audit/rules/ways-to-change";
import type { Fault } from "./faults";

const OUTSIDE_ALLOW = "AllowTheAuthorizerTheCallersRow";
const INSIDE_ALLOW = "AllowReadingTheCallersRow";
const PASSAGE = "AllowTheCallersRowsToBeRead";
const FUNCTION = ofType("aws:lambda/function:Function");

/** The example's mapping table, as policies name it. */
function rowsIn(graph: Graph): string {
  const table = graph.resources.find(({ type, name }) => type === "aws:dynamodb/table:Table" && name === "mapping");
  return String(table?.outputs["arn"]);
}

/** Table mode: who reads whose profiles are whose, from where, and for which domains a row is good. */
export const MAPPING_FAULTS: readonly Fault[] = [
  {
    what: "the authorizer reads every table",
    breaks: "P4",
    of: "table",
    change: (graph) => withStatements(graph, OUTSIDE_ALLOW, (statement) => ({ ...statement, Resource: "*" })),
  },
  {
    what: "the authorizer writes rows",
    breaks: "P4",
    of: "table",
    change: (graph) =>
      withStatements(graph, OUTSIDE_ALLOW, (statement) => ({
        ...statement,
        Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
      })),
  },
  {
    what: "the studio-url function lists all rows",
    breaks: "P4",
    of: "table",
    change: (graph) =>
      withStatements(graph, INSIDE_ALLOW, (statement) => ({
        ...statement,
        Action: ["dynamodb:GetItem", "dynamodb:Scan"],
      })),
  },
  {
    what: "the pool's functions read rows",
    breaks: "P4",
    of: "table",
    change: (graph) =>
      withBeside(graph, "AllowSingleResults", { Effect: "Allow", Action: "dynamodb:GetItem", Resource: rowsIn(graph) }),
  },
  {
    what: "anyone who bears the authorizer's role reads rows",
    also: "the Deny for other bearers",
    breaks: "P6",
    of: "table",
    change: (graph) =>
      withStatements(withoutStatements(graph, "DenyRowsToAnyOtherBearerOfTheRole"), OUTSIDE_ALLOW, unconditional),
  },
  ...(["table", "table-pinned"] as const).map((of): Fault => ({
    what: "rows are read from anywhere with the role of a function in the VPC",
    also: "the Deny for other ways",
    breaks: "P6",
    of,
    change: (graph) =>
      withStatements(withoutStatements(graph, "DenyRowsUnlessThroughOurDynamoDbEndpoint"), INSIDE_ALLOW, unconditional),
  })),
  {
    what: "the DynamoDB endpoint lets every role read rows",
    breaks: "P10",
    of: "table",
    change: (graph) => withStatements(graph, PASSAGE, unconditional),
  },
  {
    what: "the DynamoDB endpoint lets rows be written",
    breaks: "P10",
    of: "table-pinned",
    change: (graph) => withStatements(graph, PASSAGE, (statement) => ({ ...statement, Action: "dynamodb:*" })),
  },
  {
    what: "sessions are tagged for whatever domain",
    breaks: "P3",
    of: "table",
    change: (graph) =>
      withStatements(
        graph,
        ["LetTheFunctionMintAsSomebodyForOneProfile", "LetTheFunctionTagTheSession"],
        (statement) => {
          const { StringEquals: _domains, ...others } = statement.Condition ?? {};
          return { ...statement, Condition: others };
        },
      ),
  },
  {
    what: "the Studio endpoint opens profiles of whatever domain",
    breaks: "P10",
    of: "table",
    change: (graph) =>
      withStatements(graph, "AllowOpeningProfilesOfOurDomain", (statement) => ({
        ...statement,
        Resource: "arn:aws:sagemaker:eu-central-1:111122223333:user-profile/*",
      })),
  },
  {
    what: "functions are told a domain that no session may be tagged for",
    breaks: "P11",
    of: "table",
    change: (graph) =>
      withVariables(graph, ({ DOMAIN_IDS }) => ({ DOMAIN_IDS: `${String(DOMAIN_IDS)},d-nobodys00000` })),
  },
  {
    what: "the row may not be read at all: nobody is let in",
    breaks: "P15",
    of: "table",
    change: (graph) => withoutStatements(graph, OUTSIDE_ALLOW),
  },
  {
    what: "the Deny for other bearers names another function",
    breaks: "P15",
    of: "table",
    change: (graph) =>
      withStatements(graph, "DenyRowsToAnyOtherBearerOfTheRole", (statement) => ({
        ...statement,
        Condition: {
          ArnNotEquals: { "lambda:SourceFunctionArn": "arn:aws:lambda:eu-central-1:111122223333:function:another" },
        },
      })),
  },
  {
    what: "the Deny over the authorizer's code takes Lambda's log calls, which carry the function's name",
    breaks: "P15",
    of: "table",
    change: (graph) =>
      withStatements(graph, "DenyTheAuthorizersCodeAllElse", ({ Condition: _condition, ...statement }) => ({
        ...statement,
        NotAction: "dynamodb:GetItem",
      })),
  },
  {
    what: "functions are told different mapping tables",
    breaks: "P16",
    status: "UNKNOWN",
    of: "table",
    change: (graph) => withVariables(graph, () => ({ PEOPLE_TABLE: "another" }), "studio-url"),
  },
];

function withVariables(
  graph: Graph,
  change: (variables: Readonly<Record<string, unknown>>) => Record<string, string>,
  name?: string,
): Graph {
  const told = (inputs: Readonly<Record<string, unknown>>) =>
    (inputs["environment"] as { readonly variables?: Record<string, unknown> } | undefined)?.variables ?? {};
  return withInputs(
    graph,
    (resource) =>
      FUNCTION(resource) && "PEOPLE_TABLE" in told(resource.inputs) && (name === undefined || resource.name === name),
    (inputs) => ({ ...inputs, environment: { variables: { ...told(inputs), ...change(told(inputs)) } } }),
  );
}
