/** What may pass the two endpoints a VpcOnly Studio domain needs beside its own: model endpoints of this account, and Studio's log. */
import { logGroupArn, type Place, roleArnsUnder, sagemakerArn } from "../arns";
import { oneOrList, type PolicyDocument, policyDocument } from "../document";
import { STUDIO_LOG_GROUP } from "../studio-execution-role";

/** https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html */
export function sagemakerRuntimeEndpointPolicy(
  place: Place,
  names: { readonly executionRolePath: string },
): PolicyDocument {
  return policyDocument({
    Sid: "AllowExecutionRolesModelEndpointsOfThisAccount",
    Effect: "Allow",
    Principal: "*",
    Action: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointAsync"],
    Resource: sagemakerArn(place, "endpoint/*"),
    Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, names.executionRolePath) } },
  });
}

export function logsEndpointPolicy(
  place: Place,
  names: { readonly executionRolePath: string; readonly rStudioRolePath?: string | undefined },
): PolicyDocument {
  const paths = [names.executionRolePath, ...(names.rStudioRolePath === undefined ? [] : [names.rStudioRolePath])];
  return policyDocument({
    Sid: "AllowExecutionRolesStudiosLog",
    Effect: "Allow",
    Principal: "*",
    Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: [logGroupArn(place, STUDIO_LOG_GROUP), `${logGroupArn(place, STUDIO_LOG_GROUP)}:*`],
    Condition: { ArnLike: { "aws:PrincipalArn": oneOrList(paths.map((path) => roleArnsUnder(place, path))) } },
  });
}
