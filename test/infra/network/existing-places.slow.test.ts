import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { projectRoot } from "../../../infra/project-root";
import { VPC } from "../config/places-mistakes";

/** A Pulumi host of the SDK's own, whose AWS answers a look-up with what the scenario has for it, or as the provider does where it has nothing. */
const HOST = `
const pulumi = require("@pulumi/pulumi");
const { config, answers } = JSON.parse(process.argv[2]);
const seen = { made: [], read: [], error: "" };
pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs, id }) => {
    if (id) seen.read.push([type, name, id]); else if (type.startsWith("aws:")) seen.made.push([type, name, inputs]);
    return { id: id || name, state: inputs };
  },
  call: ({ token, inputs }) => {
    const key = token.split(":").pop() + " " + (inputs.id ?? inputs.routeTableId ?? inputs.serviceName);
    const answer = answers[key] ?? { refused: "no matching EC2 thing found" };
    if (answer.refused) throw Object.assign(new Error(), { details: answer.refused });
    return answer;
  },
}, "private-ml-gateway", "dev", false);
pulumi.runtime.setAllConfig(config);
const end = (error) => { console.log(JSON.stringify({ ...seen, error })); process.exit(); };
process.on("unhandledRejection", (error) => end(error.message));
pulumi.runtime.runInPulumiStack(() => require(process.argv[1])()).then(() => pulumi.runtime.disconnect()).then(() => end(""), (error) => end(error.message));
`;

interface Seen {
  readonly made: readonly [type: string, name: string, inputs: Readonly<Record<string, unknown>>][];
  readonly read: readonly [type: string, name: string, id: string][];
  readonly error: string;
}

const root = projectRoot();
const program = path.join(root, "build/test/network/existing-places.js");
const STS = "vpce-0a1b2c3d4e5f60711";
const CONFIG = {
  "aws:region": "eu-central-1",
  "private-ml-gateway:corporateCidrs": '["10.10.0.0/16"]',
  "private-ml-gateway:portalOrigins": '["https://portal.corp.example"]',
  "private-ml-gateway:vpcCidr": "10.80.0.0/20",
  "private-ml-gateway:studioDomainId": "d-abc123def456",
  "private-ml-gateway:existingVpc": JSON.stringify(VPC),
  "private-ml-gateway:existingEndpoints": JSON.stringify({ sts: { id: STS } }),
};
const [FIRST, SECOND] = VPC.subnetIds as [string, string];
const subnet = (letter: string, cidrBlock: string) => ({
  vpcId: VPC.vpcId,
  availabilityZone: `eu-central-1${letter}`,
  cidrBlock,
});
const offered = { availabilityZones: ["eu-central-1a", "eu-central-1b"] };
const ANSWERS: Readonly<Record<string, object>> = {
  [`getVpc ${VPC.vpcId}`]: {
    cidrBlock: "10.80.0.0/20",
    cidrBlockAssociations: [],
    enableDnsSupport: true,
    enableDnsHostnames: true,
  },
  [`getSubnet ${FIRST}`]: subnet("a", "10.80.0.0/24"),
  [`getSubnet ${SECOND}`]: subnet("b", "10.80.1.0/24"),
  [`getRouteTable ${VPC.routeTableIds[0] ?? ""}`]: { vpcId: VPC.vpcId, associations: [{ main: true, subnetId: "" }] },
  [`getVpcEndpoint ${STS}`]: {
    id: STS,
    vpcId: VPC.vpcId,
    serviceName: "com.amazonaws.eu-central-1.sts",
    vpcEndpointType: "Interface",
    state: "available",
    privateDnsEnabled: true,
    policy: "{}",
    securityGroupIds: ["sg-0a1b2c3d4e5f60711"],
    routeTableIds: [],
  },
  "getVpcEndpointService com.amazonaws.eu-central-1.execute-api": offered,
  "getVpcEndpointService com.amazonaws.eu-central-1.sagemaker.api": offered,
  "getVpcEndpointService aws.sagemaker.eu-central-1.studio": offered,
};

const API = "getVpcEndpoint com.amazonaws.eu-central-1.execute-api";
const standing = (tags: object) => ({ id: "vpce-0fedcba9876543210", privateDnsEnabled: true, tags });

function up(other: Readonly<Record<string, object>>): Seen {
  const scenario = { config: CONFIG, answers: { ...ANSWERS, ...other } };
  const { stdout } = spawnSync(process.execPath, ["-e", HOST, program, JSON.stringify(scenario)], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NODE_PATH: path.join(root, "node_modules") },
  });
  return JSON.parse(stdout) as Seen;
}

beforeAll(() => {
  buildSync({
    absWorkingDir: root,
    entryPoints: ["test/infra/network/fixtures/existing-places.ts"],
    outfile: program,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
});

test("what exists is read and never declared; what is made stands in its subnets", () => {
  // What an earlier update of this stack made is not a rival.
  const { made, read, error } = up({ [API]: standing({ project: "private-ml-gateway", stack: "dev" }) });
  expect(error).toBe("");
  expect(read).toEqual([["aws:ec2/vpcEndpoint:VpcEndpoint", "endpoints-sts", STS]]);
  expect(made.map(([type, name]) => [type, name])).toEqual([
    ["aws:ec2/securityGroup:SecurityGroup", "studio-group"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "studio"],
  ]);
  expect(made[1]?.[2]).toMatchObject({ vpcId: VPC.vpcId, subnetIds: [FIRST, SECOND] });
});

test("an endpoint of others where the stack would make one, and everything wrong is told at once with its fix", () => {
  const { made, error } = up({
    [API]: standing({ team: "network" }),
    [`getSubnet ${SECOND}`]: { ...subnet("b", "10.80.1.0/24"), vpcId: "vpc-0fedcba9876543210" },
    [`getVpcEndpoint ${STS}`]: { refused: "no matching EC2 VPC Endpoint found" },
  });
  expect(made).toEqual([]);
  expect(error).toContain("3 settings of stack dev");
  expect(error).toContain(
    `existingVpc.subnetIds[1]: "${SECOND}" is in vpc-0fedcba9876543210, and not in ${VPC.vpcId}.`,
  );
  expect(error).toContain(`'existingEndpoints["execute-api"].id' vpce-0fedcba9876543210`);
  expect(error).toContain(`existingEndpoints.sts.id: "${STS}" is not there`);
});

test("a permission that is missing is not a mistake in config", () => {
  const { error } = up({
    [`getVpc ${VPC.vpcId}`]: { refused: "UnauthorizedOperation: not authorized to perform ec2:DescribeVpcs" },
  });
  expect(error).toMatch(/^AWS could not be asked about .*DescribeVpcAttribute.*UnauthorizedOperation/s);
});
