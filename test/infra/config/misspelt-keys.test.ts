import { describeProblems, type Problem } from "../../../infra/config/problem";
import { commandOf } from "../../../infra/config/repair/config-change";
import { checkSettings } from "../../../infra/config/settings";
import { LEAST } from "./good-settings";

function problemsOf(raw: Record<string, unknown>): readonly Problem[] {
  const result = checkSettings(raw);
  return "problems" in result ? result.problems : [];
}

function commandsOf(problem: Problem | undefined): string[] {
  return (problem?.fix ?? []).map((change) => commandOf(change, "staging"));
}

const CONFIG = "pulumi config";

test("a misspelt key is told once, and its value moves to the key that was meant", () => {
  const { corporateCidrs: _, ...others } = LEAST;
  const problems = problemsOf({ ...others, corprateCidrs: ["10.0.0.0/8", "192.168.7.0/24"], vpcCidr: "172.20.0.0/20" });
  expect(problems.map(({ key, fault }) => [key, fault])).toEqual([
    [`corprateCidrs`, "is not a setting of this project; did you mean corporateCidrs?"],
  ]);
  expect(commandsOf(problems[0])).toEqual([
    `${CONFIG} rm --stack staging corprateCidrs`,
    `${CONFIG} set --stack staging --path 'corporateCidrs[0]' 10.0.0.0/8`,
    `${CONFIG} set --stack staging --path 'corporateCidrs[1]' 192.168.7.0/24`,
  ]);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["beside the right key's default", { stagenam: "v1", stageName: "live" }, [`set --stack staging stageName v1`]],
  ["as text", { Stagename: "v1" }, [`set --stack staging stageName v1`]],
  ["beside the right key", { stagenam: "v1", stageName: "v2" }, []],
  [
    "that is a map",
    { corporateAttachement: { kind: "transitGateway", transitGatewayId: "tgw-0123abcd" } },
    [
      `set --stack staging --path corporateAttachment.kind transitGateway`,
      `set --stack staging --path corporateAttachment.transitGatewayId tgw-0123abcd`,
    ],
  ],
  [
    "that holds numbers and an empty map",
    { rekognitionRegion: [{ region: "eu-central-1", weight: 5, quotas: {} }] },
    [
      `set --stack staging --path 'rekognitionRegions[0].region' eu-central-1`,
      `set --stack staging --path 'rekognitionRegions[0].weight' 5`,
    ],
  ],
])("a misspelt key %s", (_, change, moved) => {
  const [problem, ...others] = problemsOf({ ...LEAST, ...change });
  expect(others).toEqual([]);
  const [wrong] = Object.keys(change);
  const commands = [`rm --stack staging ${wrong ?? ""}`, ...moved].map((line) => `${CONFIG} ${line}`);
  expect(commandsOf(problem)).toEqual(commands);
});

test("what else is wrong with a misspelt key's value is told under the right name, and cured after the move", () => {
  const problems = problemsOf({ ...LEAST, stagenam: "v 1" });
  expect(problems.map(({ key }) => key)).toEqual([`stagenam`, `stageName`]);
  expect(problems.flatMap(commandsOf)).toEqual([
    `${CONFIG} rm --stack staging stagenam`,
    `${CONFIG} set --stack staging stageName 'v 1'`,
    `${CONFIG} set --stack staging stageName v_1`,
  ]);
});

test("a secret is neither shown nor part of a command", () => {
  const result = checkSettings(
    { ...LEAST, stagenam: "hunter2", mfa: "hunter3" },
    { secrets: new Set(["stagenam", "mfa"]) },
  );
  const text = "problems" in result ? describeProblems(result.problems, "staging") : "";
  expect(text).toContain(`stagenam: (not shown) is not a setting of this project; did you mean stageName?`);
  expect(text).toContain(`set --stack staging stageName '<value>'`);
  expect(text).toContain(`mfa: (not shown) is not one of the allowed values.`);
  expect(text).not.toContain("hunter");
});

test("a key like none of ours is refused without a guess", () => {
  const [problem] = problemsOf({ ...LEAST, somethingCompletelyDifferent: "1" });
  expect(problem?.allowed).toBe("the keys that Pulumi.yaml declares");
  expect(commandsOf(problem)).toEqual([`${CONFIG} rm --stack staging somethingCompletelyDifferent`]);
});

test("all problems are told at once, each with key, value, what is allowed, and the commands that fix it", () => {
  const problems = problemsOf({
    "aws:region": "eu-centrl-1",
    corporateCidrs: "10.10.0.0/16, 10.20.5.1/24",
    mfa: "maybe",
    stagename: "x",
    studioUserProfiles: ["alice", "bob", "alice", "a_b", "bob"],
    throttleBurst: "a few",
  });
  expect(describeProblems(problems, "staging")).toBe(
    `9 settings of stack staging (Pulumi.staging.yaml) must change before anything is deployed.

aws:region: "eu-centrl-1" is not a Region that is known here; did you mean eu-central-1?
    allowed: a Region of the partitions aws and aws-us-gov; one that is newer than this release, with aws:skipRegionValidation set to true
    fix:     pulumi config set --stack staging aws:region eu-central-1

stagename: "x" is not a setting of this project; did you mean stageName?
    allowed: 1 to 64 letters, digits and underscores, but not test-invoke-stage
    fix:     pulumi config rm --stack staging stagename &&
             pulumi config set --stack staging stageName x

corporateCidrs: "10.10.0.0/16, 10.20.5.1/24" is not a list.
    allowed: IPv4 networks of the company, each written as its lowest address, with a prefix of 8 to 32
    fix:     pulumi config set --stack staging --path 'corporateCidrs[0]' 10.10.0.0/16 &&
             pulumi config set --stack staging --path 'corporateCidrs[1]' 10.20.5.0/24

portalOrigins: (not set) is required.
    allowed: https origins without path or trailing slash; http for localhost and 127.0.0.1 only
    fix:     pulumi config set --stack staging --path 'portalOrigins[0]' https://portal.corp.example

mfa: "maybe" is not one of the allowed values.
    allowed: one of OFF, OPTIONAL, ON
    fix:     pulumi config set --stack staging mfa ON

studioUserProfiles[3]: "a_b" is not a user profile name.
    allowed: names of Studio user profiles: 2 to 63 letters, digits and inner hyphens; no two that differ only by case
    fix:     pulumi config set --stack staging --path 'studioUserProfiles[3]' a-b

studioUserProfiles[4]: "bob" is listed twice.
    allowed: names of Studio user profiles: 2 to 63 letters, digits and inner hyphens; no two that differ only by case
    fix:     pulumi config rm --stack staging --path 'studioUserProfiles[4]'

studioUserProfiles[2]: "alice" is listed twice.
    allowed: names of Studio user profiles: 2 to 63 letters, digits and inner hyphens; no two that differ only by case
    fix:     pulumi config rm --stack staging --path 'studioUserProfiles[2]'

throttleBurst: "a few" is not a whole number.
    allowed: a whole number of requests from 1 to 5000
    fix:     pulumi config set --stack staging throttleBurst 20`,
  );
});
