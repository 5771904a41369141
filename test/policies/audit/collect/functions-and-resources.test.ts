import { ACCOUNT, ANCHOR, estateOf, faultsOf, json, resource } from "./small-graph";

const ARN = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:one`;
const settings = { role: ANCHOR, vpcConfig: { subnetIds: ["a"] } };
const one = resource("lambda/function:Function", "one", settings, { name: "one", arn: ARN });

function permission(inputs: Readonly<Record<string, unknown>>) {
  const all = { action: "lambda:InvokeFunction", function: "one", principal: "s3.amazonaws.com", ...inputs };
  return resource("lambda/permission:Permission", "let", all);
}

describe("who may invoke a function", () => {
  test.each([
    ["a service", "s3.amazonaws.com", { Service: "s3.amazonaws.com" }],
    ["everybody", "*", "*"],
    ["an account", "444455556666", { AWS: "444455556666" }],
    ["a role", "arn:aws:iam::444455556666:role/x", { AWS: "arn:aws:iam::444455556666:role/x" }],
  ])("%s", (_, principal, element) => {
    const estate = estateOf(one, permission({ principal, function: ARN }));
    expect(estate.coverage).toEqual([]);
    expect(estate.functions[0]).toMatchObject({ isInVpc: true, publicDoors: [] });
    expect(estate.functions[0]?.permissions[0]?.document.Statement[0]?.Principal).toEqual(element);
  });

  test("an input that nobody knows makes the permission mean something else", () => {
    expect(faultsOf(one, permission({ timeOfDay: "noon" })).join()).toMatch(/\/timeOfDay: What timeOfDay does/);
  });

  test("a whole resource policy is read, but not beside permissions: each overwrites the other", () => {
    const statement = { Effect: "Allow", Principal: "*", Action: "lambda:InvokeFunction", Resource: ARN };
    const whole = resource("lambda/resourcePolicy:ResourcePolicy", "all", {
      resourceArn: ARN,
      policy: json(statement),
    });
    expect(estateOf(one, whole)).toMatchObject({
      coverage: [],
      functions: [{ permissions: [{ pointer: "/policy" }] }],
    });
    expect(faultsOf(one, whole, permission({})).join()).toMatch(/overwrite each other/);
  });

  test("a function's URL is a door past the API", () => {
    const url = resource("lambda/functionUrl:FunctionUrl", "url", { functionName: "one", authorizationType: "NONE" });
    expect(estateOf(one, url).functions[0]?.publicDoors).toEqual(["url: a URL with authorization NONE"]);
  });

  test.each([
    ["a permission", permission({ function: "other" })],
    ["a URL", resource("lambda/functionUrl:FunctionUrl", "url", { functionName: "other" })],
  ])("%s for a function of somebody else is a fault", (_, about) => {
    expect(faultsOf(one, about).join()).toMatch(/not in this stack/);
  });

  test("a layer that others may use has a statement that says so", () => {
    const outputs = { layerArn: "arn:aws:lambda:eu-central-1:111122223333:layer:l" };
    const layer = resource(
      "lambda/layerVersion:LayerVersion",
      "l",
      { layerName: "l" },
      { ...outputs, arn: `${outputs.layerArn}:3` },
    );
    const inputs = { action: "lambda:GetLayerVersion", principal: "*", statementId: "s", organizationId: "o-1" };
    const shared = { ...inputs, layerName: "l", versionNumber: 3 };
    const let3 = resource("lambda/layerVersionPermission:LayerVersionPermission", "let", shared);
    const { coverage, resources } = estateOf(layer, let3);
    expect(coverage).toEqual([]);
    expect(resources[0]?.policies[0]?.document.Statement).toMatchObject([
      {
        Principal: "*",
        Resource: `${outputs.layerArn}:3`,
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
      },
    ]);
    expect(faultsOf(let3).join()).toMatch(/a layer that is not in this stack/);
  });
});

test("a function with a role of somebody else is a fault", () => {
  const other = { ...one, inputs: { role: "arn:aws:iam::111122223333:role/other" } };
  expect(faultsOf(other)).toEqual([
    expect.stringContaining("one /role: one runs with a role that is not in this stack"),
  ]);
});

describe("what has a policy of its own", () => {
  const everybody = (action: string) => json({ Effect: "Allow", Principal: "*", Action: action, Resource: "*" });

  test.each([
    ["bucket", "s3/bucket:Bucket", "s3/bucketPolicy:BucketPolicy", "bucket", "s3:GetObject"],
    ["queue", "sqs/queue:Queue", "sqs/queuePolicy:QueuePolicy", "queueUrl", "sqs:SendMessage"],
    ["table", "dynamodb/table:Table", "dynamodb/resourcePolicy:ResourcePolicy", "resourceArn", "dynamodb:GetItem"],
    ["key", "kms/key:Key", "kms/keyPolicy:KeyPolicy", "keyId", "kms:Decrypt"],
    [
      "other",
      "secretsmanager/secret:Secret",
      "secretsmanager/secretPolicy:SecretPolicy",
      "secretArn",
      "secretsmanager:GetSecretValue",
    ],
    ["topic", "sns/topic:Topic", "sns/topicPolicy:TopicPolicy", "arn", "sns:Publish"],
    ["other", "ecr/repository:Repository", "ecr/repositoryPolicy:RepositoryPolicy", "repository", "ecr:BatchGetImage"],
    [
      "other",
      "efs/fileSystem:FileSystem",
      "efs/fileSystemPolicy:FileSystemPolicy",
      "fileSystemId",
      "elasticfilesystem:ClientMount",
    ],
  ])("%s: its own input, until a resource of its own replaces it (%s)", (kind, type, policyType, names, action) => {
    const arn = `arn:aws:x:eu-central-1:${ACCOUNT}:y`;
    const bare = { ...resource(type, "holder", {}, { arn }), id: "y" };
    const over = resource(policyType, "over", { [names]: names.endsWith("rn") ? arn : "y", policy: everybody(action) });
    const estate = estateOf(bare, over);
    expect(estate.coverage).toEqual([]);
    expect(estate.resources).toMatchObject([{ kind, arn, policies: [{ urn: over.urn, pointer: "/policy" }] }]);
    expect(faultsOf(over).join()).toMatch(/not in this stack/);
    expect(faultsOf(bare, over, { ...over, urn: `${over.urn}2` }).join()).toMatch(/several policies/);
  });

  test("a bucket's own policy counts while nothing replaces it, and is noted when something does", () => {
    const bucket = resource(
      "s3/bucket:Bucket",
      "b",
      { policy: everybody("s3:*") },
      { arn: "arn:aws:s3:::b", bucket: "b" },
    );
    const over = resource("s3/bucketPolicy:BucketPolicy", "over", { bucket: "b", policy: everybody("s3:GetObject") });
    expect(estateOf(bucket)).toMatchObject({ resources: [{ policies: [{ urn: bucket.urn }] }], replaced: [] });
    expect(estateOf(bucket, over)).toMatchObject({
      resources: [{ policies: [{ urn: over.urn }] }],
      replaced: [{ policy: { urn: bucket.urn }, by: over.urn }],
    });
  });

  test("a program that lets both set it has them overwrite each other, unless the bucket ignores changes", () => {
    const bucket = resource(
      "s3/bucket:Bucket",
      "b",
      { policy: everybody("s3:*") },
      { arn: "arn:aws:s3:::b", bucket: "b" },
    );
    const over = resource("s3/bucketPolicy:BucketPolicy", "over", { bucket: "b", policy: everybody("s3:GetObject") });
    expect(faultsOf({ ...bucket, options: {} }, over).join()).toMatch(/ignoreChanges is missing/);
    expect(faultsOf({ ...bucket, options: { ignoreChanges: ["policy"] } }, over)).toEqual([]);
  });

  test.each([
    ["nothing", [], "unset"],
    ["all four", ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"], "on"],
    ["one", ["blockPublicAcls"], "partial"],
  ])("a bucket with %s of the public access block says so", (_, on, said) => {
    const bucket = resource("s3/bucket:Bucket", "b", {}, { arn: "arn:aws:s3:::b", bucket: "b" });
    const block = resource("s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", {
      bucket: "b",
      ...Object.fromEntries(on.map((key) => [key, true])),
    });
    const estate = on.length > 0 ? estateOf(bucket, block) : estateOf(bucket);
    expect(estate.resources[0]?.facts).toMatchObject({ publicAccessBlock: said, versioning: "unset" });
  });

  test("other encryption is said in its own words", () => {
    const key = "arn:aws:kms:eu-central-1:111122223333:key/k";
    const arn = "arn:aws:x:eu-central-1:111122223333:y";
    const { resources } = estateOf(
      resource("sqs/queue:Queue", "a", { sqsManagedSseEnabled: false }, { arn }),
      resource("sqs/queue:Queue", "b", { kmsMasterKeyId: key }, { arn }),
      resource("dynamodb/table:Table", "c", { serverSideEncryption: { enabled: true, kmsKeyArn: key } }, { arn }),
      resource("dynamodb/table:Table", "d", {}, { arn }),
      resource("kms/key:Key", "e", { enableKeyRotation: true }, { arn }),
    );
    const facts = Object.fromEntries(
      resources.map(({ name, facts }) => [name, facts["encryption"] ?? facts["rotation"]]),
    );
    expect(facts).toEqual({ a: "off", b: "SSE-KMS", c: key, d: "AWS owned", e: "on" });
  });
});

describe("endpoints", () => {
  const endpoint = { ...resource("ec2/vpcEndpoint:VpcEndpoint", "door", {}, { region: "eu-west-1" }), id: "vpce-1" };

  test.each([
    ["com.amazonaws.eu-west-1.sagemaker.api", "sagemaker.api"],
    ["aws.sagemaker.eu-west-1.studio", "studio"],
    ["com.amazonaws.s3-global.accesspoint", "com.amazonaws.s3-global.accesspoint"],
  ])("%s is the service %s", (serviceName, service) => {
    const { endpoints } = estateOf({ ...endpoint, inputs: { serviceName, vpcEndpointType: "Interface" } });
    expect(endpoints).toMatchObject([{ id: "vpce-1", service, kind: "Interface", region: "eu-west-1" }]);
  });

  test("a policy of an unknown endpoint, two of one, and a kind nobody models are faults", () => {
    const statement = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
    const over = resource("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "over", {
      vpcEndpointId: "vpce-1",
      policy: json(statement),
    });
    expect(faultsOf(over).join()).toMatch(/not in this stack/);
    expect(faultsOf(endpoint, over, { ...over, urn: `${over.urn}2` }).join()).toMatch(/several policies/);
    expect(faultsOf({ ...endpoint, inputs: { vpcEndpointType: "Resource" } }).join()).toMatch(
      /type Resource is not modelled/,
    );
  });

  test("a VpcEndpointPolicy without a text leaves full access", () => {
    const over = resource("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "over", { vpcEndpointId: "vpce-1" });
    expect(estateOf(endpoint, over).endpoints[0]?.policies).toMatchObject([{ origin: "assumed", urn: over.urn }]);
  });
});
