import { bundleFunction } from "../../infra/functions/bundle";
import type { Estate } from "../../policies/audit/estate";
import { withScp } from "../../policies/audit/organization/suggested-scp";
import { type PolicyDocument, policyDocument, type Statement } from "../../policies/document";
import { type Cloud, startCloud } from "../cloud/cloud";
import { describeDecision } from "../cloud/decide/decision-log";
import { functionWith, variablesOf } from "../function-variables";
import type { Laptop } from "../laptop";
import type { Graph, GraphResource } from "../program/graph";
import { demand } from "./demand";
import type { Attempt, Got, RowAttempt } from "./taken-over";

/** How much worse things are than the program would have them. */
export interface Mistakes {
  /** AmazonSageMakerFullAccess is attached to the minting role. */
  readonly fullAccess?: boolean;
  /** The minting role's trust policy has lost every condition. */
  readonly looseTrust?: boolean;
  /** A service control policy above the account that denies this. */
  readonly deniedAbove?: Statement;
  /** The roles' permissions boundary denies this too. */
  readonly deniedByBoundary?: Statement;
}

/** The program's cloud, with the studio-url function in an attacker's hands. */
export class TakenOverCloud {
  private constructor(
    private readonly cloud: Cloud,
    private readonly functionName: string,
    readonly domainId: string,
  ) {}

  static async start(laptop: Laptop, mistakes: Mistakes, logFolder: string): Promise<TakenOverCloud> {
    const studioUrl = functionWith(laptop.graph, "MINTING_MODE");
    const code = bundleFunction("taken-over", "local/scenes/taken-over.ts");
    const roleArn = variablesOf(studioUrl)["MINTING_ROLE_ARN"] ?? "";
    const graph = changed(laptop.graph, (resource) => {
      if (resource === studioUrl) return withValues(resource, { code });
      const isMintingRole = resource.outputs["arn"] === roleArn;
      if (!isMintingRole || mistakes.looseTrust !== true) return resource;
      return withValues(resource, {
        assumeRolePolicy: withoutConditions(String(resource.outputs["assumeRolePolicy"])),
      });
    });
    const extra = mistakes.fullAccess === true ? [fullAccess(roleArn)] : [];
    const cloud = await startCloud({
      graph: bounded({ ...graph, resources: [...graph.resources, ...extra] }, mistakes.deniedByBoundary),
      ...beneath(mistakes.deniedAbove),
      halves: laptop.halves,
      projectRoot: laptop.projectRoot,
      environment: {},
      logFolder,
    });
    return new TakenOverCloud(cloud, studioUrl.name, laptop.domainId);
  }

  /** @throws Surprise when the code could not run at all */
  async attempt(attempt: Attempt | RowAttempt): Promise<Got> {
    const result = await this.cloud.functions.invoke(this.functionName, attempt);
    demand(result.ok, "the function did not run");
    return result.payload as Got;
  }

  /** @throws Surprise unless AWS said that it is denied */
  async mustBeDenied(what: string, attempt: Attempt | RowAttempt, by: Got["from"] = "sagemaker"): Promise<string> {
    const got = await this.attempt(attempt);
    const denied = got.from === by && /^AccessDenied/.test(got.error);
    demand(denied, `${what}: ${got.from} answered ${got.error === "" ? "with what was asked for" : got.error}`);
    const decision = this.cloud.decisions.of(got.requestId).findLast(({ allowed }) => !allowed);
    demand(decision !== undefined, `${what}: denied, but by no decision`);
    return describeDecision(decision);
  }

  close(): Promise<void> {
    return this.cloud.close();
  }
}

function beneath(denied: Statement | undefined) {
  return denied && { beneath: (estate: Estate) => withScp(estate, policyDocument(denied)) };
}

/** The boundary's text is among the stack's outputs. */
function bounded(graph: Graph, denied: Statement | undefined): Graph {
  if (denied === undefined) return graph;
  const { arn, policy } = graph.outputs["permissionsBoundary"] as { arn: string; policy: PolicyDocument };
  const permissionsBoundary = { arn, policy: { ...policy, Statement: [...policy.Statement, denied] } };
  return { ...graph, outputs: { ...graph.outputs, permissionsBoundary } };
}

function changed(graph: Graph, change: (resource: GraphResource) => GraphResource): Graph {
  return { ...graph, resources: graph.resources.map(change) };
}

function withValues(resource: GraphResource, values: Readonly<Record<string, unknown>>): GraphResource {
  return { ...resource, inputs: { ...resource.inputs, ...values }, outputs: { ...resource.outputs, ...values } };
}

function withoutConditions(policy: string): string {
  return JSON.stringify(JSON.parse(policy), (key, value: unknown) => (key === "Condition" ? undefined : value));
}

function fullAccess(roleArn: string): GraphResource {
  const partition = roleArn.split(":")[1] ?? "aws";
  const values = {
    role: roleArn.split("/").at(-1),
    policyArn: `arn:${partition}:iam::aws:policy/AmazonSageMakerFullAccess`,
  };
  const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
  return {
    urn: `urn:mistake::${type}`,
    type,
    name: "mistake",
    custom: true,
    dependencies: [],
    inputs: values,
    outputs: values,
    options: {},
  };
}
