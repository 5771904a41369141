/** A policy that a role has by ARN: one of the program's, or one of AWS's whose text is on file. */
import { type PolicyDocument, policyDocument } from "../../document";
import type { SourcedPolicy } from "../estate";
import { type CollectedResource, identity } from "./graph";
import type { Survey } from "./survey";

interface Reference {
  readonly resource: CollectedResource;
  readonly arn: unknown;
  readonly at: string;
}

export function managedPolicy(
  survey: Survey,
  role: CollectedResource,
  { resource, arn, at }: Reference,
): SourcedPolicy | undefined {
  survey.claim(resource, at);
  const [own] = survey.all("iam/policy:Policy").filter((policy) => identity(policy, "arn") === arn);
  if (own) {
    const name = `${own.name} of role ${role.name}`;
    return survey.policy({ resource: own, pointer: "/policy", value: own.inputs["policy"], name, layer: "identity" });
  }
  const document = awsManaged(String(arn));
  if (!document) {
    survey.fault(resource, at, `The text of ${String(arn)}, which role ${role.name} has, is not known.`);
    return undefined;
  }
  const name = `AWS-managed ${String(arn).split("/").at(-1) ?? ""} of role ${role.name}`;
  return survey.made(resource, { name, document, layer: "identity", origin: "aws-managed", pointer: at });
}

function awsManaged(arn: string): PolicyDocument | undefined {
  if (!/^arn:[a-z-]+:iam::aws:policy\/service-role\/AmazonAPIGatewayPushToCloudWatchLogs$/.test(arn)) return undefined;
  const actions = ["CreateLogGroup", "CreateLogStream", "DescribeLogGroups", "DescribeLogStreams"];
  const more = ["PutLogEvents", "GetLogEvents", "FilterLogEvents"];
  return policyDocument({
    Effect: "Allow",
    Action: [...actions, ...more].map((action) => `logs:${action}`),
    Resource: "*",
  });
}
