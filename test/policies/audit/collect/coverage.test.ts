import { NOT_POLICIES } from "../../../../policies/audit/collect/coverage/not-policies";
import { policyInputsOf } from "../../../../policies/audit/collect/coverage/policy-inputs";
import { ANYTHING, estateOf, faultsOf, json, policyOf, resource, role } from "./small-graph";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const CLOSED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };

describe("whatever may give access and is not read is a fault", () => {
  test.each([
    [
      "a resource that is a policy",
      "iot/policy:Policy",
      { policy: json(ANYTHING) },
      /^x : .* may give access by policy/,
    ],
    ["one without the optional policy", "opensearch/domain:Domain", {}, /may give access by accessPolicies/],
    ["one that gives by its type alone", "kms/grant:Grant", { keyId: "k" }, /may give access/],
    ["an ACL", "s3/bucketAcl:BucketAcl", { acl: "public-read" }, /may give access by accessControlPolicy, acl/],
    ["a user", "iam/user:User", { name: "eve" }, /make principals/],
    ["an instance profile", "iam/instanceProfile:InstanceProfile", { role: "anchor" }, /make principals/],
    ["an identity pool", "cognito/identityPool:IdentityPool", {}, /give roles to people/],
    ["a stack of CloudFormation", "cloudformation/stack:Stack", {}, /not in the graph/],
    ["another door", "apigatewayv2/api:Api", { protocolType: "HTTP" }, /doors of their own/],
    [
      "an endpoint service",
      "ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
      {},
      /networks in/,
    ],
    [
      "an unknown input of a plain type",
      "sns/platformApplication:PlatformApplication",
      { accessGrants: [] },
      /named like/,
    ],
    [
      "a policy in a value",
      "ssm/parameter:Parameter",
      { value: json(ANYTHING) },
      /^x \/value: .* holds policy statements/,
    ],
    ["a policy in a value in a value", "ssm/parameter:Parameter", { value: JSON.stringify([json(ANYTHING)]) }, /holds/],
    ["a policy in an object", "ecs/service:Service", { deep: [{ down: policyOf(ANYTHING) }] }, /^x \/deep\/0\/down: /],
    ["a policy in YAML", "ssm/parameter:Parameter", { value: "Policy:\n  Statement:\n  - Effect: Allow" }, /holds/],
    ["another provider's resource", "aws-native:iam:Role", {}, /resources of the AWS provider/],
  ])("%s", (_, type, inputs, why) => {
    const faults = faultsOf(resource(type, "x", inputs));
    expect(faults).not.toEqual([]);
    expect(faults.join("\n")).toMatch(why);
  });

  test("plain resources, providers and references to other stacks are none", () => {
    expect(
      faultsOf(
        resource("ec2/vpc:Vpc", "network", { tags: { Name: "policy of nobody" } }),
        resource("pulumi:providers:aws", "provider", { assumeRoles: [{ policy: json(ANYTHING) }] }),
        resource("pulumi:pulumi:StackReference", "other", { name: "org/other/dev" }),
      ),
    ).toEqual([]);
  });

  test("an input that only sounds like a policy is excused, but not one with statements in it", () => {
    const queue = (redrivePolicy: string) =>
      resource("sqs/queue:Queue", "queue", { redrivePolicy }, { arn: "arn:aws:sqs:eu-central-1:111122223333:q" });
    expect(faultsOf(queue('{"maxReceiveCount":5}'))).toEqual([]);
    expect(faultsOf(queue(json(ANYTHING)))).toEqual([expect.stringContaining("holds policy statements")]);
  });

  test("every excuse is for something that the provider really has", () => {
    for (const [type, inputs = {}] of Object.entries(NOT_POLICIES))
      for (const input of Object.keys(inputs))
        expect([type, input === "" || policyInputsOf(type)?.includes(input)]).toEqual([type, true]);
  });
});

describe("a document that is not understood to the letter is a fault, and no policy", () => {
  const statement = '"Effect":"Allow","Action":"s3:GetObject","Resource":"*"';

  test.each([
    ["no JSON", "{", /not JSON/],
    ["no object", "[]", /not an object/],
    ["no Statement", "{}", /no Statement/],
    [
      "a key twice",
      `{"Version":"2012-10-17","Statement":[{${statement},"Condition":{},"Condition":{}}]}`,
      /"Condition" occurs twice/,
    ],
    [
      "a key twice, spelled otherwise",
      `{"Version":"2012-10-17","Statement":[{${statement},"\\u0053id":"a","Sid":"b"}]}`,
      /"Sid" occurs twice/,
    ],
    [
      "a condition key twice in other case",
      json({ ...ANYTHING, Condition: { StringEquals: { "aws:a": "1", "AWS:A": "2" } } }),
      /twice/,
    ],
    ["the same in an object", policyOf({ ...ANYTHING, Condition: { Null: { "aws:a": "1", "AWS:A": "2" } } }), /twice/],
    ["an unknown element", json({ ...ANYTHING, Actions: "s3:*" }), /element Actions is not modelled/],
    [
      "an unknown operator",
      json({ ...ANYTHING, Condition: { StringEqual: { "aws:a": "1" } } }),
      /operator StringEqual/,
    ],
    ["a value that a preview cannot know", UNKNOWN, /not known before/],
    [
      "a part that a preview cannot know",
      json({ ...ANYTHING, Resource: `arn:aws:s3:::${UNKNOWN}/*` }),
      /not known before/,
    ],
    ["a closed secret", CLOSED, /still encrypted/],
    [
      "an Output as text",
      json({ ...ANYTHING, Resource: "Calling [toString] on an [Output<T>] is not supported." }),
      /an Output/,
    ],
    ["nothing", undefined, /not an object/],
  ])("%s", (_, policy, why) => {
    const estate = estateOf(role("reader"), resource("iam/rolePolicy:RolePolicy", "x", { role: "reader", policy }));
    expect(estate.coverage).toMatchObject([{ pointer: "/policy", source: "infra/x.ts:1" }]);
    expect(estate.coverage[0]?.why).toMatch(why);
    expect(estate.roles[1]?.identity).toEqual([]);
  });

  test("a trust policy that cannot be read leaves a role that nobody can assume, beside the fault", () => {
    const estate = estateOf(role("broken", { assumeRolePolicy: "{" }));
    expect(estate.coverage).toHaveLength(1);
    expect(estate.roles[1]?.trust).toMatchObject({ origin: "assumed", document: { Statement: [] } });
  });

  test.each([
    ["a single statement", { Version: "2012-10-17", Statement: ANYTHING }],
    ["a document with an Id", { ...policyOf(ANYTHING), Id: "label" }],
  ])("%s is put in order", (_, policy) => {
    const estate = estateOf(role("reader"), resource("iam/rolePolicy:RolePolicy", "x", { role: "reader", policy }));
    expect(estate.coverage).toEqual([]);
    expect(estate.roles[1]?.identity[0]?.document).toEqual(policyOf(ANYTHING));
  });

  test("truth values in conditions become the texts that AWS reads", () => {
    const policy = policyOf({ ...ANYTHING, Condition: { Bool: { "aws:SecureTransport": [false] } } });
    const estate = estateOf(role("reader"), resource("iam/rolePolicy:RolePolicy", "x", { role: "reader", policy }));
    expect(estate.coverage).toEqual([]);
    expect(estate.roles[1]?.identity[0]?.document.Statement[0]?.Condition).toEqual({
      Bool: { "aws:SecureTransport": ["false"] },
    });
  });
});

describe("a policy that may not be the deployed one is a fault", () => {
  test.each([["policy"], ["*"], ["policy.Statement[0]"]])("changes of %s are ignored", (path) => {
    const policy = resource("iam/rolePolicy:RolePolicy", "x", { role: "reader", policy: json(ANYTHING) });
    const faults = faultsOf(role("reader"), { ...policy, options: { ignoreChanges: [path] } });
    expect(faults).toEqual([expect.stringContaining("the program ignores changes of it")]);
  });

  test.each([
    [
      "an unknown managed policy",
      role("x", { managedPolicyArns: ["arn:aws:iam::aws:policy/NobodyKnows"] }),
      /is not known/,
    ],
    [
      "a permissions boundary",
      role("x", { permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
      /boundary/,
    ],
    [
      "a policy of another role",
      resource("iam/rolePolicy:RolePolicy", "x", { role: "gone", policy: json(ANYTHING) }),
      /not in this stack/,
    ],
    [
      "an attachment to a user",
      resource("iam/policyAttachment:PolicyAttachment", "x", { users: ["eve"], policyArn: "a" }),
      /not in this stack/,
    ],
    [
      "a managed policy of nobody",
      resource("iam/policy:Policy", "x", { policy: json(ANYTHING) }),
      /attached to no role/,
    ],
    [
      "a role of another account",
      { ...role("x"), outputs: { name: "x", arn: "arn:aws:iam::999999999999:role/x" } },
      /another account/,
    ],
  ])("%s", (_, one, why) => {
    expect(faultsOf(one).join("\n")).toMatch(why);
  });
});

describe("what cannot be named cannot be judged", () => {
  const profile = { domainId: "d-1", userProfileName: "alice" };

  test.each([
    ["a role", { ...role("x"), outputs: { name: "x" } }, /^x : The arn of x is not known/],
    ["an API", resource("apigateway/restApi:RestApi", "x", {}), /^x : The executionArn of x is not known/],
    ["a bucket", resource("s3/bucket:Bucket", "x", {}, { arn: UNKNOWN }), /^x : The arn of x is not known/],
    ["an endpoint's Region", resource("ec2/vpcEndpoint:VpcEndpoint", "x", {}), /^x : The Region of endpoint x/],
    [
      "whom a profile runs as",
      resource("sagemaker/userProfile:UserProfile", "x", profile),
      /role that is not in this stack/,
    ],
  ])("%s", (_, one, why) => {
    expect(faultsOf(one).join("\n")).toMatch(why);
  });

  test("two Studio domains in one stack are one too many", () => {
    const [first, second] = ["d-1", "d-2"].map((id) => ({ ...resource("sagemaker/domain:Domain", id, {}), id }));
    const alice = resource("sagemaker/userProfile:UserProfile", "alice", profile);
    if (first && second) expect(faultsOf(first, second, alice).join()).toMatch(/several Studio domains \(d-1, d-2\)/);
  });
});
