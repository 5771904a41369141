import { byType, inputText } from "../../local/program/graph";
import type { PolicyDocument } from "../../policies/document";
import { decideAssumeRole, decideSameAccount } from "../../policies/evaluate/evaluate";
import { SOURCE_VPCE } from "../../policies/from-our-endpoints";
import { graphOf } from "../variants";

test("with a role for each profile, the function's own policy is as long for five hundred as for one", () => {
  const gov = graphOf("gov");
  const policy = byType(gov, "aws:iam/rolePolicy:RolePolicy").find(({ name }) => name === "studio-url-policy");
  const text = policy ? inputText(policy, "policy") : "";
  const roles = byType(gov, "aws:iam/role:Role").filter(({ name }) => /^minting-/.test(name));
  expect(roles.map(({ name }) => name)).toEqual(["minting-alice", "minting-bob", "minting-erin"]);
  expect(text).toContain(`${"?".repeat(32)}"`);
  for (const role of roles) expect(text).not.toContain(String(role.outputs["name"]));
  expect(text.length).toBeLessThan(2000);
});

test("a role that someone's cut-off is attached to can be deleted with its profile", () => {
  for (const variant of ["dev", "gov"] as const) {
    const roles = byType(graphOf(variant), "aws:iam/role:Role").filter(({ inputs }) =>
      /\/(minting|studio-execution)\/$/.test(String(inputs["path"])),
    );
    expect(roles.length).toBeGreaterThan(2);
    expect(roles.filter(({ inputs }) => inputs["forceDetachPolicies"] !== true)).toEqual([]);
  }
});

test("for each domain of another account the stack puts out the role to make there, with its documents", () => {
  const graph = graphOf("table");
  const roles = graph.outputs["studioAccountRoles"] as Record<
    string,
    Record<"roleArn" | "trustPolicy" | "permissionsPolicy", string>
  >;
  expect(Object.keys(roles)).toEqual(["d-elsewhere001", "d-elsewhere002"]);
  const [one, other] = Object.values(roles);
  expect([one?.roleArn, other?.roleArn]).toEqual([
    "arn:aws:iam::444455556666:role/private-ml-gateway-minting",
    "arn:aws:iam::777788889999:role/minting",
  ]);
  const named = byType(graph, "aws:iam/role:Role").find(({ name }) => name === "studio-url-role");
  const functionRole = String(named?.outputs["arn"]);
  const { sagemakerApi, studio } = graph.outputs["endpointIds"] as Record<string, string>;
  expect(one?.trustPolicy).toContain('"sts:ExternalId":"gateway-test"');
  expect(other?.trustPolicy).toContain('"aws:PrincipalOrgID":"o-exampleorgid"');
  for (const role of [one, other]) expect(role?.trustPolicy.split(`"AWS":"${functionRole}"`)).toHaveLength(4);
  expect(one?.permissionsPolicy).toContain(`["${sagemakerApi ?? ""}","${studio ?? ""}"]`);
  expect(one?.permissionsPolicy).toContain(
    ":sagemaker:eu-central-1:444455556666:user-profile/${aws:PrincipalTag/StudioDomainId}/",
  );
  expect(graphOf("dev").outputs["studioAccountRoles"]).toBeUndefined();
});

test("gateway and other account fit together: the role is become and mints by what both halves say, and no unlisted one is", () => {
  const graph = graphOf("table");
  const policyOf = (type: string, name: string) => {
    const resource = byType(graph, type).find((each) => each.name === name);
    return { name, document: JSON.parse(resource ? inputText(resource, "policy") : "") as PolicyDocument };
  };
  const roles = graph.outputs["studioAccountRoles"] as Record<
    string,
    Record<"roleArn" | "trustPolicy" | "permissionsPolicy", string>
  >;
  const role = roles["d-elsewhere001"];
  if (!role) throw new Error("The graph has the role of d-elsewhere001.");
  const { roleArn, trustPolicy, permissionsPolicy } = role;
  const asPolicy = (name: string, text: string) => ({ name, document: JSON.parse(text) as PolicyDocument });
  const ids = graph.outputs["endpointIds"] as Record<string, string>;
  const endpoint = (name: string) => [policyOf("aws:ec2/vpcEndpoint:VpcEndpoint", `endpoints-${name}`)];
  const functionRole = byType(graph, "aws:iam/role:Role").find(({ name }) => name === "studio-url-role");
  const caller = String(functionRole?.outputs["arn"]);
  const become = (to: string, externalId: string) =>
    decideAssumeRole(
      {
        roleArn: to,
        principal: { kind: "role", roleArn: caller, account: caller.split(":")[4] ?? "" },
        context: { [SOURCE_VPCE]: ids["sts"] ?? "" },
        sessionName: "studio-url",
        tags: { StudioDomainId: "d-elsewhere001", StudioUserProfile: "jane" },
        sourceIdentity: "j".repeat(43),
        externalId,
      },
      {
        identity: [policyOf("aws:iam/rolePolicy:RolePolicy", "studio-url-policy")],
        trust: [asPolicy("trust", trustPolicy)],
        endpoint: endpoint("sts"),
      },
    ).allowed;
  expect([become(roleArn, "gateway-test"), become(roleArn, "another")]).toEqual([true, false]);
  expect(become(roleArn.replace("444455556666", "999988887777"), "gateway-test")).toBe(false);
  const mint = (profile: string, through: "sagemakerApi" | "studio" | "sts") =>
    decideSameAccount(
      {
        action: "sagemaker:CreatePresignedDomainUrl",
        resource: `arn:aws:sagemaker:eu-central-1:444455556666:user-profile/d-elsewhere001/${profile}`,
        principal: { kind: "role", roleArn, account: "444455556666" },
        context: {
          [SOURCE_VPCE]: ids[through] ?? "",
          "aws:PrincipalTag/StudioDomainId": "d-elsewhere001",
          "aws:PrincipalTag/StudioUserProfile": "jane",
        },
      },
      {
        identity: [asPolicy("permissions", permissionsPolicy)],
        endpoint: endpoint({ sagemakerApi: "sagemaker-api", studio: "studio", sts: "sts" }[through]),
        resource: [],
      },
    ).allowed;
  expect([mint("jane", "sagemakerApi"), mint("jane", "studio")]).toEqual([true, true]);
  expect([mint("bob", "sagemakerApi"), mint("bob", "studio"), mint("jane", "sts")]).toEqual([false, false, false]);
});
