/** What every function's role may do: write its own log, and let Lambda (never the function's code) manage its network interfaces. */
import { type PolicyDocument, policyDocument, type Statement } from "./document";

/** Trust: the Lambda service. It sends no source ARN when it assumes an execution role, so there is none to ask for. */
export function functionRoleTrust(): PolicyDocument {
  return policyDocument({
    Sid: "LetLambdaRunTheFunction",
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: "sts:AssumeRole",
  });
}

export interface FunctionRoleNames {
  readonly logGroupArn: string;
  /** Whether X-Ray records the function's calls. */
  readonly isTraced: boolean;
}

export function functionLogPolicy(names: FunctionRoleNames): PolicyDocument {
  return policyDocument(...itsOwnRecords(names));
}

/**
 * For a function inside the VPC. The interface actions need `*`: DescribeNetworkInterfaces has no resource type, and the interfaces do not
 * exist when the role is made. Lambda calls them itself, without `lambda:SourceFunctionArn`; a call from the function's code carries it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export function functionInVpcPolicy(names: FunctionRoleNames): PolicyDocument {
  return policyDocument(
    ...itsOwnRecords(names),
    {
      Sid: "AllowLambdaToManageNetworkInterfaces",
      Effect: "Allow",
      Action: INTERFACE_ACTIONS,
      Resource: "*",
    },
    {
      Sid: "DenyNetworkInterfacesToFunctionCode",
      Effect: "Deny",
      Action: INTERFACE_ACTIONS,
      Resource: "*",
      Condition: { Null: { "lambda:SourceFunctionArn": "false" } },
    },
  );
}

const INTERFACE_ACTIONS = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

export const TRACING_ACTIONS = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

/**
 * Neither action of X-Ray knows a resource. Lambda sends a call's segments from its own network, as it writes logs, so the functions' VPC has
 * no endpoint for X-Ray: our code sends nothing there, and could not.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function itsOwnRecords({ logGroupArn, isTraced }: FunctionRoleNames): Statement[] {
  const log: Statement = {
    Sid: "AllowWritingItsOwnLog",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
  const traces: Statement = {
    Sid: "AllowLambdaToTraceItsCalls",
    Effect: "Allow",
    Action: TRACING_ACTIONS,
    Resource: "*",
  };
  return isTraced ? [log, traces] : [log];
}
