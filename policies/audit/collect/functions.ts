/** Functions: the role each runs with, who may invoke it, and doors that lead past the API. */
import { type PolicyDocument, type PrincipalElement, policyDocument, type Statement } from "../../document";
import type { AuditedFunction, SourcedPolicy } from "../estate";
import { type CollectedResource, identity, list, record, setting, text } from "./graph";
import type { Survey } from "./survey";

const FUNCTION = "lambda/function:Function";
const PERMISSION = "lambda/permission:Permission";

export function collectFunctions(survey: Survey): readonly AuditedFunction[] {
  const functions = survey.all(FUNCTION);
  const permissions = [...survey.all(PERMISSION), ...survey.all(RESOURCE_POLICY)];
  for (const permission of permissions)
    if (!functions.some((one) => concerns(permission, one)))
      survey.fault(permission, "", `${permission.name} is about a function that is not in this stack.`);
  return functions.map((one) => functionOf(survey, one));
}

function functionOf(survey: Survey, resource: CollectedResource): AuditedFunction {
  const arn = identity(resource, "arn") ?? "";
  const urls = survey
    .all("lambda/functionUrl:FunctionUrl")
    .filter((url) => names(resource, url.inputs["functionName"]));
  return {
    arn,
    name: resource.name,
    urn: resource.urn,
    roleArn: setting(resource, "role") ?? "",
    isInVpc: list(record(resource.inputs["vpcConfig"])["subnetIds"]).length > 0,
    code: text(resource.inputs["code"]),
    permissions: permissionsOf(survey, resource, arn),
    publicDoors: urls.map(
      (url) => `${url.name}: a URL with authorization ${setting(url, "authorizationType") ?? "NONE"}`,
    ),
  };
}

const RESOURCE_POLICY = "lambda/resourcePolicy:ResourcePolicy";

function permissionsOf(survey: Survey, resource: CollectedResource, arn: string): SourcedPolicy[] {
  const flat = survey
    .all(PERMISSION)
    .filter((permission) => concerns(permission, resource))
    .map((permission) => {
      const name = `${permission.name} of function ${resource.name}`;
      const document = permissionDocument(survey, permission, arn);
      return survey.made(permission, { name, document, layer: "resource", origin: "program" });
    });
  const whole = survey
    .all(RESOURCE_POLICY)
    .filter((policy) => concerns(policy, resource))
    .map((policy) =>
      survey.policy({
        resource: policy,
        pointer: "/policy",
        value: policy.inputs["policy"],
        name: `${policy.name} of function ${resource.name}`,
        layer: "resource",
      }),
    );
  return [...flat, ...whole].filter((policy) => policy !== undefined);
}

/** Inputs that become part of the statement; any other one would make it mean something else. */
const KNOWN_INPUTS = [
  ...["action", "function", "principal", "region", "sourceArn", "sourceAccount", "principalOrgId", "qualifier"],
  ...["functionUrlAuthType", "eventSourceToken", "statementId", "statementIdPrefix", "invokedViaFunctionUrl"],
];

/**
 * The statement that Lambda writes for an AddPermission call.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
 */
function permissionDocument(survey: Survey, permission: CollectedResource, functionArn: string): PolicyDocument {
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

function principalOf(principal: string): PrincipalElement {
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

/** A permission names its function, or gives its ARN; a resource policy gives the ARN. */
function concerns(policy: CollectedResource, resource: CollectedResource): boolean {
  return names(resource, policy.inputs["function"]) || names(resource, policy.inputs["resourceArn"]);
}

/** By name or ARN, with or without a version or alias behind it. */
function names(resource: CollectedResource, reference: unknown): boolean {
  const known = [identity(resource, "name"), identity(resource, "arn"), resource.id];
  const given = text(reference);
  return (
    given !== undefined && known.some((one) => one !== undefined && (given === one || given.startsWith(`${one}:`)))
  );
}

/**
 * The logical name of the function that an API Gateway URI leads to:
 * `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations`. Anything else is a fault.
 */
export function functionBehind(
  survey: Survey,
  resource: CollectedResource,
  pointer: string,
  uri: unknown,
): string | undefined {
  const arn = /\/functions\/(arn:[^/]+)\/invocations$/.exec(text(uri) ?? "")?.[1];
  const found = survey.all(FUNCTION).find((one) => names(one, arn));
  if (!found) survey.fault(resource, pointer, `${resource.name} leads to something that is no function of this stack.`);
  return found?.name;
}
