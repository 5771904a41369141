import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { byType, type Graph, inputText, one } from "../../local/program/graph";
import { stackCost } from "../../local/cost/stack-cost";
import { costText } from "../../local/cost/text";
import { holdsOf } from "../../local/destroy-check/holds";
import { standingOf } from "../../local/destroy-check/standing";
import { expectedItems } from "../../local/drift/expected/expected";
import { placeIn } from "../../local/drift/names";
import { driftReport } from "../../local/drift/report";
import { PROGRAM_BUNDLE, runProgram } from "../../local/program/run-program";
import { beneathOrganization, readFolder } from "../../local/organization/read-folder";
import { auditEstate, refusalsOf } from "../../policies/audit/audit";
import type { Estate } from "../../policies/audit/estate";
import { RULES } from "../../policies/audit/rules";
import { collectEstate } from "../../policies/audit/collect/collect";
import {
  exampleHalves,
  HALVES_FAULTS,
  inStatement,
  inTrusts,
  together,
  tryHalves,
} from "../bench/mutations/accounts/halves-faults";
import { withInputs } from "../policies/audit/rules/changed-graph";
import { ofType } from "../policies/audit/rules/ways-to-change";

const ROLE = "aws:iam/role:Role";
let half: Graph;
let gateway: Graph;
beforeAll(async () => {
  ({ half, gateway } = await exampleHalves());
});

test("the two examples name each other: function, endpoints and guard here, account and domain there", () => {
  const { sagemakerApi, studio } = gateway.outputs["endpointIds"] as Record<string, string>;
  expect(half.outputs["gateway"]).toMatchObject({
    functionRoleArn: gateway.outputs["studioUrlRoleArn"],
    sagemakerApiEndpointId: sagemakerApi,
    studioEndpointId: studio,
  });
  const listed = gateway.outputs["studioAccountRoles"] as Record<string, Record<string, string>>;
  const [domainId = "", told] = Object.entries(listed)[0] ?? [];
  expect(half.outputs["studioAccountsEntry"]).toMatchObject({ accountId: "444455556666", domainId });
  const role = one(half, ROLE, ({ name }) => name === "minting");
  const policy = one(half, "aws:iam/rolePolicy:RolePolicy", ({ name }) => name === "minting-policy");
  // What the gateway tells an account that makes the role by hand, word for word.
  expect(told).toEqual({
    roleArn: role.outputs["arn"],
    trustPolicy: inputText(role, "assumeRolePolicy"),
    permissionsPolicy: inputText(policy, "policy"),
  });
});

test("it has a domain, its people and the apps' endpoints, all beneath the boundary, and no way in", () => {
  const types = new Set(half.resources.map(({ type }) => type).filter((type) => type.startsWith("aws:")));
  expect([...types].filter((type) => /lambda|apigateway|cognito|dynamodb|sqs|route53/.test(type))).toEqual([]);
  const services = byType(half, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => String(inputs["serviceName"]));
  expect(services.map((name) => name.split(".").slice(3).join(".")).sort()).toEqual([
    "license-manager",
    "logs",
    "s3",
    "sagemaker.api",
    "sagemaker.runtime",
    "sts",
  ]);
  const admitted = byType(half, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  expect(admitted.length).toBeGreaterThan(4);
  expect(admitted.filter(({ inputs }) => inputs["cidrIpv4"] !== undefined)).toEqual([]);
  const bounded = byType(half, ROLE).map(({ inputs }) => inputs["permissionsBoundary"]);
  expect(new Set(bounded)).toEqual(new Set(["arn:aws:iam::444455556666:policy/workload-boundary"]));
});

test("an existing domain keeps its network: the half is then profiles and roles", async () => {
  const options = { projectRoot: projectRoot(), stack: "studio", programBundle: PROGRAM_BUNDLE };
  const graph = await runProgram({ ...options, config: { studioDomainId: "d-abc123def456" } });
  const types = new Set(graph.resources.map(({ type }) => type).filter((type) => type.startsWith("aws:")));
  expect([...types].sort()).toEqual([
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:sagemaker/userProfile:UserProfile",
  ]);
  expect(auditEstate(collectEstate(graph)).rules.filter(({ status }) => status !== "PROVED")).toEqual([]);
});

test("both halves together: the way to the other account is open for its people, and for nothing else", () => {
  const [result] = auditEstate(together({ gateway, half }), { rules: ["P3"] }).rules;
  const claims = (result?.findings ?? []).filter(({ claim }) => claim.includes("444455556666"));
  expect(claims.map(({ status, claim, why, witness }) => [status, claim, why, witness?.sentence])).toEqual(
    claims.map(({ claim }) => ["PROVED", claim, undefined, undefined]),
  );
  expect(claims.length).toBeGreaterThan(6);
  const people = (result?.examples ?? []).filter(({ sentence }) => sentence.includes("444455556666"));
  expect(people).toHaveLength(6);
  expect(people.filter(({ allowed }) => !allowed)).toEqual([]);
});

test.each<[string, string, (graph: Graph) => Graph]>([
  [
    "P3",
    "its role asks for no external id",
    inStatement("LetTheFunctionMintAsSomebodyForOneProfile", "sts:ExternalId", "aws:PrincipalTag/x"),
  ],
  ["P3", "its role trusts the gateway's whole account", inTrusts("role/studio-url-role-b38789a", "root")],
  [
    "P11",
    "its role trusts another gateway's function",
    inStatement("LetTheFunctionMintAsSomebodyForOneProfile", "111122223333", "999988887777"),
  ],
  ["P3", "its role takes a tag more", inTrusts("ForAllValues:StringEquals", "ForAnyValue:StringEquals")],
  [
    "P1",
    "its role mints through any endpoint",
    inStatement("DenyMintingUnlessThroughOurSageMakerEndpoints", "vpce-08d0295529fe81cf3", "vpce-0999999999999999f"),
  ],
  [
    "P10",
    "its sts endpoint lets roles be assumed",
    inStatement("AllowExecutionRolesToAskWhoTheyAre", "sts:GetCallerIdentity", "sts:AssumeRole"),
  ],
  [
    "P17",
    "its role trusts a third account",
    (graph) =>
      withInputs(graph, ofType(ROLE), (inputs) => ({ ...inputs, description: "arn:aws:iam::999988887777:role/x" })),
  ],
])("%s breaks where %s", (rule, _, change) => {
  const [result] = auditEstate(collectEstate(change(half)), { rules: [rule] }).rules;
  expect(result?.status).toBe("REFUTED");
});

test("what operators run on it is about what it has: no pool of users, no functions, no calls", () => {
  const target = { domainId: "d-s9kycohdyz02", client: { region: "eu-central-1" }, options: "--stack studio " };
  const asked = { target, stack: "studio", found: { apps: [], spaces: [] }, fileSystemId: undefined };
  const holds = holdsOf(standingOf(half.outputs, asked));
  expect(holds.map(({ what }) => what)).toEqual([
    "the Studio domain d-s9kycohdyz02, the user profiles rosa-diaz, max-muster, the VPC",
  ]);
  expect(costText(stackCost(half))).toContain("Nothing here is paid by the call.");
  expect(costText(stackCost(half))).not.toContain("At most");
  expect(placeIn(half)).toEqual({ partition: "aws", region: "eu-central-1", account: "444455556666" });
  const items = expectedItems(half, () => "");
  const { differences, audit } = driftReport({ graph: half, items, unread: [], codeHash: () => "" }, ["P3", "P15"]);
  expect({ differences, ...audit }).toEqual({ differences: [], proved: 2, open: [], notUnderstood: [] });
  expect(items.length).toBeGreaterThan(15);
});

test("beneath the example organisation all that has to work in both accounts works, and each account has its own way to the root", () => {
  const organization = readFolder(path.join(projectRoot(), "policies/example-organization"));
  const beneath = (estate: Estate) => beneathOrganization(estate, organization);
  const { halves = [], ...own } = together({ gateway, half });
  const estate = { ...beneath(own), halves: halves.map(beneath) };
  expect([estate, ...estate.halves].map((each) => each.organization?.path)).toEqual([
    "o-exampleorgid/r-ab12/ou-ab12-gateways/",
    "o-exampleorgid/r-ab12/ou-ab12-workload/",
  ]);
  const refused = [estate, ...estate.halves].flatMap((each) => RULES.flatMap((rule) => refusalsOf(rule, each)));
  expect(refused.map(({ claim, why }) => `${claim} ${why ?? ""}`)).toEqual([]);
});

test.each(HALVES_FAULTS.map((fault) => [fault.what, fault] as const))("both halves together: %s", (_, fault) => {
  expect(tryHalves(fault, { gateway, half })).toMatchObject({ isAsExpected: true });
});
