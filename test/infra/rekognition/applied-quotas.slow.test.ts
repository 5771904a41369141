import { spawnSync } from "node:child_process";
import { readPool } from "../../../functions/pool/pool-text";
import { projectRoot } from "../../../infra/project-root";

/** A Pulumi host of the SDK's own whose AWS answers quotas as the scenario in the second argument says, or refuses to. */
const HOST = `
const pulumi = require("@pulumi/pulumi");
const scenario = JSON.parse(process.argv[2]);
let pool;
const outputs = { executionArn: "arn:aws:execute-api:mock", dnsEntries: [{ dnsName: "mock" }], endpoint: "mock/pool", ipAddresses: [] };
pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    if (type === "pulumi:pulumi:StackReference") return { id: name, state: { outputs: {} } };
    if (type === "aws:lambda/function:Function" && name === "rekognition") pool = inputs.environment.variables.POOL;
    return { id: name + "-id", state: { ...inputs, ...outputs, arn: "arn:aws:mock:::" + name } };
  },
  call: ({ token, inputs }) => {
    if (token.includes("getVpcEndpointService")) return { availabilityZones: ["a", "b", "c"] };
    if (!token.includes("getServiceQuota")) return { ...inputs, accountId: "111122223333" };
    const value = scenario[inputs.region + "/" + inputs.serviceCode];
    if (value === "denied") throw new Error("AccessDeniedException");
    return { ...inputs, ...(value && { value }) };
  },
}, "private-ml-gateway", "dev", false, "organization");
pulumi.runtime.setAllConfig({
  "aws:region": "eu-central-1",
  "private-ml-gateway:corporateCidrs": '["10.10.0.0/16"]',
  "private-ml-gateway:portalOrigins": '["https://portal.corp.example"]',
  "private-ml-gateway:rekognitionRegions": JSON.stringify(scenario.regions),
  "private-ml-gateway:rekognitionReservedConcurrency": "400",
});
const end = (error) => { console.log(JSON.stringify({ pool, error })); process.exit(); };
process.on("unhandledRejection", (error) => end(error.message));
const program = require(process.argv[1] + "/build/program.js");
program()
  .then((outputs) => new Promise((resolve) => pulumi.output(outputs).apply(resolve)))
  .then(() => pulumi.runtime.disconnect())
  .then(() => end(), (error) => end(error.message));
`;

const HOME = "eu-central-1/rekognition";
const IRELAND = "eu-west-1/rekognition";
const REGIONS = [{ region: "eu-central-1" }, { region: "eu-west-1", cidr: "10.65.0.0/24" }];

function preview(scenario: Record<string, unknown>): { faces: (number | undefined)[]; error: string } {
  const root = projectRoot();
  const given = JSON.stringify({ regions: REGIONS, ...scenario });
  const { stdout } = spawnSync(process.execPath, ["-e", HOST, root, given], {
    cwd: "/",
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NODE_PATH: `${root}/node_modules` },
  });
  const { pool, error = "" } = JSON.parse(stdout) as { pool?: string; error?: string };
  const regions = pool === undefined ? [] : readPool(pool)?.regions;
  return { faces: (regions ?? []).map(({ quotas }) => quotas.DetectFaces), error };
}

test("applied quotas become the pool's; where AWS says nothing or refuses, the table's do", () => {
  expect(preview({ [HOME]: 40, [IRELAND]: 60 })).toEqual({ faces: [40, 60], error: "" });
  expect(preview({ [HOME]: 40 })).toEqual({ faces: [40, 100], error: "" });
  expect(preview({ [HOME]: "denied", [IRELAND]: 60 })).toEqual({ faces: [25, 60], error: "" });
});

test("config wins over an applied quota, and above one that is known it fails the preview, with the numbers", () => {
  const regions = [{ region: "eu-central-1", quotas: { DetectFaces: 30 } }];
  expect(preview({ regions, [HOME]: 40 })).toEqual({ faces: [30], error: "" });
  expect(preview({ regions })).toEqual({ faces: [30], error: "" });
  expect(preview({ regions, [HOME]: 20 }).error).toBe(
    "The Rekognition pool cannot be built like this:\n  - config says 30 calls a second of DetectFaces in eu-central-1, and the " +
      "account has 20: lower it, or ask AWS for an increase first",
  );
});

test("a limit of executions that is known fails the preview, with the numbers", () => {
  expect(preview({ "eu-central-1/lambda": 450 }).error).toContain(
    "the account allows 450 executions at once and keeps 100 unreserved: 350 can be reserved",
  );
});
