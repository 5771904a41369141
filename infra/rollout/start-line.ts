import type * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../functions/lambda-function";

export interface StartLineArgs {
  readonly region: string;
  readonly application: aws.codedeploy.Application;
  readonly group: aws.codedeploy.DeploymentGroup;
  readonly target: LambdaFunction;
  /** Run before the new version has any call. */
  readonly smokeTest: aws.lambda.Function;
}

/** Stands where the shell puts what the alias has at that moment; no name of AWS's has such characters. */
const CURRENT = "@current@";

/**
 * One line for a shell: a deployment from the version that the alias has to the one that the last update published. It prints the
 * deployment's id. Where both are the same, CodeDeploy refuses.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export function startLine({ region, application, group, target, smokeTest }: StartLineArgs): pulumi.Output<string> {
  return pulumi
    .all([
      ...[application.name, group.deploymentGroupName, target.function.name],
      ...[target.live.name, target.function.version, smokeTest.name],
    ] as const)
    .apply(([app, deploymentGroup, name, alias, version, hook]) => {
      const now = `$(aws lambda get-alias --region ${region} --function-name ${name} --name ${alias} --query FunctionVersion --output text)`;
      const properties = { Name: name, Alias: alias, CurrentVersion: CURRENT, TargetVersion: version };
      const spec = {
        version: "0.0",
        Resources: [{ [deploymentGroup]: { Type: "AWS::Lambda::Function", Properties: properties } }],
        Hooks: [{ BeforeAllowTraffic: hook }],
      };
      const revision = { revisionType: "AppSpecContent", appSpecContent: { content: JSON.stringify(spec) } };
      const [before, after] = JSON.stringify(revision).split(CURRENT);
      return (
        `aws deploy create-deployment --region ${region} --application-name ${app} --deployment-group-name ${deploymentGroup} ` +
        `--revision '${before ?? ""}'"${now}"'${after ?? ""}' --query deploymentId --output text`
      );
    });
}
