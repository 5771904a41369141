import { boundaryNeeds, type NeedingValues } from "../../infra/config/guardrails/boundary-needs";
import { OPERATION_NAMES } from "../../functions/pool/operations";
import { whyForeign } from "../../infra/permissions-boundary";
import { projectRoot } from "../../infra/project-root";
import type { Graph } from "../../local/program/graph";
import { PROGRAM_BUNDLE, runProgram } from "../../local/program/run-program";
import { DATA_KEY, graphOf, IMAGES, type Variant, VARIANTS } from "../variants";
import { BOUNDARY_ARN } from "./config/guardrail-mistakes";

const ROLE = "aws:iam/role:Role";

function run(config: Record<string, unknown>): Promise<Graph> {
  return runProgram({ projectRoot: projectRoot(), stack: "dev", programBundle: PROGRAM_BUNDLE, config });
}

/** The components that make roles, in one graph. */
function makersIn({ resources }: Graph): readonly string[] {
  const types = new Map(resources.map(({ urn, type }) => [urn, type]));
  return resources.filter(({ type }) => type === ROLE).map(({ parent }) => types.get(parent ?? "") ?? "");
}

/** Between them they run every component that makes a role: see the last expectation. */
const BOUNDED: readonly Variant[] = ["strict", "gov", "existing-pool"];

test("no role is made without the boundary that config names, by whichever component, in whichever environment", async () => {
  const makers = new Set<string>();
  for (const variant of BOUNDED) {
    const arn = variant === "gov" ? BOUNDARY_ARN.replace("arn:aws:", "arn:aws-us-gov:") : BOUNDARY_ARN;
    const graph = await run({ ...VARIANTS[variant], "private-ml-gateway:permissionsBoundaryArn": arn });
    const roles = graph.resources.filter(({ type }) => type === ROLE);
    expect(roles.length).toBe(graphOf(variant).resources.filter(({ type }) => type === ROLE).length);
    expect(roles.filter(({ inputs }) => inputs["permissionsBoundary"] !== arn).map(({ name }) => name)).toEqual([]);
    expect(graph.outputs["permissionsBoundary"]).toEqual({ arn });
    for (const maker of makersIn(graph)) makers.add(maker);
  }
  const everyMaker = (Object.keys(VARIANTS) as Variant[]).flatMap((variant) => makersIn(graphOf(variant)));
  expect([...new Set(everyMaker)].filter((maker) => !makers.has(maker))).toEqual([]);
});

test("the laptop runs the program in the boundary's account; IAM takes no other's policy, but AWS's own", async () => {
  const arn = BOUNDARY_ARN.replace("111122223333", "999988887777");
  const graph = await run({ "private-ml-gateway:permissionsBoundaryArn": arn });
  const arns = graph.resources.filter(({ type }) => type === ROLE).map(({ outputs }) => String(outputs["arn"]));
  expect(arns.every((each) => each.startsWith("arn:aws:iam::999988887777:role/"))).toBe(true);
  expect(whyForeign(arn, "999988887777", "prod")).toBeUndefined();
  expect(whyForeign("arn:aws:iam::aws:policy/PowerUserAccess", "999988887777", "prod")).toBeUndefined();
  expect(whyForeign(arn, "444455556666", "prod")).toMatch(
    /is a policy of account 999988887777, and this stack is deployed to account 444455556666.*permissionsBoundaryArn arn:aws:iam::444455556666:policy\/platform-boundary$/,
  );
});

/** What a boundary is held against is what the roles' own policies allow, and nothing that no role of the stack has. */
test.each<[Variant, Partial<NeedingValues>]>([
  ["dev", {}],
  ["pool", { dataEncryptionKeyArn: DATA_KEY }],
  ["table", { profileMode: "table" }],
  ["strict", { rekognitionRegions: [], rollout: { strategy: "canary" }, tracing: "xray", customImages: IMAGES }],
])("%s: what a boundary has to leave is allowed by some role's policy", (variant, change) => {
  const allowed = graphOf(variant).resources.flatMap(({ inputs }) => allowedActions(inputs["policy"]));
  const chosen = { mintingMode: "sessionTags", profileMode: "claim", studioUserProfiles: ["alice"] };
  const values = { ...chosen, dataEncryptionKeyArn: "", ...change };
  const pool = { rekognitionRegions: [{ region: "eu-central-1" }], rekognitionOperations: OPERATION_NAMES, ...change };
  const needed = boundaryNeeds({ ...pool, ...values }).flatMap(({ actions }) => actions);
  expect(needed.filter((action) => !allowed.includes(action))).toEqual([]);
});

function allowedActions(policy: unknown): readonly string[] {
  if (typeof policy !== "string") return [];
  const { Statement } = JSON.parse(policy) as { Statement: { Effect: string; Action?: string | string[] }[] };
  return Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action = [] }) => Action);
}
