import { disagreements } from "../../../infra/config/agreement";
import { rolloutNotes, rolloutWarnings } from "../../../infra/rollout/rollout-notes";
import { trafficOf } from "../../../infra/rollout/traffic";
import { byType, one } from "../../../local/program/graph";
import { graphOf } from "../../variants";

const GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";
const ALIAS = "aws:lambda/alias:Alias";
const guarded = graphOf("strict");

describe("traffic", () => {
  test.each([
    [{ strategy: "canary" }, { type: "TimeBasedCanary", timeBasedCanary: { percentage: 10, interval: 10 } }],
    [
      { strategy: "linear", percent: 25, minutes: 5 },
      { type: "TimeBasedLinear", timeBasedLinear: { percentage: 25, interval: 5 } },
    ],
    [{ strategy: "allAtOnce", percent: 25 }, { type: "AllAtOnce" }],
  ] as const)("of %j", (rollout, expected) => {
    expect(trafficOf(rollout)).toEqual(expected);
  });
});

test("each function has a group that is taken back by the objectives' shortest windows", () => {
  const groups = byType(guarded, GROUP);
  expect(groups.map(({ name }) => name).sort()).toEqual(["authorizer-rollout", "studio-url-rollout"]);
  const alarms = byType(guarded, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ outputs }) => outputs["name"]);
  for (const { inputs } of groups) {
    expect(inputs).toMatchObject({
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      autoRollbackConfiguration: { enabled: true },
      alarmConfiguration: { enabled: true },
    });
    const { alarms: judges } = inputs["alarmConfiguration"] as { alarms: string[] };
    expect(judges.map((name) => name.replace(/^.*?(mint|pool)/, "$1")).sort()).toEqual([
      "mint-availability-fast-5m",
      "mint-latency-fast-5m",
    ]);
    expect(alarms).toEqual(expect.arrayContaining(judges));
  }
});

test("CodeDeploy, and not an update, moves the alias where there are rollouts", () => {
  const kept = byType(guarded, ALIAS).map(({ options }) => options["ignoreChanges"]);
  expect(kept).toEqual(kept.map(() => ["functionVersion", "routingConfig"]));
  const moved = byType(graphOf("dev"), ALIAS).map(({ options }) => options["ignoreChanges"] ?? []);
  expect(moved).toEqual(moved.map(() => []));
  expect(byType(graphOf("dev"), GROUP)).toEqual([]);
});

test("the line that starts a rollout holds an AppSpec from the version that is live to the published one", () => {
  const { rollouts } = guarded.outputs as { rollouts: Readonly<Record<string, string>> };
  const line = rollouts["studio-url"] ?? "";
  const name = one(guarded, "aws:lambda/function:Function", (code) => code.name === "studio-url").outputs["name"];
  const hook = one(guarded, "aws:lambda/function:Function", (code) => code.name === "smoke-test").outputs["name"];
  const revision = /--revision '(.*?)'"(\$\(aws lambda get-alias .*?\))"'(.*?)' --query/.exec(line);
  expect(revision?.[2]).toContain(`--function-name ${String(name)} --name live --query FunctionVersion`);
  const { appSpecContent } = JSON.parse(`${revision?.[1] ?? ""}6${revision?.[3] ?? ""}`) as {
    appSpecContent: { content: string };
  };
  expect(JSON.parse(appSpecContent.content)).toEqual({
    version: "0.0",
    Hooks: [{ BeforeAllowTraffic: hook }],
    Resources: [
      {
        "studio-url": {
          Type: "AWS::Lambda::Function",
          Properties: { Name: name, Alias: "live", CurrentVersion: "6", TargetVersion: "1" },
        },
      },
    ],
  });
});

test("the smoke test may call exactly the versions that the update has published", () => {
  const code = byType(guarded, "aws:lambda/function:Function").filter(({ name }) => name !== "smoke-test");
  const policy = one(guarded, "aws:iam/rolePolicy:RolePolicy", ({ name }) => name === "smoke-test-policy").inputs[
    "policy"
  ];
  const { Statement } = JSON.parse(String(policy)) as { Statement: { Sid: string; Resource: unknown }[] };
  const [trying] = Statement.filter(({ Sid }) => Sid === "AllowTryingTheNewVersions");
  expect([trying?.Resource].flat()).toEqual(code.map(({ outputs }) => `${String(outputs["arn"])}:1`));
});

test("rollouts without alarms disagree, and a preview says when alarms are ignored", () => {
  const rollout = { strategy: "canary" } as const;
  const [found] = disagreements({ rollout, monitoring: { off: "the SOC reads the logs" } });
  expect(found).toMatchObject({
    key: "rollout",
    at: ".strategy",
    fault: "is decided by alarms, and monitoring is off",
  });
  expect(disagreements({ rollout, monitoring: { emails: [] } })).toEqual([]);
  expect(rolloutNotes({ rollout })).toEqual([expect.stringContaining("10 % of the calls for 10 minutes, then all")]);
  expect(rolloutWarnings({ rollout })).toEqual([]);
  const warned = rolloutWarnings({ rollout: { ...rollout, ignoreAlarms: "it repairs mints" } });
  expect(warned).toEqual([expect.stringContaining("it repairs mints")]);
});
