import type { GraphResource } from "../../../local/program/graph";
import { withInputs } from "../../policies/audit/rules/changed-graph";
import type { Fault } from "./faults";

type Variables = Readonly<Record<string, string>>;

/** P8: whose tokens the deployed authorizer believes, by a change of its environment. */
const CHANGES: readonly (readonly [string, (variables: Variables) => Variables])[] = [
  ["anyone who checks a token can make one (HS256)", (all) => withShape(all, { algorithms: ["RS256", "HS256"] })],
  ["a token needs no signature", (all) => withShape(all, { algorithms: ["none"] })],
  ["an id token passes too", (all) => withShape(all, { accessClaim: undefined, tokenType: undefined })],
  ["the API goes by its client's id, as id tokens do", (all) => withShape(all, { audience: all["CLIENT_IDS"] })],
  ["the issuer is not behind TLS", (all) => ({ ...all, ISSUER: "http://login.corp.example" })],
  ["the keys come unprotected", (all) => ({ ...all, KEY_SET_URL: "http://login.corp.example/keys" })],
  ["any client's token would do", (all) => ({ ...all, CLIENT_IDS: "" })],
];

export const TOKEN_FAULTS: readonly Fault[] = CHANGES.map(([what, changed]) => ({
  what: `the authorizer: ${what}`,
  breaks: "P8",
  of: "dev",
  change: (graph) =>
    withInputs(graph, isAuthorizer, (inputs) => {
      const { variables } = inputs["environment"] as { readonly variables: Variables };
      return { ...inputs, environment: { variables: changed(variables) } };
    }),
}));

function isAuthorizer({ name, type }: GraphResource): boolean {
  return name === "authorizer" && type === "aws:lambda/function:Function";
}

function withShape(all: Variables, changes: object): Variables {
  const shape = JSON.parse(all["TOKEN_SHAPE"] ?? "{}") as object;
  return { ...all, TOKEN_SHAPE: JSON.stringify({ ...shape, ...changes }) };
}
