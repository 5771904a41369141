import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../../infra/project-root";
import type { Graph } from "../../../../local/program/graph";
import { withInputs } from "./changed-graph";
import { ofType } from "./ways-to-change";

/** The published designs that this project began from, put in place of ours: the same stack, their documents. */
interface SeedCase {
  readonly policies: Record<"identity" | "resource", readonly { readonly inline: unknown }[]>;
}

/** Three Allows, of which any one is enough, on every profile. */
export function withSeedMinting(graph: Graph): Graph {
  return withPolicy(graph, "minting-policy", seedDocument("seed-designs-are-open.json", "identity"));
}

/** A resource policy that only allows. */
export function withSeedApi(graph: Graph): Graph {
  const id = graph.resources.find(ofType("aws:apigateway/restApi:RestApi"))?.id ?? "";
  const document = JSON.stringify(seedDocument("seed-api-is-open.json", "resource")).replace(
    /(arn:aws:execute-api:[^:]+:\d{12}:)[a-z0-9]+/g,
    `$1${id}`,
  );
  return withPolicy(graph, "api-resource-policy", JSON.parse(document) as unknown);
}

function seedDocument(file: string, layer: "identity" | "resource"): unknown {
  const text = fs.readFileSync(path.join(projectRoot(), "test/policies/cases", file), "utf8");
  return (JSON.parse(text) as SeedCase).policies[layer][0]?.inline;
}

function withPolicy(graph: Graph, name: string, document: unknown): Graph {
  return withInputs(
    graph,
    (resource) => resource.name === name,
    (inputs) => ({ ...inputs, policy: JSON.stringify(document) }),
  );
}
