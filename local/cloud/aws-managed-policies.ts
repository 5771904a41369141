import type { NamedPolicy } from "../../policies/evaluate/decision";
import type { PolicyDocument } from "../../policies/document";
import { NotModelledError } from "./not-modelled";

const API_GATEWAY_LOGGING = [
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
  "logs:GetLogEvents",
  "logs:FilterLogEvents",
];

/**
 * AWS-managed policies the laptop knows. Not ours, so without Sids of ours. The program attaches one, by config, to the role that
 * API Gateway logs with; the other is here for the question "and if somebody attaches it?", reduced to what concerns SageMaker.
 */
const KNOWN: Readonly<Record<string, PolicyDocument>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html
  AmazonSageMakerFullAccess: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sagemaker:*", Resource: "*" }],
  },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAPIGatewayPushToCloudWatchLogs.html
  AmazonAPIGatewayPushToCloudWatchLogs: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: API_GATEWAY_LOGGING, Resource: "*" }],
  },
};

/** @throws NotModelledError for a policy whose text is not known here */
export function managedPolicy(arn: string): NamedPolicy {
  const name = arn.split("/").at(-1) ?? "";
  const document = /^arn:[a-z-]+:iam::aws:policy\//.test(arn) ? KNOWN[name] : undefined;
  if (!document)
    throw new NotModelledError(
      `A role has ${arn} attached, and the laptop does not know that policy's text (it knows ${Object.keys(KNOWN).join(", ")}).`,
    );
  return { name: `AWS-managed ${name}`, document };
}
