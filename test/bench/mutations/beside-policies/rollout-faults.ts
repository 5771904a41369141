import { withBeside, withInputs, withStatements } from "../../../policies/audit/rules/changed-graph";
import { ofType, unconditional } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";

const MOVE = "AllowMovingTheAliasesOfOurFunctions";
const TRY = "AllowTryingTheNewVersions";
const REPORT = "AllowReadingAndAnsweringDeployments";
const GROUP = ofType("aws:codedeploy/deploymentGroup:DeploymentGroup");

const rollout = (what: string, breaks: string, change: Fault["change"]): Fault => ({
  what,
  breaks,
  of: "strict",
  change,
});

const group = (what: string, inputs: (before: Readonly<Record<string, unknown>>) => object): Fault =>
  rollout(what, "P19", (graph) => withInputs(graph, GROUP, (before) => ({ ...before, ...inputs(before) })));

function alarmsOf(before: Readonly<Record<string, unknown>>): { readonly alarms: readonly string[] } {
  return before["alarmConfiguration"] as { alarms: readonly string[] };
}

/** P19: a bad version that is not noticed, or not taken back. P9, P4: more than a rollout needs. */
export const ROLLOUT_FAULTS: readonly Fault[] = [
  group("rollouts that no alarm watches", () => ({ alarmConfiguration: { alarms: [], enabled: true } })),
  group("rollouts that one alarm less watches", (before) => ({
    alarmConfiguration: { alarms: alarmsOf(before).alarms.slice(1), enabled: true },
  })),
  group("rollouts that another stack's alarm stops as well", (before) => ({
    alarmConfiguration: { alarms: [...alarmsOf(before).alarms, "payroll-late"], enabled: true },
  })),
  group("rollouts that look at no alarm, and config does not say so", (before) => ({
    alarmConfiguration: { ...alarmsOf(before), enabled: false },
  })),
  group("rollouts that go on while alarms cannot be read", (before) => ({
    alarmConfiguration: { ...alarmsOf(before), enabled: true, ignorePollAlarmFailure: true },
  })),
  group("rollouts that are not taken back", () => ({ autoRollbackConfiguration: { enabled: false } })),
  group("rollouts that are not taken back when an alarm is red", () => ({
    autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] },
  })),
  group("rollouts with another role", () => ({ serviceRoleArn: "arn:aws:iam::111122223333:role/payroll" })),
  group("rollouts that replace a version in place", () => ({
    deploymentStyle: { deploymentType: "IN_PLACE", deploymentOption: "WITHOUT_TRAFFIC_CONTROL" },
  })),
  rollout("CodeDeploy moves every alias of the account", "P19", (graph) =>
    withStatements(graph, MOVE, (statement) => ({ ...statement, Resource: "*" })),
  ),
  rollout("CodeDeploy changes code", "P19", (graph) =>
    withStatements(graph, MOVE, (statement) => ({
      ...statement,
      Action: ["lambda:UpdateAlias", "lambda:UpdateFunctionCode"],
    })),
  ),
  rollout("CodeDeploy moves no alias", "P19", (graph) =>
    withStatements(graph, MOVE, (statement) => ({ ...statement, Action: "lambda:GetAlias" })),
  ),
  rollout("CodeDeploy may do what AWS's own policy allows on buckets", "P4", (graph) =>
    withBeside(graph, MOVE, { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
  ),
  rollout("CodeDeploy invokes functions", "P9", (graph) =>
    withBeside(graph, MOVE, { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" }),
  ),
  rollout("CodeDeploy silences alarms", "P4", (graph) =>
    withStatements(graph, "AllowSeeingAlarms", (statement) => ({
      ...statement,
      Action: ["cloudwatch:DescribeAlarms", "cloudwatch:SetAlarmState"],
    })),
  ),
  rollout("CodeDeploy becomes its role for any account", "P11", (graph) =>
    withStatements(graph, "LetCodeDeployShiftTraffic", unconditional),
  ),
  rollout("another service becomes CodeDeploy's role", "P11", (graph) =>
    withStatements(graph, "LetCodeDeployShiftTraffic", (statement) => ({
      ...statement,
      Principal: { Service: ["codedeploy.amazonaws.com", "lambda.amazonaws.com"] },
    })),
  ),
  rollout("CodeDeploy runs no smoke test", "P19", (graph) =>
    withStatements(graph, "AllowRunningTheSmokeTest", () => []),
  ),
  rollout("the smoke test calls versions that people are served by", "P9", (graph) =>
    withStatements(graph, TRY, (statement) => ({
      ...statement,
      Resource: [statement.Resource ?? []].flat().map((arn) => arn.replace(/:1$/, ":*")),
    })),
  ),
  rollout("anyone who has the smoke test's role calls new versions", "P9", (graph) =>
    withStatements(graph, TRY, unconditional),
  ),
  rollout("anyone who has the smoke test's role lets versions pass", "P4", (graph) =>
    withStatements(graph, REPORT, unconditional),
  ),
  rollout("the smoke test lets versions of other stacks pass", "P4", (graph) =>
    withStatements(graph, REPORT, (statement) => ({ ...statement, Resource: "*" })),
  ),
  rollout("the smoke test starts deployments", "P4", (graph) =>
    withStatements(graph, REPORT, (statement) => ({ ...statement, Action: "codedeploy:CreateDeployment" })),
  ),
  rollout("the smoke test cannot tell CodeDeploy", "P19", (graph) =>
    withStatements(graph, REPORT, (statement) => ({ ...statement, Action: "codedeploy:GetDeployment" })),
  ),
];
