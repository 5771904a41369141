/** The smoke test may call the versions that the last update published, and tell CodeDeploy of its own deployment groups what came of it. */
import type { Place } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

export interface SmokeTestNames {
  /** The smoke test's own, which AWS puts into every call of its code: with the role alone nothing can be done. */
  readonly functionArn: string;
  /** Of each function the version that the last update published, with its number. */
  readonly versionArns: readonly string[];
  readonly applicationName: string;
  /** Names of the deployment groups. */
  readonly groups: readonly string[];
}

/**
 * A version's number is part of its ARN, so that neither the alias, nor a version that people are served by, nor another function is among
 * what may be invoked.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html#versioning-permissions
 *
 * AWS's reference lists no resource for PutLifecycleEventHookExecutionStatus; that it is decided by the deployment group is what AWS's own
 * examples of a hook's role rest on.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
 */
export function smokeTestPolicy(
  { partition, account, region }: Place,
  { functionArn, versionArns, applicationName, groups }: SmokeTestNames,
): PolicyDocument {
  const codeDeploy = (resource: string): string => `arn:${partition}:codedeploy:${region}:${account}:${resource}`;
  const groupArns = groups.map((group) => codeDeploy(`deploymentgroup:${applicationName}/${group}`));
  const byItself = { ArnLike: { "lambda:SourceFunctionArn": [functionArn, `${functionArn}:*`] } };
  return policyDocument(
    {
      Sid: "AllowTryingTheNewVersions",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: versionArns,
      Condition: byItself,
    },
    {
      Sid: "AllowReadingAndAnsweringDeployments",
      Effect: "Allow",
      Action: ["codedeploy:GetDeployment", "codedeploy:PutLifecycleEventHookExecutionStatus"],
      Resource: groupArns,
      Condition: byItself,
    },
    {
      Sid: "AllowReadingWhatIsDeployed",
      Effect: "Allow",
      Action: "codedeploy:GetApplicationRevision",
      Resource: codeDeploy(`application:${applicationName}`),
      Condition: byItself,
    },
  );
}
