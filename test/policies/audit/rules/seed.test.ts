import type { Graph } from "../../../../local/program/graph";
import { auditEstate } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { RuleResult } from "../../../../policies/audit/verdict";
import type { AccessRequest } from "../../../../policies/evaluate/request";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import { graphOf } from "../../../variants";
import { withSeedApi, withSeedMinting } from "./seed-designs";

function refuted(graph: Graph, id: string): RuleResult["findings"] {
  const [rule] = auditEstate(collectEstate(graph), { rules: [id] }).rules;
  expect(rule?.status).toBe("REFUTED");
  return rule?.findings.filter(({ status }) => status === "REFUTED") ?? [];
}

describe("three Allows, of which any one is enough, on every profile", () => {
  const graph = withSeedMinting(graphOf("dev"));

  test("a URL is made from the internet, or through an endpoint that is not ours", () => {
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
  const graph = withSeedApi(graphOf("dev"));
  const [finding] = refuted(graph, "P7");
  expect(finding?.witness?.request.principal.kind).toBe("anonymous");
});
