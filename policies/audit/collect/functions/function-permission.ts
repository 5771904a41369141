/** What Lambda's flat permissions say, as the statements that Lambda makes of them. */
import { type PolicyDocument, type PrincipalElement, policyDocument, type Statement } from "../../../document";
import { type CollectedResource, identity, setting } from "../graph/graph";
import type { Survey } from "../survey";

/** Inputs that become part of the statement; any other one would make it mean something else. */
const KNOWN_INPUTS = [
  ...["action", "function", "principal", "region", "sourceArn", "sourceAccount", "principalOrgId", "qualifier"],
  ...["functionUrlAuthType", "eventSourceToken", "statementId", "statementIdPrefix", "invokedViaFunctionUrl"],
];

/**
 * The statement that Lambda writes for an AddPermission call.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
 */
export function permissionDocument(survey: Survey, permission: CollectedResource, functionArn: string): PolicyDocument {
  for (const key of Object.keys(permission.inputs).filter((one) => !KNOWN_INPUTS.includes(one)))
    survey.fault(permission, `/${key}`, `What ${key} does to a function's permission is not known.`);
  const qualifier = setting(permission, "qualifier");
  const sid = setting(permission, "statementId") ?? identity(permission, "statementId");
  const conditions = conditionsOf(permission);
  const statement: Statement = {
    ...(sid !== undefined && { Sid: sid }),
    Effect: "Allow",
    Principal: principalOf(setting(permission, "principal") ?? ""),
    Action: setting(permission, "action") ?? "",
    Resource: qualifier === undefined ? functionArn : `${functionArn}:${qualifier}`,
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  };
  return policyDocument(statement);
}

export function principalOf(principal: string): PrincipalElement {
  if (principal === "*") return "*";
  return principal.includes(".") && !principal.startsWith("arn:") ? { Service: principal } : { AWS: principal };
}

function conditionsOf(permission: CollectedResource) {
  const equal = {
    "aws:SourceAccount": setting(permission, "sourceAccount"),
    "aws:PrincipalOrgID": setting(permission, "principalOrgId"),
    "lambda:FunctionUrlAuthType": setting(permission, "functionUrlAuthType"),
    "lambda:EventSourceToken": setting(permission, "eventSourceToken"),
  };
  const equals = Object.entries(equal).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const sourceArn = setting(permission, "sourceArn");
  const viaUrl = permission.inputs["invokedViaFunctionUrl"];
  return {
    ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
    ...(equals.length > 0 && { StringEquals: Object.fromEntries(equals) }),
    ...(typeof viaUrl === "boolean" && { Bool: { "lambda:InvokedViaFunctionUrl": String(viaUrl) } }),
  };
}
