import { byType, type Graph, type GraphResource, inputJson, one } from "../../../local/program/graph";
import type { PolicyDocument, Statement } from "../../../policies/document";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { graphOf } from "../../variants";

const pool = graphOf("pool");
const dev = graphOf("dev");

const BUCKET = "aws:s3/bucket:Bucket";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const QUEUE = "aws:sqs/queue:Queue";

function named(graph: Graph, type: string, name: string): GraphResource {
  return one(graph, type, (resource) => resource.name === name, `named ${name}`);
}

function ofBucket(kind: string): Readonly<Record<string, unknown>> {
  return one(pool, `aws:s3/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`).inputs;
}

function statementsOf(resource: GraphResource): readonly Statement[] {
  return (inputJson(resource, "policy") as PolicyDocument).Statement;
}

describe("the images bucket", () => {
  test("is private, owned, versioned and encrypted", () => {
    expect(ofBucket("BucketPublicAccessBlock")).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(ofBucket("BucketOwnershipControls")["rule"]).toEqual({ objectOwnership: "BucketOwnerEnforced" });
    expect(ofBucket("BucketVersioning")["versioningConfiguration"]).toEqual({ status: "Enabled" });
    const encryption = one(
      dev,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    expect(JSON.stringify(encryption.inputs)).toContain('"sseAlgorithm":"AES256"');
  });

  test("lets images go after their time, old versions and half uploads too", () => {
    expect(ofBucket("BucketLifecycleConfiguration")["rules"]).toMatchObject([
      {
        status: "Enabled",
        expiration: { days: 30 },
        noncurrentVersionExpiration: { noncurrentDays: 7 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      },
    ]);
  });

  test("takes forms of exactly the portals' pages", () => {
    expect(ofBucket("BucketCorsConfiguration")["corsRules"]).toMatchObject([
      { allowedOrigins: ["https://portal.corp.example"], allowedMethods: ["POST"] },
    ]);
    const gov = one(graphOf("gov"), "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration");
    expect(JSON.stringify(gov.inputs["corsRules"])).toContain(
      '"allowedOrigins":["https://portal.corp.example","https://lab.corp.example"]',
    );
  });

  test("its policy denies by both S3 endpoints, about objects and listing only, and allows nothing", () => {
    const arn = String(named(pool, BUCKET, "images").outputs["arn"]);
    const statements = statementsOf(one(pool, "aws:s3/bucketPolicy:BucketPolicy"));
    expect(new Set(statements.map(({ Effect }) => Effect))).toEqual(new Set(["Deny"]));
    const ids = ["endpoints-s3", "pool-endpoints-office-s3"].map((name) => named(pool, ENDPOINT, name).id);
    const network = statements.filter(({ Condition }) => Condition?.["StringNotEquals"]?.[SOURCE_VPCE] !== undefined);
    expect(network.map(({ Condition }) => Condition?.["StringNotEquals"]?.[SOURCE_VPCE])).toEqual([ids, ids]);
    for (const { Resource, Action } of statements) {
      if (Resource === arn) expect(String(Action)).toMatch(/^(s3:List\w+,?)+$/);
      else expect(String(Resource).startsWith(`${arn}/`)).toBe(true);
    }
  });

  test("is kept on destroy where config says so, and empties itself where not", () => {
    expect(named(pool, BUCKET, "images").inputs["forceDestroy"]).toBe(false);
    const kept = pool.resources.filter(({ type, options }) => type.startsWith("aws:s3/") && options["retainOnDelete"]);
    expect(kept.map(({ type }) => type.replace(/.*:Bucket/, "")).sort()).toEqual([
      ...["", "CorsConfiguration", "LifecycleConfiguration", "OwnershipControls", "Policy", "PublicAccessBlock"],
      ...["ServerSideEncryptionConfiguration", "Versioning"],
    ]);
    expect(named(dev, BUCKET, "images").inputs["forceDestroy"]).toBe(true);
    expect(named(dev, BUCKET, "images").options).not.toHaveProperty("retainOnDelete");
  });

  test("is emptied by a destroy only after its policy is gone, which would refuse a destroy from outside", () => {
    const policy = one(dev, "aws:s3/bucketPolicy:BucketPolicy");
    expect(policy.dependencies).toContain(named(dev, BUCKET, "images").urn);
    expect(policy.options).not.toHaveProperty("retainOnDelete");
  });
});

describe("doors to the images", () => {
  test("the office's S3 endpoint answers the inbound resolver only, and stands after the gateway endpoint", () => {
    const office = named(pool, ENDPOINT, "pool-endpoints-office-s3");
    const gateway = named(pool, ENDPOINT, "endpoints-s3");
    expect(office.inputs).toMatchObject({
      serviceName: "com.amazonaws.eu-central-1.s3",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      dnsOptions: { privateDnsOnlyForInboundResolverEndpoint: true },
    });
    expect(office.dependencies).toContain(gateway.urn);
    const callers = byType(pool, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ inputs }) => inputs["securityGroupId"] === (office.inputs["securityGroupIds"] as string[])[0],
    );
    expect(callers.map(({ inputs }) => [inputs["cidrIpv4"], inputs["fromPort"]])).toEqual([["10.10.0.0/16", 443]]);
  });

  test("the bucket's own name, and no other of S3, is forwarded by the office's DNS servers", () => {
    const bucket = String(named(pool, BUCKET, "images").id);
    const zones = pool.outputs["dnsZonesToForward"] as string[];
    expect(zones.filter((zone) => zone.includes(".s3."))).toEqual([`${bucket}.s3.eu-central-1.amazonaws.com`]);
    expect((pool.outputs["dnsForwardingSnippets"] as { bind: string }).bind).toContain(`zone "${bucket}.s3.`);
  });

  test("functions get out to S3 and DynamoDB by their prefix lists, and nobody gets in to them", () => {
    const group = named(pool, "aws:ec2/securityGroup:SecurityGroup", "pool-endpoints-functions");
    const mine = (kind: string) =>
      byType(pool, `aws:vpc/securityGroup${kind}Rule:SecurityGroup${kind}Rule`).filter(
        ({ inputs }) => inputs["securityGroupId"] === group.id,
      );
    const lists = mine("Egress").flatMap(({ inputs }) => inputs["prefixListId"] ?? []);
    const endpoints = ["pool-endpoints-dynamodb", "endpoints-s3"].map((name) => named(pool, ENDPOINT, name));
    expect(lists).toEqual(endpoints.map(({ outputs }) => outputs["prefixListId"]));
    expect(mine("Ingress")).toEqual([]);
  });
});

describe("new images", () => {
  test("are announced by S3 to the queue, once the queue admits it", () => {
    const notification = one(pool, "aws:s3/bucketNotification:BucketNotification");
    const queue = named(pool, QUEUE, "new-images");
    expect(notification.inputs["queues"]).toMatchObject([
      { queueArn: queue.outputs["arn"], events: ["s3:ObjectCreated:*"] },
    ]);
    expect(notification.dependencies).toContain(
      named(pool, "aws:sqs/queuePolicy:QueuePolicy", "new-images-policy").urn,
    );
  });

  test("that are not finished when SQS hands them out no more wait among the failed ones, and a command puts them back", () => {
    const failed = named(pool, QUEUE, "new-images-failed");
    const queue = named(pool, QUEUE, "new-images");
    expect(inputJson(queue, "redrivePolicy")).toEqual({
      deadLetterTargetArn: failed.outputs["arn"],
      maxReceiveCount: 1000,
    });
    const { environment } = one(pool, "aws:lambda/function:Function", ({ name }) => name === "image-ingest").inputs;
    expect((environment as { variables: object }).variables).toMatchObject({ RECEIVES: "1000" });
    const { redriveFailedImages } = pool.outputs["rekognitionPool"] as { redriveFailedImages: string };
    expect(redriveFailedImages).toBe(
      `aws sqs start-message-move-task --region eu-central-1 --source-arn ${String(failed.outputs["arn"])}`,
    );
  });

  test("that are postponed come again after about a minute, when no function can be at them any more; queues are encrypted", () => {
    const { timeout } = one(pool, "aws:lambda/function:Function", ({ name }) => name === "image-ingest").inputs;
    const visible = Number(named(pool, QUEUE, "new-images").inputs["visibilityTimeoutSeconds"]);
    expect(visible).toBeGreaterThan(Number(timeout));
    expect(visible).toBeLessThanOrEqual(75);
    for (const { inputs } of byType(dev, QUEUE)) expect(inputs["sqsManagedSseEnabled"]).toBe(true);
  });
});

test("results go by their time to live; backups and protection follow config", () => {
  const table = named(pool, "aws:dynamodb/table:Table", "image-results");
  expect(table.inputs).toMatchObject({
    hashKey: "imageId",
    ttl: { attributeName: "expiresAt", enabled: true },
    serverSideEncryption: { enabled: true },
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: true,
  });
  expect(named(dev, "aws:dynamodb/table:Table", "image-results").inputs).toMatchObject({
    pointInTimeRecovery: { enabled: false },
    deletionProtectionEnabled: false,
  });
});

test("S3Object is an exception that the policies hold only where config says so", () => {
  const all = (graph: Graph) => JSON.stringify(graph.resources.map(({ inputs }) => inputs));
  expect(all(dev)).not.toContain("aws:ViaAWSService");
  expect(all(pool)).toContain("aws:ViaAWSService");
});
