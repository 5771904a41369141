import { checkSettings } from "../../../infra/config/settings";
import { commandOf } from "../../../infra/config/repair/config-change";
import { LEAST } from "./good-settings";

const LOOSE = { ...LEAST, deletionProtection: false };
const SANDBOX = { cidr: "10.10.0.0/24" };
const PEERING = { kind: "vpcPeering", peerVpcId: "vpc-0123456789abcdef0" };

function problemsOf(change: Record<string, unknown>): string[] {
  const result = checkSettings({ ...LOOSE, ...change });
  return "problems" in result ? result.problems.map(({ key, fault }) => `${key} ${fault}`) : [];
}

test("a stack without an office may have a stand-in for one", () => {
  expect(problemsOf({ corporateSandbox: SANDBOX })).toEqual([]);
});

test.each([
  ["outside the company", { corporateSandbox: { cidr: "10.20.0.0/24" } }, ["not inside one of corporateCidrs"]],
  ["in the gateway's VPC", { corporateSandbox: { cidr: "10.64.0.0/24" } }, ["overlaps with vpcCidr (10.64.0.0/20)"]],
  ["wider than the company", { corporateCidrs: ["10.10.0.0/25"], corporateSandbox: SANDBOX }, ["not inside one"]],
  [
    "in the company's part that the gateway's VPC takes",
    { corporateSandbox: SANDBOX, vpcCidr: "10.10.0.0/20" },
    ["vpcCidr overlaps with 10.10.0.0/16 of corporateCidrs"],
  ],
  ["beside an office", { corporateSandbox: SANDBOX, corporateAttachment: PEERING }, ["joins one already (vpcPeering)"]],
  ["where things are kept", { corporateSandbox: SANDBOX, deletionProtection: true }, ["deletionProtection is on"]],
  [
    "with every mistake",
    { corporateSandbox: { cidr: "10.20.0.0/24" }, corporateAttachment: PEERING, deletionProtection: true },
    ["joins one already (vpcPeering); it has a way to the internet"],
  ],
  [
    "in a VPC that exists, without its route tables",
    {
      corporateSandbox: SANDBOX,
      rekognitionRegions: [],
      existingEndpoints: { s3: { id: "vpce-0a1b2c3d4e5f60711" } },
      existingVpc: {
        vpcId: "vpc-0a1b2c3d4e5f60718",
        subnetIds: ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"],
      },
    },
    ["is required: corporateSandbox needs routes"],
  ],
])("%s: refused, with what is wrong", (_, change, words) => {
  const problems = problemsOf(change);
  expect(problems).toHaveLength(words.length);
  words.forEach((each, index) => expect(problems[index]).toContain(each));
});

test("one outside the company is moved inside, as large as it was", () => {
  const result = checkSettings({ ...LOOSE, corporateSandbox: { cidr: "10.20.0.0/26" } });
  const [problem] = "problems" in result ? result.problems : [];
  expect((problem?.fix ?? []).map((fix) => commandOf(fix, "dev"))).toEqual([
    "pulumi config set --stack dev --path corporateSandbox.cidr 10.10.0.0/26",
  ]);
});
