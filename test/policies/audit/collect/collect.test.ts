import { collectEstate } from "../../../../policies/audit/collect/collect";
import { type Estate, policiesOf } from "../../../../policies/audit/estate";
import { graphOf, type Variant, VARIANTS } from "../../../variants";

const variants = Object.keys(VARIANTS) as Variant[];
const estates = new Map(variants.map((variant) => [variant, collectEstate(graphOf(variant))]));

function estate(variant: Variant): Estate {
  const found = estates.get(variant);
  if (!found) throw new Error(`There is no variant ${variant}.`);
  return found;
}

describe.each(variants)("variant %s", (variant) => {
  test("every policy is read: no fault", () => {
    expect(estate(variant).coverage).toEqual([]);
  });

  test("every text with statements in the graph is a policy of the estate, and has its line", () => {
    const { resources } = graphOf(variant);
    const written = resources.flatMap(({ urn, inputs }) =>
      Object.entries(inputs).flatMap(([key, value]) =>
        /^\{.*"Statement"/.test(String(value)) ? [`${urn} /${key}`] : [],
      ),
    );
    const { replaced = [] } = estate(variant);
    const read = [...policiesOf(estate(variant)), ...replaced.map(({ policy }) => policy)];
    const program = read.filter(({ origin, pointer }) => origin === "program" && pointer !== "");
    expect([...new Set(program.map(({ urn, pointer }) => `${urn} ${pointer}`))].sort()).toEqual(written.sort());
    expect(read.filter(({ source }) => !/^infra\/.*:\d+$/.test(source ?? ""))).toEqual([]);
  });

  test("documents have names of their own", () => {
    const names = policiesOf(estate(variant)).map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("every role has a purpose and somebody who uses it", () => {
    const purposes = estate(variant).roles.map(({ name, purpose }) => [name, purpose]);
    expect(purposes.filter(([, purpose]) => purpose === "other")).toEqual([]);
    for (const { purpose, usedBy } of estate(variant).roles)
      if (purpose === "function" || purpose === "execution") expect(usedBy).toHaveLength(1);
  });

  test("every function is behind the API, its authorizer, or an event", () => {
    const [api] = estate(variant).apis;
    const behind = [...(api?.methods ?? []), ...(api?.authorizers ?? [])].map(({ functionName }) => functionName);
    const others = estate(variant).functions.filter(({ name }) => !behind.includes(name));
    expect(others.map(({ name, permissions }) => [name, permissions])).toEqual(
      // S3's queue and CodeDeploy start these.
      others.map(({ name }) => [["image-ingest", "smoke-test"].find((known) => known === name), []]),
    );
  });

  test("the endpoint's closed policy is replaced by the one that knows the API", () => {
    const { replaced = [], endpoints } = estate(variant);
    expect(replaced.map(({ policy }) => policy.pointer)).toEqual(["/policy"]);
    expect(replaced[0]?.by).toContain("VpcEndpointPolicy");
    const policies = endpoints.find(({ service }) => service === "execute-api")?.policies ?? [];
    expect(policies.map(({ urn }) => urn)).toEqual(replaced.map(({ by }) => by));
  });

  test("the private API is read whole", () => {
    const [api, ...more] = estate(variant).apis;
    const executeApi = estate(variant).endpoints.filter(({ service }) => service === "execute-api");
    expect(more).toEqual([]);
    expect(api).toMatchObject({ endpointTypes: ["PRIVATE"], stages: ["live"], domainNames: [] });
    expect(api?.endpointIds).toEqual(executeApi.map(({ id }) => id));
    expect(api?.authorizers).toMatchObject([{ type: "REQUEST", functionName: "authorizer", cacheSeconds: 0 }]);
    for (const { httpMethod, path, authorization, authorizerId } of api?.methods ?? []) {
      expect(path).not.toMatch(/[{}]/);
      expect(authorization).toBe(httpMethod === "OPTIONS" ? "NONE" : "CUSTOM");
      expect(authorizerId).toBe(httpMethod === "OPTIONS" ? undefined : api?.authorizers[0]?.id);
    }
  });
});

test("the dev environment is one account in one partition, at home where its API is", () => {
  expect(estate("dev")).toMatchObject({
    partition: "aws",
    account: "111122223333",
    homeRegion: "eu-central-1",
    rekognition: {
      regions: ["eu-central-1", "eu-west-1", "eu-west-2"],
      allowedRegions: ["eu-central-1", "eu-west-1", "eu-west-2"],
      readablePrefixes: [],
    },
  });
  expect(estate("gov")).toMatchObject({ partition: "aws-us-gov", homeRegion: "us-gov-west-1" });
  expect(estate("pool").rekognition.allowedRegions).toEqual(["eu-central-1", "eu-west-1", "us-east-1"]);
  expect(estate("pool").rekognition.regions).toContain("ca-central-1");
  expect(estate("strict").rekognition).toEqual({
    regions: [],
    allowedRegions: [],
    readablePrefixes: [],
    operations: {},
  });
  expect(estate("pool").rekognition.operations).toMatchObject({
    "ca-central-1": ["rekognition:CompareFaces", "rekognition:DetectFaces"],
  });
});

test("endpoints go by the last part of their service's name", () => {
  const seen = estate("dev").endpoints.map(({ service, kind }) => `${kind} ${service}`);
  expect(new Set(seen)).toEqual(
    new Set([
      "Gateway s3",
      "Gateway dynamodb",
      "Interface s3",
      ...["execute-api", "logs", "sagemaker.api", "sagemaker.runtime", "sts", "studio", "rekognition"].map(
        (service) => `Interface ${service}`,
      ),
    ]),
  );
});

test("Studio's profiles run with roles of their own; a profile that exists already is known by its minting role", () => {
  const { studio, roles } = estate("gov");
  expect(studio.networkAccess).toBe("VpcOnly");
  expect(studio.profiles.map(({ name }) => name)).toEqual(["alice", "bob", "erin"]);
  for (const { name, executionRoleArn } of studio.profiles) {
    const role = roles.find(({ arn }) => arn === executionRoleArn);
    expect([name, role?.purpose, role?.usedBy]).toEqual(
      name === "erin" ? [name, undefined, undefined] : [name, "execution", [name]],
    );
  }
  const minting = roles.filter(({ purpose }) => purpose === "minting");
  expect(minting.map(({ usedBy }) => usedBy)).toEqual([["alice"], ["bob"], ["erin"]]);
});

test("with session tags one minting role serves nobody in particular", () => {
  expect(estate("dev").roles.filter(({ purpose }) => purpose === "minting")).toMatchObject([{ usedBy: [] }]);
});

test("a domain that exists already is known by its id, and not by its settings", () => {
  expect(estate("existing-domain").studio).toMatchObject({ domainId: "d-abc123def456", networkAccess: undefined });
});

test("the role that API Gateway logs with has a policy of AWS's, with its text", () => {
  const [role] = estate("strict").roles.filter(({ purpose }) => purpose === "api-gateway-logging");
  expect(role?.identity).toMatchObject([{ origin: "aws-managed", pointer: "/policyArn" }]);
});

test("bucket, queues and table come with what protects them", () => {
  const facts = estate("dev").resources.map(({ kind, facts }) => [kind, facts] as const);
  expect(facts).toContainEqual([
    "bucket",
    {
      publicAccessBlock: "on",
      objectOwnership: "BucketOwnerEnforced",
      encryption: "AES256",
      versioning: "Enabled",
    },
  ]);
  expect(facts.filter(([kind]) => kind === "queue")).toEqual([
    ["queue", { encryption: "SSE-SQS" }],
    ["queue", { encryption: "SSE-SQS" }],
    ["queue", { encryption: "SSE-SQS" }],
  ]);
  expect(facts).toContainEqual(["topic", { encryption: "SSE-KMS", key: "alarms-key" }]);
  const table = {
    expiry: "expiresAt",
    indexes: "none",
    key: "imageId",
    madeFrom: "nothing",
    pointInTimeRecovery: "off",
  };
  expect(facts).toContainEqual(["table", { encryption: "aws/dynamodb", deletionProtection: "off", ...table }]);
});

test("collecting twice gives the same", () => {
  expect(JSON.stringify(collectEstate(graphOf("pool")))).toBe(JSON.stringify(estate("pool")));
});
