/** CodeDeploy may move the alias of exactly this stack's functions, run their smoke test and see the state of alarms, for this account only. */
import type { Place } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

/**
 * Without the account, a deployment group in another one could be given our role.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html
 */
export function rolloutRoleTrust({ account }: Pick<Place, "account">): PolicyDocument {
  return policyDocument({
    Sid: "LetCodeDeployShiftTraffic",
    Effect: "Allow",
    Principal: { Service: "codedeploy.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  });
}

/**
 * Not AWS's own AWSCodeDeployRoleForLambda: that one moves every alias of the account, reads every bucket with a tag, publishes to every
 * topic and invokes functions by a pattern of their names. Lambda decides about an alias by the function's name, with or without the alias
 * behind it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export function rolloutRolePolicy(
  { partition, account, region }: Place,
  { functionArns, smokeTestArn }: { readonly functionArns: readonly string[]; readonly smokeTestArn: string },
): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowMovingTheAliasesOfOurFunctions",
      Effect: "Allow",
      Action: ["lambda:GetAlias", "lambda:UpdateAlias"],
      Resource: functionArns.flatMap((arn) => [arn, `${arn}:live`]),
    },
    {
      Sid: "AllowRunningTheSmokeTest",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: smokeTestArn,
    },
    {
      // CodeDeploy waits for provisioned concurrency, and asks whether there is any.
      Sid: "AllowSeeingProvisionedConcurrency",
      Effect: "Allow",
      Action: "lambda:GetProvisionedConcurrencyConfig",
      Resource: functionArns.map((arn) => `${arn}:*`),
    },
    {
      // A list: IAM decides about it by the account's alarms as a whole.
      Sid: "AllowSeeingAlarms",
      Effect: "Allow",
      Action: "cloudwatch:DescribeAlarms",
      Resource: `arn:${partition}:cloudwatch:${region}:${account}:alarm:*`,
    },
  );
}
