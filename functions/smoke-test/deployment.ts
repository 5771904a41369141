import type { AwsAnswer, CallAws } from "./signed-call";

/** What a deployment is about to give calls to. */
export interface NewVersion {
  /** The deployment group, which has the name that the function has in the program. */
  readonly code: string;
  readonly functionName: string;
  /** "7" */
  readonly version: string;
  /** CodeDeploy gives calls back to a version that has had them before. */
  readonly isTakenBack: boolean;
}

/** Why nothing could be tried, as a fixed phrase: AWS's own words may quote anything. */
export class NotTried extends Error {}

/** CodeDeploy's JSON protocol. https://docs.aws.amazon.com/codedeploy/latest/APIReference/Welcome.html */
const TARGETS = {
  deployment: "CodeDeploy_20141006.GetDeployment",
  revision: "CodeDeploy_20141006.GetApplicationRevision",
  report: "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus",
} as const;

/**
 * What the deployment says itself: the hook is given its id and nothing else. GetDeployment names the revision by its hash only; what is in
 * it, GetApplicationRevision says.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html
 *
 * @throws NotTried
 */
export async function newVersionOf(call: CallAws, deploymentId: string, signal: AbortSignal): Promise<NewVersion> {
  const { deploymentInfo } = (await ask(call, "deployment", { deploymentId }, signal)) as Partial<DeploymentAnswer>;
  const { applicationName, deploymentGroupName: code, revision, creator } = deploymentInfo ?? {};
  const sha256 = revision?.appSpecContent?.sha256;
  if (applicationName === undefined || code === undefined || sha256 === undefined)
    throw new NotTried("the deployment names no AppSpec");
  const wanted = { applicationName, revision: { revisionType: "AppSpecContent", appSpecContent: { sha256 } } };
  const found = (await ask(call, "revision", wanted, signal)) as Partial<RevisionAnswer>;
  const { Name, TargetVersion } = propertiesIn(found.revision?.appSpecContent?.content ?? "");
  return { code, functionName: Name, version: TargetVersion, isTakenBack: creator === "codeDeployRollback" };
}

export async function report(
  call: CallAws,
  hook: { readonly deploymentId: string; readonly lifecycleEventHookExecutionId: string },
  status: "Succeeded" | "Failed",
  signal: AbortSignal,
): Promise<void> {
  await ask(call, "report", { ...hook, status }, signal);
}

interface DeploymentAnswer {
  readonly deploymentInfo: {
    readonly applicationName?: string;
    readonly deploymentGroupName?: string;
    readonly revision?: { readonly appSpecContent?: { readonly sha256?: string } };
    /** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
    readonly creator?: string;
  };
}

interface RevisionAnswer {
  readonly revision: { readonly appSpecContent?: { readonly content?: string } };
}

async function ask(call: CallAws, what: keyof typeof TARGETS, body: object, signal: AbortSignal): Promise<object> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": TARGETS[what] };
  const answer = await answered(
    call({ service: "codedeploy", path: "/", headers, body: JSON.stringify(body) }, signal),
    what,
  );
  if (answer.status !== 200) throw new NotTried(`CodeDeploy answered ${answer.status} to what asks for the ${what}`);
  return typeof answer.body === "object" && answer.body !== null ? answer.body : {};
}

async function answered(asked: Promise<AwsAnswer>, what: string): Promise<AwsAnswer> {
  try {
    return await asked;
  } catch {
    throw new NotTried(`CodeDeploy did not answer to what asks for the ${what}`);
  }
}

/** The AppSpec of a Lambda deployment in JSON, as the stack's output `rollouts` sends it. @throws NotTried */
function propertiesIn(content: string): { readonly Name: string; readonly TargetVersion: string } {
  const spec = parsed(content) as { readonly Resources?: readonly Readonly<Record<string, Described>>[] };
  const [resource] = Object.values(spec.Resources?.[0] ?? {});
  const { Name, TargetVersion } = resource?.Properties ?? {};
  if (typeof Name !== "string" || typeof TargetVersion !== "string")
    throw new NotTried("the AppSpec names no function and version");
  return { Name, TargetVersion };
}

interface Described {
  readonly Properties?: Readonly<Record<string, unknown>>;
}

function parsed(content: string): object {
  try {
    return (JSON.parse(content) ?? {}) as object;
  } catch {
    throw new NotTried("the AppSpec is not JSON, as the output rollouts writes it");
  }
}
