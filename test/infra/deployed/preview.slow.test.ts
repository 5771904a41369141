import { spawnSync } from "node:child_process";
import { projectRoot } from "../../../infra/project-root";
import type { Deployed, DeployedRecord } from "../../../infra/deployed/deployed";
import { graphIn, runGateways, stopIn } from "../changes/run-gateways";

const KEY = (name: string) => `private-ml-gateway:${name}`;
const KEPT = { [KEY("retainStudioHomes")]: true, [KEY("deletionProtection")]: true, [KEY("retainImages")]: true };

const outcomes = runGateways("preview", {
  first: { config: KEPT },
  again: { config: KEPT, upon: "first" },
  more: { config: { ...KEPT, [KEY("studioUserProfiles")]: ["alice", "bob", "carol"] }, upon: "first" },
  network: { config: { ...KEPT, [KEY("vpcCidr")]: "10.70.0.0/20" }, upon: "first" },
});

test("a first update is refused nothing, and remembers what a later change could lose", () => {
  expect(graphIn(outcomes.first).outputs["deployed"]).toMatchObject({
    region: "eu-central-1",
    vpcCidr: "10.64.0.0/20",
    studioDomainId: "",
    studioZones: 2,
    studioUserProfiles: ["alice", "bob"],
    studioGroup: "studio-users",
    retainStudioHomes: true,
  });
});

test("the same config upon what stands makes the same resources, and more of it goes through", () => {
  const [first, again, more] = [outcomes.first, outcomes.again, outcomes.more].map((outcome) =>
    graphIn(outcome).resources.filter(({ type }) => type.startsWith("aws:")),
  );
  expect(again).toEqual(first);
  expect(more?.length).toBeGreaterThan(first?.length ?? 0);
});

test("a change that would lose something stops with the sentence about it", () => {
  expect(stopIn(outcomes.network)).toMatch(
    /^One change of config is refused.*\n\nvpcCidr is 10\.70\.0\.0\/20, and the network was made with 10\.64\.0\.0\/20\.\n/,
  );
});

/** The SDK's own mocks, and not our engine: they count what is declared before the program gives up. */
const HOST = `
const pulumi = require("@pulumi/pulumi");
const seen = [];
const [root, deployed] = process.argv.slice(1);
pulumi.runtime.setMocks({
  newResource: ({ type, name }) => {
    seen.push(type);
    return { id: name, state: { outputs: { deployed: JSON.parse(deployed) } } };
  },
  call: ({ inputs }) => ({ ...inputs, accountId: "111122223333" }),
}, "private-ml-gateway", "dev", true, "organization");
pulumi.runtime.setAllConfig({
  "aws:region": "eu-west-1",
  "private-ml-gateway:corporateCidrs": '["10.10.0.0/16"]',
  "private-ml-gateway:portalOrigins": '["https://portal.corp.example"]',
});
require(root + "/build/program.js")().catch((error) =>
  console.log(JSON.stringify({ seen, isPrintedWithoutStack: pulumi.RunError.isInstance(error), message: error.message })));
`;

test("nothing is declared before: a stack that stands in another Region is not touched, by whichever release it was made", () => {
  const { region } = graphIn(outcomes.first).outputs["deployed"] as Deployed;
  const deployed = JSON.stringify({ region } satisfies DeployedRecord);
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", HOST, projectRoot(), deployed], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NODE_PATH: `${projectRoot()}/node_modules` },
  });
  expect(stderr).toBe("");
  const { seen, isPrintedWithoutStack, message } = JSON.parse(stdout) as Record<string, unknown>;
  expect(seen).toEqual(["pulumi:pulumi:StackReference"]);
  expect(isPrintedWithoutStack).toBe(true);
  expect(message).toMatch(/aws:region is eu-west-1, and this stack stands in eu-central-1\./);
});
