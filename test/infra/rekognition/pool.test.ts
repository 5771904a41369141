import { readPool } from "../../../functions/pool/pool-text";
import { byId, byType, children, type Graph, type GraphResource, inputJson, one } from "../../../local/program/graph";
import type { PolicyDocument, Statement } from "../../../policies/document";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { graphOf, type Variant, VARIANTS } from "../../variants";

const pool = graphOf("pool");
const dev = graphOf("dev");

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const ROUTE = "aws:ec2/route:Route";
const FUNCTION = "aws:lambda/function:Function";
const CALLER = "private-ml-gateway:rekognition:RegionalCaller";
const IN_POOL = ["eu-central-1", "eu-west-1", "us-east-1", "ca-central-1"];

function named(graph: Graph, type: string, name: string): GraphResource {
  return one(graph, type, (resource) => resource.name === name, `named ${name}`);
}

function endpointIn(region: string): GraphResource {
  return named(pool, ENDPOINT, `rekognition-${region}-endpoint`);
}

function statementsOf(resource: GraphResource): readonly Statement[] {
  return (inputJson(resource, "policy") as PolicyDocument).Statement;
}

function environmentOf(graph: Graph, name: string): Record<string, string> {
  return (named(graph, FUNCTION, name).inputs["environment"] as { variables: Record<string, string> }).variables;
}

test.each<[Variant, string[]]>([
  ["pool", IN_POOL],
  ["dev", ["eu-central-1", "eu-west-1", "eu-west-2"]],
  ["gov", ["us-gov-west-1"]],
  ["strict", []],
])("%s has exactly one caller per configured Region: %j", (variant, regions) => {
  const callers = byType(graphOf(variant), CALLER).map(({ outputs }) => outputs["region"]);
  expect(callers.sort()).toEqual([...regions].sort());
});

test.each<Variant>(["strict", "existing-domain"])("without Regions %s has nothing of a pool", (variant) => {
  const graph = graphOf(variant);
  const ofPool = /rekognition|:(s3|sqs|dynamodb)\/|layerVersion|eventSourceMapping/;
  const found = graph.resources.filter(({ type }) => ofPool.test(type)).map(({ urn }) => urn);
  expect(found.filter((urn) => !urn.includes("monitoring:WatchedCalls"))).toEqual([]);
  expect(new Set(graph.resources.flatMap(({ region }) => region ?? []))).toEqual(new Set(["eu-central-1"]));
  expect(graph.outputs["rekognitionPool"]).toEqual({});
  expect(environmentOf(graph, "authorizer")).toMatchObject({ REKOGNITION_GROUP: "", REKOGNITION_OPERATIONS: "" });
});

describe("a remote Region", () => {
  const remote = IN_POOL.slice(1);

  test.each(remote)("%s has two isolated subnets in zones of its own, and everything says its Region", (region) => {
    const network = named(pool, "private-ml-gateway:network:PrivateNetwork", `rekognition-${region}-network`);
    const parts = children(pool, network.urn);
    expect(parts.filter(({ type }) => type.endsWith(":Subnet"))).toHaveLength(2);
    expect(parts.filter((part) => part.region !== region)).toEqual([]);
    const zones = parts.flatMap(({ inputs }) => inputs["availabilityZone"] ?? []);
    expect(zones).toEqual(region === "us-east-1" ? ["us-east-1b", "us-east-1c"] : [`${region}a`, `${region}b`]);
  });

  test("zones that config names move that Region's subnets, each out of the way of its successor, and no others", () => {
    const SUBNET = "aws:ec2/subnet:Subnet";
    const [before, after] = [graphOf("everywhere"), pool].map((graph) => byType(graph, SUBNET)) as [
      GraphResource[],
      GraphResource[],
    ];
    const moved = after.filter(({ urn, inputs, options }) => {
      const old = before.find((subnet) => subnet.urn === urn)?.inputs["availabilityZone"];
      const isIgnored = (options["ignoreChanges"] as string[] | undefined)?.includes("availabilityZone") ?? false;
      return old !== inputs["availabilityZone"] && !isIgnored;
    });
    const names = ["rekognition-us-east-1-network-subnet-1", "rekognition-us-east-1-network-subnet-2"];
    expect(moved.map(({ name }) => name)).toEqual(names);
    for (const { options } of moved) expect(options).toMatchObject({ deleteBeforeReplace: true });
    const kept = (Object.keys(VARIANTS) as Variant[]).flatMap((variant) =>
      byType(graphOf(variant), SUBNET).filter(({ name }) => !names.includes(name) || variant !== "pool"),
    );
    // awsx puts the sandbox's subnet into the Region's first zone, and moves it with that; nothing lasts in it.
    const last = kept.filter(({ name }) => name !== "corporate-sandbox-network-public-1");
    expect(kept.filter(({ options }) => options["deleteBeforeReplace"] !== undefined)).toEqual([]);
    for (const { options } of last) expect(options).toMatchObject({ ignoreChanges: ["availabilityZone"] });
  });

  test("no VPC of the pool has a way to the internet", () => {
    const ways = /internetGateway|natGateway|egressOnly|eip|carrierGateway|vpnGateway/i;
    expect(pool.resources.filter(({ type }) => ways.test(type))).toEqual([]);
    expect(byType(pool, ROUTE).filter(({ inputs }) => inputs["destinationCidrBlock"] === "0.0.0.0/0")).toEqual([]);
  });

  test.each(remote)("%s is peered: asked from home, accepted there, routes both ways once it is active", (region) => {
    const name = `rekognition-${region}-network`;
    const vpc = named(pool, "aws:ec2/vpc:Vpc", `${name}-vpc`);
    const home = named(pool, "aws:ec2/vpc:Vpc", "network-vpc");
    const peering = named(pool, "aws:ec2/vpcPeeringConnection:VpcPeeringConnection", `${name}-peering`);
    expect(peering.inputs).toMatchObject({
      region: "eu-central-1",
      vpcId: home.id,
      peerVpcId: vpc.id,
      peerRegion: region,
    });
    const accepters = byType(pool, "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");
    const accepter = accepters.find(({ inputs }) => inputs["vpcPeeringConnectionId"] === peering.id);
    expect(accepter?.inputs).toMatchObject({ region, autoAccept: true });
    const routes = byType(pool, ROUTE).filter(({ inputs }) => inputs["vpcPeeringConnectionId"] === peering.id);
    const ways = routes.map(({ inputs }) => [inputs["region"], inputs["destinationCidrBlock"]]);
    const [there, back] = [vpc.inputs["cidrBlock"], home.inputs["cidrBlock"]];
    const expected = [
      [region, back],
      [region, back],
      ["eu-central-1", there],
      ["eu-central-1", there],
    ];
    expect(ways.sort()).toEqual(expected.sort());
    for (const { dependencies } of routes) expect(dependencies).toContain(accepter?.urn);
  });

  test.each(remote)(
    "what was named after %s goes on under its network's name: the route there and the way out",
    (region) => {
      const cidr = named(pool, "aws:ec2/vpc:Vpc", `rekognition-${region}-network-vpc`).inputs["cidrBlock"] as string;
      const formerNames = pool.resources
        .filter(({ name }) => name.includes(`-to-${cidr}`))
        .map(({ name, options }) => [name, (options["aliases"] as { name: string }[]).map((alias) => alias.name)]);
      expect(Object.fromEntries(formerNames)).toEqual({
        [`rekognition-to-${cidr}-from-subnet-1`]: [`rekognition-${region}-network-there-from-subnet-1`],
        [`rekognition-to-${cidr}-from-subnet-2`]: [`rekognition-${region}-network-there-from-subnet-2`],
        [`rekognition-functions-to-${cidr}`]: [`rekognition-${region}-from-functions`],
      });
    },
  );

  test.each(remote)("%s admits 443 from the home network, and functions are let out to its network", (region) => {
    const vpc = named(pool, "aws:ec2/vpc:Vpc", `rekognition-${region}-network-vpc`);
    const [group] = endpointIn(region).inputs["securityGroupIds"] as string[];
    const rules = (kind: string) => byType(pool, `aws:vpc/securityGroup${kind}Rule:SecurityGroup${kind}Rule`);
    const enters = rules("Ingress").filter(({ inputs }) => inputs["securityGroupId"] === group);
    expect(enters.map(({ inputs }) => [inputs["cidrIpv4"], inputs["fromPort"], inputs["toPort"]])).toEqual([
      ["10.64.0.0/20", 443, 443],
    ]);
    const out = rules("Egress").filter(({ inputs }) => inputs["cidrIpv4"] === vpc.inputs["cidrBlock"]);
    expect(out.map(({ inputs }) => [inputs["region"], inputs["fromPort"]])).toEqual([["eu-central-1", 443]]);
  });
});

test("the home Region's endpoint stands in the home network, for the pool's functions only", () => {
  const endpoint = endpointIn("eu-central-1");
  expect(endpoint.inputs["vpcId"]).toBe(named(pool, "aws:ec2/vpc:Vpc", "network-vpc").id);
  const rule = named(
    pool,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "rekognition-eu-central-1-endpoint-from-functions",
  );
  const group = named(pool, "aws:ec2/securityGroup:SecurityGroup", "pool-endpoints-functions");
  expect(rule.inputs["referencedSecurityGroupId"]).toBe(group.id);
});

test.each(IN_POOL)(
  "%s: endpoint and roles allow the operations that exist there, each through this endpoint here",
  (region) => {
    const endpoint = endpointIn(region);
    const [pass] = statementsOf(endpoint);
    expect(pass?.Action).toHaveLength(region === "ca-central-1" ? 2 : 7);
    const roles = ["rekognition", "image-ingest"].map((name) => named(pool, "aws:iam/role:Role", `${name}-role`));
    expect(pass?.Condition).toEqual({ ArnEquals: { "aws:PrincipalArn": roles.map(({ outputs }) => outputs["arn"]) } });
    for (const role of roles) {
      const name = `rekognition-${region}-for-${role.name.replace("-role", "")}`;
      const policy = named(pool, "aws:iam/rolePolicy:RolePolicy", name);
      expect(policy.inputs["role"]).toBe(role.id);
      const [allow] = statementsOf(policy);
      expect(allow).toMatchObject({ Effect: "Allow", Action: pass?.Action, Resource: "*" });
      expect(allow?.Condition).toEqual({
        StringEquals: { [SOURCE_VPCE]: [endpoint.id], "aws:RequestedRegion": region },
      });
    }
  },
);

test("what calls Rekognition anywhere else is denied, also in a configured Region that images may not go to", () => {
  const denies = statementsOf(named(pool, "aws:iam/policy:Policy", "rekognition-policy"));
  const outside = denies.find(({ Sid }) => Sid === "DenyRekognitionOutsideTheAllowedRegions");
  const allowed = ["eu-central-1", "eu-west-1", "us-east-1"];
  expect(outside?.Condition).toEqual({ StringNotEquals: { "aws:RequestedRegion": allowed } });
});

describe("the functions", () => {
  const variables = environmentOf(pool, "rekognition");

  test("are told the pool: each Region's endpoint by its own name, its quotas, its weight", () => {
    const { regions, operations } = readPool(variables["POOL"] ?? "") ?? { regions: [], operations: [] };
    expect(operations).toHaveLength(7);
    expect(regions.map(({ region }) => region)).toEqual(IN_POOL);
    expect(regions[1]).toMatchObject({ weight: 80, quotas: { DetectFaces: 100, DetectLabels: 40 } });
    expect(regions[3]?.quotas).toEqual({ CompareFaces: 25, DetectFaces: 25 });
    for (const { region, endpoint } of regions) {
      const id = String(endpointIn(region).id);
      expect(endpoint).toMatch(
        new RegExp(`^https://${id}-[a-z0-9]{8}\\.rekognition\\.${region}\\.vpce\\.amazonaws\\.com$`),
      );
    }
  });

  test("are told everything else that config says about them, both the same, and image-ingest how its queue is set", () => {
    expect(variables).toMatchObject({
      WAIT_SECONDS: "5",
      ALLOWED_REGIONS: "eu-central-1,eu-west-1,us-east-1",
      GROUP_REGIONS: '{"eu-only":["eu-central-1","eu-west-1"]}',
      IMAGES_BUCKET: named(pool, "aws:s3/bucket:Bucket", "images").id,
      RESULTS_TABLE: named(pool, "aws:dynamodb/table:Table", "image-results").outputs["name"],
      S3_OBJECT: "own-and-shared",
      SHARED_PREFIXES: "reference/",
      MAX_UPLOAD_BYTES: "15728640",
      PORTAL_ORIGINS: "https://portal.corp.example",
      DEFAULT_OPERATIONS: "DetectLabels",
      RESULT_DAYS: "90",
      REKOGNITION_GROUP: "rekognition-users",
    });
    expect(environmentOf(pool, "image-ingest")).toEqual({
      ...variables,
      RECEIVES: "1000",
      EVENT_BUS: "arn:aws:events:eu-central-1:111122223333:event-bus/default",
      EVENTS_ENDPOINT: expect.stringMatching(/^https:\/\/vpce-[\w-]+\.events\.eu-central-1\.vpce\./) as string,
    });
  });

  test("run in the VPC with sharp's layer, and come after every policy of their roles", () => {
    const layer = one(pool, "aws:lambda/layerVersion:LayerVersion");
    expect(layer.inputs).toMatchObject({ code: "build/layers/sharp", compatibleArchitectures: ["arm64"] });
    for (const name of ["rekognition", "image-ingest"]) {
      const fn = named(pool, FUNCTION, name);
      expect(fn.inputs).toMatchObject({ layers: [layer.outputs["arn"]], memorySize: 2048 });
      expect(fn.inputs["vpcConfig"]).toBeDefined();
      const role = named(pool, "aws:iam/role:Role", `${name}-role`);
      const ofRole = /^aws:iam\/rolePolicy(Attachment)?:/;
      const policies = pool.resources.filter(({ type, inputs }) => ofRole.test(type) && inputs["role"] === role.id);
      expect(policies).toHaveLength(6);
      for (const { urn } of policies) expect(fn.dependencies).toContain(urn);
    }
  });

  test("have executions of their own for calls, and a bounded number for the bucket", () => {
    expect(named(pool, FUNCTION, "rekognition").inputs).toMatchObject({
      reservedConcurrentExecutions: 700,
      timeout: 26,
    });
    expect(named(pool, FUNCTION, "image-ingest").inputs["reservedConcurrentExecutions"]).toBeUndefined();
    const mapping = one(pool, "aws:lambda/eventSourceMapping:EventSourceMapping");
    expect(mapping.inputs).toMatchObject({
      eventSourceArn: named(pool, "aws:sqs/queue:Queue", "new-images").outputs["arn"],
      functionName: named(pool, "aws:lambda/alias:Alias", "image-ingest-live").outputs["arn"],
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 20 },
    });
  });
});

describe("the API", () => {
  test("has the pool's three routes, all of one function, without models", () => {
    const methods = byType(dev, "aws:apigateway/method:Method").filter(
      ({ inputs }) => inputs["authorization"] === "CUSTOM",
    );
    const routes = methods.map(({ inputs }) => {
      const resource = byId(dev, "aws:apigateway/resource:Resource", String(inputs["resourceId"]));
      return `${String(inputs["httpMethod"])} ${String(resource.outputs["path"])}`;
    });
    expect(routes).toEqual(
      expect.arrayContaining(["POST /v1/rekognition/{operation}", "POST /v1/images", "GET /v1/images/{imageId}"]),
    );
    expect(methods.filter(({ inputs }) => inputs["requestModels"] !== undefined)).toHaveLength(1);
  });

  test("lets in what the reserved executions can hold while they wait, which is more than the quotas carry", () => {
    const { inputs } = named(dev, "aws:apigateway/methodSettings:MethodSettings", "api-call-rekognition-settings");
    // Σ of DetectFaces is 25 + 100 + 25, which takes 150 × 0.5 + 0.4 × 150 × 5 = 375; the other 25 hold 25 / (1.3 × 5) = 3.8 more a second.
    // At once: 400 − 150 × 0.5 at work − 1.3 × (153 − 150) × 5 that wait = 305.
    expect(inputs["settings"]).toMatchObject({ throttlingRateLimit: 153, throttlingBurstLimit: 305 });
  });

  test("its authorizer knows the group, the operations as paths and the groups' Regions", () => {
    expect(environmentOf(pool, "authorizer")).toMatchObject({
      REKOGNITION_GROUP: "rekognition-users",
      REKOGNITION_OPERATIONS:
        "compare-faces,detect-faces,detect-labels,detect-moderation-labels,detect-protective-equipment,detect-text," +
        "recognize-celebrities",
      GROUP_REGIONS: '{"eu-only":["eu-central-1","eu-west-1"]}',
    });
    const groups = byType(pool, "aws:cognito/userGroup:UserGroup").map(({ inputs }) => inputs["name"]);
    expect(groups.sort()).toEqual(["batch-clients", "eu-only", "portal-users", "rekognition-users", "studio-users"]);
  });
});
