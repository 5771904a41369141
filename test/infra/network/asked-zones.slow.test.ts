import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { projectRoot } from "../../../infra/project-root";

/**
 * A Pulumi host of the SDK's own. AWS offers each service in the zones of the scenario, and knows those of the asked Region only; subnets
 * stand where the scenario says, whatever is asked for, because their zone is ignored once they stand.
 */
const HOST = `
const pulumi = require("@pulumi/pulumi");
const { offers, standing = {} } = JSON.parse(process.argv[2]);
const seen = { resources: {}, asked: [], error: "" };
const regionOf = {};
pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    if (type === "pulumi:providers:aws") regionOf[name] = inputs.region;
    seen.resources[name] = { type, inputs };
    const subnet = type.endsWith(":Subnet") && { availabilityZone: standing[name] ?? inputs.availabilityZone, vpcId: "vpc of " + name };
    return { id: name, state: { ...inputs, ...subnet } };
  },
  call: ({ token, inputs, provider = "" }) => {
    const through = Object.keys(regionOf).find((name) => provider.includes("::" + name + "::"));
    const region = regionOf[through] ?? "eu-central-1";
    seen.asked.push([region, inputs.serviceName]);
    const zones = offers[inputs.serviceName.replace(/^(com\\.amazonaws|aws\\.sagemaker)\\./, "")];
    if (!inputs.serviceName.includes("." + region + ".") || zones === undefined) throw Object.assign(new Error(), { details: "InvalidServiceName: no " + inputs.serviceName });
    return { availabilityZones: zones.split("").map((letter) => region + letter) };
  },
}, "private-ml-gateway", "dev", false);
pulumi.runtime.setAllConfig({ "aws:region": "eu-central-1", "aws:profile": "gateway-deployer" });
const end = (error) => { console.log(JSON.stringify({ ...seen, error })); process.exit(); };
process.on("unhandledRejection", (error) => end(error.message));
require(process.argv[1]);
pulumi.runtime.disconnect().then(() => end(""));
`;

interface Seen {
  readonly resources: Record<string, { readonly type: string; readonly inputs: Record<string, unknown> }>;
  readonly asked: [region: string, service: string][];
  readonly error: string;
}

const root = projectRoot();
const program = path.join(root, "build/test/network/asked-zones.js");

/** What AWS offers where nothing else is said. */
const OFFERS = {
  "eu-central-1.sts": "abc",
  "eu-central-1.studio": "abc",
  "eu-central-1.rekognition": "abc",
  "eu-west-1.rekognition": "abc",
};

function up(scenario: { readonly offers: object; readonly standing?: object }): Seen {
  const { stdout } = spawnSync(process.execPath, ["-e", HOST, program, JSON.stringify(scenario)], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NODE_PATH: path.join(root, "node_modules") },
  });
  return JSON.parse(stdout) as Seen;
}

function zonesOf({ resources }: Seen, network: string): unknown[] {
  return Object.entries(resources)
    .filter(([name]) => name.startsWith(`${network}-subnet-`))
    .sort()
    .map(([, { inputs }]) => inputs["availabilityZone"]);
}

function subnetsOf({ resources }: Seen, endpoint: string): unknown {
  return resources[endpoint]?.inputs["subnetIds"];
}

beforeAll(() => {
  buildSync({
    absWorkingDir: root,
    entryPoints: ["test/infra/network/fixtures/asked-zones.ts"],
    outfile: program,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
});

test("each Region is asked itself, with the stack's own settings, and none whose zones config names", () => {
  const seen = up({ offers: OFFERS });
  expect(seen.error).toBe("");
  expect(seen.asked.sort()).toEqual([
    ["eu-central-1", "aws.sagemaker.eu-central-1.studio"],
    ["eu-central-1", "com.amazonaws.eu-central-1.rekognition"],
    ["eu-central-1", "com.amazonaws.eu-central-1.sts"],
    ["eu-west-1", "com.amazonaws.eu-west-1.rekognition"],
  ]);
  const providers = Object.values(seen.resources).filter(({ type }) => type === "pulumi:providers:aws");
  expect(providers.map(({ inputs }) => inputs)).toMatchObject([{ region: "eu-west-1", profile: "gateway-deployer" }]);
});

test("a first update builds where the endpoint is offered, in each Region for itself", () => {
  const seen = up({ offers: { ...OFFERS, "eu-west-1.rekognition": "cb", "eu-central-1.sts": "bcd" } });
  expect(zonesOf(seen, "home")).toEqual(["eu-central-1b", "eu-central-1c"]);
  expect(zonesOf(seen, "ireland")).toEqual(["eu-west-1b", "eu-west-1c"]);
  expect(zonesOf(seen, "virginia")).toEqual(["us-east-1d", "us-east-1b", "us-east-1f"]);
  for (const name of ["home-sts", "home-studio", "home-rekognition"]) {
    expect(subnetsOf(seen, name)).toEqual(["home-subnet-1", "home-subnet-2"]);
  }
  expect(subnetsOf(seen, "virginia-rekognition")).toHaveLength(3);
});

test("a later update puts endpoints where the subnets stand, not where they would stand today", () => {
  const standing = { "home-subnet-1": "eu-central-1a", "home-subnet-2": "eu-central-1b" };
  const seen = up({ offers: { ...OFFERS, "eu-central-1.rekognition": "bc" }, standing });
  expect(seen.error).toBe("");
  expect(subnetsOf(seen, "home-sts")).toEqual(["home-subnet-1", "home-subnet-2"]);
  expect(subnetsOf(seen, "home-rekognition")).toEqual(["home-subnet-2"]);
});

test("a service that is offered in no zone of the standing subnets stops the preview with the way out", () => {
  const standing = { "home-subnet-1": "eu-central-1a", "home-subnet-2": "eu-central-1b" };
  const { error } = up({ offers: { ...OFFERS, "eu-central-1.rekognition": "c" }, standing });
  expect(error).toBe(
    "AWS offers com.amazonaws.eu-central-1.rekognition in eu-central-1c, and the subnets are in eu-central-1a, eu-central-1b: " +
      "raise availabilityZoneCount for the home Region; in another one, name its zones in rekognitionRegions.",
  );
});

test("a Region without the endpoint stops the preview with its name and AWS's own words", () => {
  const { "eu-west-1.rekognition": _gone, ...offers } = OFFERS;
  expect(up({ offers }).error).toMatch(
    /^eu-west-1 could not be asked in which zones it offers com\.amazonaws\.eu-west-1\.rekognition: .*InvalidServiceName/,
  );
});

test("an endpoint says its VPC as its subnets do, so that it is deleted before a subnet that moves to another zone", () => {
  const { resources } = up({ offers: OFFERS });
  expect(resources["virginia-rekognition"]?.inputs["vpcId"]).toBe("vpc of virginia-subnet-1");
  expect(resources["virginia-rekognition-group"]?.inputs["vpcId"]).toBe("virginia-vpc");
});
