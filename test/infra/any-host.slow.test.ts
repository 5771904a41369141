import { spawnSync } from "node:child_process";
import { projectRoot } from "../../infra/project-root";

/** What any Pulumi host may do: plain `setMocks` of the SDK, nothing of our engine, from another folder, with the network closed. */
const HOST = `
const net = require("node:net");
net.Socket.prototype.connect = () => { throw new Error("the program opened a connection"); };
const pulumi = require("@pulumi/pulumi");
const seen = [];
pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    seen.push(type);
    return { id: name + "-id", state: { ...inputs, arn: "arn:aws:mock:::" + name, executionArn: "arn:aws:execute-api:mock", dnsEntries: [{ dnsName: "mock" }], endpoint: "mock/pool", ipAddresses: [{ ip: "10.0.0.2" }, { ip: "10.0.0.3" }], outputs: {} } };
  },
  call: ({ token, inputs }) =>
    token.includes("getVpcEndpointService") ? { availabilityZones: ["a", "b", "c"] } :
    token.includes("getServiceQuota") ? { ...inputs, value: inputs.serviceCode === "lambda" ? 1000 : 50 } : { ...inputs, accountId: "111122223333" },
}, "private-ml-gateway", "dev", false, "organization");
pulumi.runtime.setAllConfig({
  "aws:region": "eu-central-1",
  "private-ml-gateway:corporateCidrs": '["10.10.0.0/16"]',
  "private-ml-gateway:portalOrigins": '["https://portal.corp.example"]',
  "private-ml-gateway:studioUserProfiles": '["alice"]',
  "private-ml-gateway:rekognitionRegions": '[{"region":"eu-central-1"},{"region":"us-west-1","cidr":"10.65.0.0/24"}]',
  "private-ml-gateway:rekognitionReservedConcurrency": "300",
});
// Listeners are not compared: the SDK adds one that looks for leaked promises at exit.
const state = () => JSON.stringify([process.cwd(), process.env, process.umask()]);
const before = state();
const promiseOf = (output) => new Promise((resolve) => pulumi.output(output).apply(resolve));
const program = require(process.argv[1] + "/build/program.js");
const ready = typeof program === "function" ? program() : program;
Promise.resolve(ready).then(promiseOf).then(async (outputs) => {
  await pulumi.runtime.disconnect();
  console.log(JSON.stringify({ outputs: Object.keys(outputs), resources: seen.length, before, after: state() }));
});
`;

test("the program runs under the SDK's own mocks: no network, no side effect on the process, the documented outputs", () => {
  const root = projectRoot();
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", HOST, root], {
    cwd: "/",
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NODE_PATH: `${root}/node_modules` },
  });
  expect(stderr).toBe("");
  const { outputs, resources, before, after } = JSON.parse(stdout) as {
    outputs: string[];
    resources: number;
    before: string;
    after: string;
  };
  expect(after).toBe(before);
  expect(resources).toBeGreaterThan(100);
  expect(outputs.sort()).toEqual([
    "apiUrls",
    "corporateSandbox",
    "deployed",
    "dnsForwardingSnippets",
    "dnsZonesToForward",
    "endpointIds",
    "monitoring",
    "operator",
    "rekognitionPool",
    "resolverAddresses",
    "rollouts",
    "signIn",
    "studioDomainId",
    "studioUrlRoleArn",
    "userPoolClientId",
    "userPoolId",
  ]);
});
