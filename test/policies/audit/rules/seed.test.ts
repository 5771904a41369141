import * as fs from "node:fs";
import * as path from "node:path";
import type { Graph } from "../../../../local/program/graph";
import { auditEstate } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { RuleResult } from "../../../../policies/audit/verdict";
import type { AccessRequest } from "../../../../policies/evaluate/request";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import { graphOf } from "../../../variants";
import { withInputs } from "./changed-graph";

/** The published designs that this project began from, put in place of ours: the same stack, their documents. */
interface SeedCase {
  readonly policies: Record<"identity" | "resource", readonly { readonly inline: unknown }[]>;
}

function seedDocument(file: string, layer: "identity" | "resource"): unknown {
  const folder = path.join(__dirname, "../../cases");
  const { policies } = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as SeedCase;
  return policies[layer][0]?.inline;
}

function withPolicy(graph: Graph, name: string, document: unknown): Graph {
  return withInputs(
    graph,
    (resource) => resource.name === name,
    (inputs) => ({ ...inputs, policy: JSON.stringify(document) }),
  );
}

function refuted(graph: Graph, id: string): RuleResult["findings"] {
  const [rule] = auditEstate(collectEstate(graph), { today: "2030-01-01", rules: [id] }).rules;
  expect(rule?.status).toBe("REFUTED");
  return rule?.findings.filter(({ status }) => status === "REFUTED") ?? [];
}

describe("three Allows, of which any one is enough, on every profile", () => {
  const graph = withPolicy(graphOf("dev"), "minting-policy", seedDocument("seed-designs-are-open.json", "identity"));

  test("a URL is made from the internet, or through somebody else's endpoint", () => {
    const [finding] = refuted(graph, "P1");
    const request = finding?.witness?.request as AccessRequest;
    expect(request.action).toMatch(/^sagemaker:CreatePresignedDomainUrl$/i);
    expect(graph.resources.map(({ id }) => id)).not.toContain(request.context[SOURCE_VPCE] ?? "none");
    expect(finding?.witness?.allowedBy.map(({ sid }) => sid)).toEqual([
      expect.stringMatching("FromTheVpcAddresses|FromTheOffice"),
    ]);
  });

  test("a URL is made for anybody's profile", () => {
    const [finding] = refuted(graph, "P2");
    expect((finding?.witness?.request as AccessRequest).resource).toContain(":user-profile/");
  });
});

test("an API policy that only allows is opened by any token, through anybody's endpoint", () => {
  const api = graphOf("dev").resources.find(({ type }) => type === "aws:apigateway/restApi:RestApi");
  const id = api?.id ?? "";
  const document = JSON.stringify(seedDocument("seed-api-is-open.json", "resource")).replace(
    /(arn:aws:execute-api:[^:]+:\d{12}:)[a-z0-9]+/g,
    `$1${id}`,
  );
  const graph = withPolicy(graphOf("dev"), "api-resource-policy", JSON.parse(document) as unknown);
  const [finding] = refuted(graph, "P7");
  expect(finding?.witness?.request.principal.kind).toBe("anonymous");
});
