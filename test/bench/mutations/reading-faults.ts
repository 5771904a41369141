import type { Graph } from "../../../local/program/graph";
import { withInputs, withResource } from "../../policies/audit/rules/changed-graph";
import { named, ofType } from "../../policies/audit/rules/ways-to-change";
import { type Fault, withText } from "./faults";
import { roleMade } from "./made-resources";

const ANYTHING = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go: how Pulumi wraps a secret
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

function inlineOf(policy: unknown): (graph: Graph) => Graph {
  return (graph) => withResource(graph, roleMade(graph, "reader", { inlinePolicies: [{ name: "reading", policy }] }));
}

function managed(arn: string): (graph: Graph) => Graph {
  return (graph) => withResource(graph, roleMade(graph, "reader", { managedPolicyArns: [arn] }));
}

/** P16, and what a document that is read otherwise than it looks would do to the other rules. */
export const READING_FAULTS: readonly Fault[] = [
  {
    what: "a role that nothing in the stack uses",
    breaks: "P16",
    of: "dev",
    change: (graph) =>
      withInputs(graph, named("studio-url"), (inputs) =>
        "role" in inputs ? { ...inputs, role: "arn:aws:iam::111122223333:role/other" } : { ...inputs },
      ),
  },
  {
    id: "M57",
    what: "a document with the same key twice",
    breaks: "P16",
    status: "UNKNOWN",
    of: "strict",
    change: (graph) =>
      withInputs(graph, named("minting-policy"), (inputs) => ({
        ...inputs,
        policy: String(inputs["policy"]).replace('"Effect":"Allow"', '"Effect":"Deny","Effect":"Allow"'),
      })),
  },
  ...(
    [
      ["an object", ANYTHING],
      ["a secret's envelope", { ...SECRET, value: JSON.stringify(ANYTHING) }],
    ] as const
  ).flatMap(([form, policy]) =>
    ["P4", "P16"].map((breaks): Fault => ({
      id: "M56",
      what: `a new role, whose policy arrives as ${form}`,
      breaks,
      of: "dev",
      change: inlineOf(policy),
    })),
  ),
  {
    id: "M56",
    what: "a new role, whose policy is a secret that is still encrypted",
    breaks: "P16",
    of: "dev",
    change: inlineOf({ ...SECRET, ciphertext: "v1:abc" }),
  },
  {
    id: "M56",
    what: "the API's policy stands in an OpenAPI body, and only allows",
    breaks: "P7",
    of: "dev",
    change: (graph) => {
      const open = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
      const body = { openapi: "3.0.1", "x-amazon-apigateway-policy": { Version: "2012-10-17", Statement: [open] } };
      const resources = graph.resources.filter(({ type }) => type !== "aws:apigateway/restApiPolicy:RestApiPolicy");
      return withInputs({ ...graph, resources }, ofType("aws:apigateway/restApi:RestApi"), (inputs) => ({
        ...inputs,
        body: JSON.stringify(body),
      }));
    },
  },
  ...["P4", "P16"].map((breaks): Fault => ({
    id: "M56",
    what: "a new role with AWS's AdministratorAccess",
    breaks,
    of: "dev",
    change: managed("arn:aws:iam::aws:policy/AdministratorAccess"),
  })),
  {
    id: "M56",
    what: "a function's role with a policy of AWS's whose text is not on file",
    breaks: "P16",
    status: "UNKNOWN",
    of: "dev",
    change: (graph) =>
      withInputs(graph, named("studio-url-role"), (inputs) => ({
        ...inputs,
        managedPolicyArns: ["arn:aws:iam::aws:policy/NobodyHasReadThis"],
      })),
  },
  {
    id: "M57",
    what: "the same key twice: Condition",
    breaks: "P16",
    status: "UNKNOWN",
    of: "dev",
    change: (graph) =>
      withText(graph, "minting-policy", "policy", (text) =>
        text.replace('"Condition":', '"Condition":{},"Condition":'),
      ),
  },
  {
    id: "M57",
    what: "an operator that there is not: StringEqual",
    breaks: "P16",
    status: "UNKNOWN",
    of: "dev",
    change: (graph) =>
      withText(graph, "minting-policy", "policy", (text) => text.replace('"StringEquals"', '"StringEqual"')),
  },
  {
    id: "M57",
    what: "a policy that is cut off",
    breaks: "P16",
    status: "UNKNOWN",
    of: "dev",
    change: (graph) => withText(graph, "minting-policy", "policy", (text) => text.slice(0, -2)),
  },
];
