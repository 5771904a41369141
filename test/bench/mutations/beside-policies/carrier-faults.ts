import type { Graph } from "../../../../local/program/graph";
import { withInputs, withResource } from "../../../policies/audit/rules/changed-graph";
import { named, ofType } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";
import { madeLike } from "../made-resources";

type Inputs = Readonly<Record<string, unknown>>;

const DOMAIN = "aws:sagemaker/domain:Domain";
const PROFILE = "aws:sagemaker/userProfile:UserProfile";

export function arnOf(graph: Graph, role: string): string {
  const found = graph.resources.find((each) => each.name === role && each.type === "aws:iam/role:Role");
  if (!found) throw new Error(`The graph has no role ${role}.`);
  return String(found.outputs["arn"]);
}

const BOBS = "studio-profiles-bob-role";

/** Places of the provider that take a role's ARN, and that no collector reads. */
const LENDING: readonly (readonly [type: string, inputs: (arn: string) => Inputs])[] = [
  ["aws:sagemaker/notebookInstance:NotebookInstance", (roleArn) => ({ roleArn, instanceType: "ml.t3.medium" })],
  ["aws:sagemaker/space:Space", (executionRole) => ({ spaceSettings: { executionRole } })],
  ["aws:sagemaker/model:Model", (executionRoleArn) => ({ executionRoleArn })],
  ["aws:iam/instanceProfile:InstanceProfile", (role) => ({ role: role.split("/").at(-1) })],
  ["aws:ecs/taskDefinition:TaskDefinition", (taskRoleArn) => ({ taskRoleArn })],
  ["aws:glue/job:Job", (roleArn) => ({ roleArn })],
  [
    "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
    (authenticated) => ({ roles: { authenticated } }),
  ],
  ["aws:cloudwatch/eventTarget:EventTarget", (roleArn) => ({ roleArn })],
  ["aws:scheduler/schedule:Schedule", (roleArn) => ({ target: { roleArn } })],
  ["aws:sfn/stateMachine:StateMachine", (roleArn) => ({ roleArn, definition: "{}" })],
];

/** Places of resources that are read, beside the one where a role belongs. */
const INSIDE: readonly (readonly [what: string, name: string, inputs: (arn: string) => Inputs])[] = [
  ["the domain's shared spaces", "studio-domain", (executionRole) => ({ defaultSpaceSettings: { executionRole } })],
  ["the API's stage", "api-stage", (arn) => ({ variables: { role: arn } })],
  ["a group of people", "people-group-studio-users", (roleArn) => ({ roleArn })],
  ["a table's import", "image-results", (roleArn) => ({ importTable: { roleArn } })],
  ["a bucket's notification", "new-images-notification", (roleArn) => ({ roleArn })],
];

const runs = (what: string, of: Fault["of"], change: Fault["change"]): Fault => ({ what, breaks: "P11", of, change });

/** Who carries a role of the stack. */
export const CARRIER_FAULTS: readonly Fault[] = [
  ...LENDING.map(([type, inputs]): Fault => ({
    what: `bob's role is carried by a ${type.split(":").at(-1) ?? ""}`,
    breaks: "P16",
    status: "UNKNOWN",
    of: "dev",
    change: (graph) =>
      withResource(graph, madeLike(graph, DOMAIN, { type, name: "lender", inputs: { ...inputs(arnOf(graph, BOBS)) } })),
  })),
  ...INSIDE.map(([what, name, inputs]): Fault => ({
    what: `bob's role stands in ${what}`,
    breaks: "P16",
    status: "UNKNOWN",
    of: "dev",
    change: (graph) => withInputs(graph, named(name), (before) => ({ ...before, ...inputs(arnOf(graph, BOBS)) })),
  })),
  ...(["jupyterServerAppSettings", "canvasAppSettings", "jupyterLabAppSettings"] as const).map((app): Fault => ({
    what: `bob's role stands in alice's ${app}`,
    breaks: "P16",
    status: "UNKNOWN",
    of: "dev",
    change: (graph) =>
      withInputs(graph, named("studio-profiles-alice"), (inputs) => ({
        ...inputs,
        userSettings: {
          ...(inputs["userSettings"] as Inputs),
          [app]: { emrSettings: { executionRoleArns: [arnOf(graph, BOBS)] } },
        },
      })),
  })),
  ...(["minting", "rekognition-role", BOBS, "studio-domain-default-role"] as const).map((role) =>
    runs(`alice's notebooks run with ${role}`, "dev", (graph) =>
      withInputs(graph, named("studio-profiles-alice"), (inputs) => ({
        ...inputs,
        userSettings: { ...(inputs["userSettings"] as Inputs), executionRole: arnOf(graph, role) },
      })),
    ),
  ),
  ...(["minting", "studio-url-role", "studio-profiles-alice-role"] as const).map((role) =>
    runs(`image-ingest runs with ${role}`, "dev", (graph) =>
      withInputs(
        graph,
        (each) => each.name === "image-ingest" && each.type.endsWith(":Function"),
        (inputs) => ({ ...inputs, role: arnOf(graph, role) }),
      ),
    ),
  ),
  runs("a second profile with alice's role", "dev", (graph) =>
    withResource(
      graph,
      madeLike(graph, PROFILE, {
        type: PROFILE,
        name: "studio-profiles-mallory",
        inputs: {
          domainId: graph.resources.find(({ type }) => type === PROFILE)?.inputs["domainId"],
          userProfileName: "mallory",
          userSettings: { executionRole: arnOf(graph, "studio-profiles-alice-role") },
        },
      }),
    ),
  ),
  runs("the domain's own role is alice's", "dev", (graph) =>
    withInputs(graph, ofType(DOMAIN), (inputs) => ({
      ...inputs,
      defaultUserSettings: {
        ...(inputs["defaultUserSettings"] as Inputs),
        executionRole: arnOf(graph, "studio-profiles-alice-role"),
      },
    })),
  ),
  runs("what notebooks do carries no name", "dev", (graph) =>
    withInputs(graph, ofType(DOMAIN), (inputs) => ({
      ...inputs,
      domainSettings: { executionRoleIdentityConfig: "DISABLED" },
    })),
  ),
  runs("nothing is said of names", "gov", (graph) =>
    withInputs(graph, ofType(DOMAIN), (inputs) => ({ ...inputs, domainSettings: {} })),
  ),
  ...(
    [
      ["authMode", "SSO", "P1"],
      ["authMode", undefined, "P1"],
      ["appNetworkAccessType", "PublicInternetOnly", "P6"],
      ["appNetworkAccessType", undefined, "P6"],
    ] as const
  ).map(([key, value, breaks]): Fault => ({
    what: `the domain's ${key} is ${value ?? "not said"}`,
    breaks,
    of: "dev",
    change: (graph) => withInputs(graph, ofType(DOMAIN), (inputs) => ({ ...inputs, [key]: value })),
  })),
];
