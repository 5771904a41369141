import { collectEstate } from "../../../../policies/audit/collect/collect";
import { documentsOf } from "../../../../policies/audit/collect/documents";
import { headroomOf } from "../../../../policies/audit/hygiene/headroom";
import { hygieneOf } from "../../../../policies/audit/hygiene/hygiene";
import { couldMatch } from "../../../../policies/audit/hygiene/resource-fit";
import { policiesOf } from "../../../../policies/audit/estate";
import { graphOf, type Variant, VARIANTS } from "../../../variants";
import { ANYTHING, estateOf, json, resource, role } from "./small-graph";

const variants = Object.keys(VARIANTS) as Variant[];

describe("the files of a stack's documents", () => {
  test.each(variants)("variant %s: one for each, with a name of its own that holds no generated part", (variant) => {
    const estate = collectEstate(graphOf(variant));
    const documents = documentsOf(estate);
    const names = documents.map(({ name }) => name.toLowerCase());
    expect(documents).toHaveLength(policiesOf(estate).length + (estate.replaced ?? []).length);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9.-]+$/.test(name) || /[0-9a-f]{7}/.test(name))).toEqual([]);
    expect(documents.map(({ name }) => name)).toEqual(documents.map(({ name }) => name).sort());
  });

  test("go by what they are attached to", () => {
    const names = documentsOf(collectEstate(graphOf("strict"))).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        "api-api",
        "endpoint-endpoints-sts",
        "function-authorizer-api-authorizer-permission",
        "replaced-endpoints-execute-api",
        "role-api-account-logging-AmazonAPIGatewayPushToCloudWatchLogs",
        "role-minting-trust",
        "role-minting-minting-policy",
      ]),
    );
  });

  test("are indented, end with a line break and keep the builder's order", () => {
    const [first] = documentsOf(estateOf());
    expect(first).toMatchObject({ name: "role-anchor-trust" });
    expect(first?.text.split("\n").slice(0, 3)).toEqual(["{", '  "Version": "2012-10-17",', '  "Statement": [']);
    expect(first?.text.endsWith("}\n")).toBe(true);
  });

  test("are told apart where two components have a part of the same name", () => {
    const twin = { ...role("twin"), urn: "urn:pulumi:dev::project::other$aws:iam/role:Role::twin" };
    const names = documentsOf(estateOf(role("twin"), twin)).map(({ name }) => name);
    expect(names.slice(1)).toEqual([expect.stringMatching(/^role-twin-trust-[0-9a-f]{8}$/), expect.anything()]);
    expect(new Set(names).size).toBe(3);
  });
});

describe("room for documents", () => {
  test.each(variants)("variant %s: everything fits, with AWS's default quotas", (variant) => {
    const rows = headroomOf(collectEstate(graphOf(variant)));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ used, limit }) => used > limit)).toEqual([]);
  });

  test("a role's inline policies count together, its managed ones each by itself, fullest first", () => {
    const own = (name: string) => resource("iam/rolePolicy:RolePolicy", name, { role: "r", policy: json(ANYTHING) });
    const shared = resource("iam/policy:Policy", "shared", { policy: json(ANYTHING) }, { arn: "arn:x" });
    const rows = headroomOf(estateOf(role("r", { managedPolicyArns: ["arn:x"] }), own("a"), own("b"), shared));
    const size = json(ANYTHING).length;
    expect(rows.filter(({ policy }) => policy !== "trust policy of role anchor")).toEqual([
      expect.objectContaining({ policy: "trust policy of role r", limit: 2048 }),
      expect.objectContaining({ policy: "inline policies of role r", used: 2 * size, limit: 10_240 }),
      expect.objectContaining({ policy: "shared of role r", used: size, limit: 6144 }),
    ]);
  });

  test("what AWS assumes takes no room", () => {
    const bare = resource("ec2/vpcEndpoint:VpcEndpoint", "door", {});
    expect(headroomOf(estateOf(bare))).toHaveLength(1);
  });
});

describe("clean documents", () => {
  test.each(variants)("variant %s: nothing to remark", (variant) =>
    expect(hygieneOf(collectEstate(graphOf(variant)))).toEqual([]),
  );

  const said = (...statements: readonly Readonly<Record<string, unknown>>[]) => {
    const policy = resource("iam/rolePolicy:RolePolicy", "x", { role: "anchor", policy: json(...statements) });
    return hygieneOf(estateOf(policy)).map(({ severity, sid, sentence }) => `${severity} ${sid ?? ""}: ${sentence}`);
  };

  const profile = "arn:aws:sagemaker:eu-central-1:111122223333:user-profile";
  const mint = "sagemaker:CreatePresignedDomainUrl";

  test.each([
    [
      "a Sid twice",
      [
        { Sid: "A", ...ANYTHING },
        { Sid: "A", ...ANYTHING },
      ],
      /error : Two statements have the Sid "A"/,
    ],
    ["a Sid that IAM refuses", [{ Sid: "not-this", ...ANYTHING }], /error : IAM takes letters and digits/],
    ["a letter that IAM refuses", [{ ...ANYTHING, Resource: "arn:aws:s3:::b/\u4e16" }], /error : IAM takes Latin-1/],
    ["a typing error alone", [{ ...ANYTHING, Action: "s3:GetObjekt" }], /error : .* lists no action s3:GetObjekt/],
    [
      "one beside a real action",
      [{ ...ANYTHING, Action: ["s3:GetObjekt", "s3:GetObject"] }],
      /warning : .* s3:GetObjekt/,
    ],
    ["a wildcard that means nothing", [{ ...ANYTHING, Action: "s3:Gett*" }], /error : .* s3:Gett\*/],
    [
      "a service that nobody knows here",
      [{ ...ANYTHING, Action: "iot:Connect" }],
      /note : Nothing is known here of the service/,
    ],
    [
      "a resource of another type",
      [{ Effect: "Deny", Action: mint, Resource: profile }],
      /warning : .* is about user-profile/,
    ],
    [
      "a resource where none is taken",
      [{ ...ANYTHING, Action: "rekognition:DetectText", Resource: `${profile}/*` }],
      /note : .* only "\*" can mean it/,
    ],
    [
      "a key that no request carries",
      [{ ...ANYTHING, Condition: { StringEquals: { "aws:SourceVpcEndpoint": "x" } } }],
      /warning : No request .* aws:SourceVpcEndpoint/,
    ],
  ])("%s is told", (_, statements, row) => {
    expect(said(...statements).join("\n")).toMatch(row);
  });

  test.each([
    ["a profile of any name", { Effect: "Allow", Action: mint, Resource: `${profile}/d-1/*` }],
    ["a profile by a tag", { Effect: "Allow", Action: mint, Resource: `${profile}/d-1/\${aws:PrincipalTag/P}` }],
    ["a tag of the caller", { ...ANYTHING, Condition: { Null: { "aws:PrincipalTag/Any": "false" } } }],
    ["everything", { Effect: "Deny", Action: "*", Resource: "*" }],
    ["an action that AWS documents elsewhere", { Effect: "Deny", Action: `${mint}WithPrincipalTag`, Resource: "*" }],
  ])("%s is fine", (_, statement) => {
    expect(said(statement)).toEqual([]);
  });

  test("SQS takes few statements, and few actions in each", () => {
    const send = { Effect: "Allow", Principal: "*", Resource: "*" };
    const names = ["Send", "Receive", "Delete"].map((verb) => `sqs:${verb}Message`);
    const more = ["GetQueueUrl", "GetQueueAttributes", "ListQueueTags", "PurgeQueue", "TagQueue"].map(
      (name) => `sqs:${name}`,
    );
    const policy = json(...Array.from({ length: 21 }, () => ({ ...send, Action: [...names, ...more] })));
    const queue = resource("sqs/queue:Queue", "q", { policy }, { arn: "arn:aws:sqs:eu-central-1:111122223333:q" });
    const sentences = hygieneOf(estateOf(queue)).map(({ sentence }) => sentence);
    expect(sentences).toEqual(
      expect.arrayContaining([expect.stringMatching(/20 statements/), expect.stringMatching(/7 actions/)]),
    );
  });
});

test.each([
  ["arn:aws:s3:::b/*", "arn:${Partition}:s3:::${Bucket}/${Object}", true],
  ["arn:aws:s3:::b", "arn:${Partition}:s3:::${Bucket}/${Object}", false],
  ["arn:aws:s3:::b?x", "arn:${Partition}:s3:::${Bucket}/${Object}", true],
  ["*", "arn:${Partition}:s3:::${Bucket}", true],
  ["arn:aws:s3:*", "arn:${Partition}:s3:::${Bucket}", true],
  ["arn:aws:sqs:*:1:q", "arn:${Partition}:s3:::${Bucket}", false],
])("whether %s can be a %s: %s", (policy, template, fits) => {
  expect(couldMatch(policy, template)).toBe(fits);
});
