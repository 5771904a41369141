/** Functions: the role each runs with, who may invoke it, and doors that lead past the API. */
import type { AuditedAlias } from "../../beside-policies";
import type { AuditedFunction, AuditedMethod, SourcedPolicy } from "../../estate";
import { permissionDocument } from "./function-permission";
import { type CollectedResource, identity, list, record, setting, text } from "../graph/graph";
import { environmentOf } from "../roles/role-uses";
import type { Survey } from "../survey";

const FUNCTION = "lambda/function:Function";
const ALIAS = "lambda/alias:Alias";
const SOURCE = "lambda/eventSourceMapping:EventSourceMapping";
const PERMISSION = "lambda/permission:Permission";
const RESOURCE_POLICY = "lambda/resourcePolicy:ResourcePolicy";
const URL = "lambda/functionUrl:FunctionUrl";

export function collectFunctions(survey: Survey): readonly AuditedFunction[] {
  const functions = survey.all(FUNCTION);
  for (const about of [...[PERMISSION, RESOURCE_POLICY, URL, ALIAS, SOURCE].flatMap((type) => survey.all(type))])
    if (!functions.some((one) => concerns(about, one)))
      survey.fault(about, "", `${about.name} is about a function that is not in this stack.`);
  return functions.map((one) => functionOf(survey, one));
}

function functionOf(survey: Survey, resource: CollectedResource): AuditedFunction {
  const arn = survey.identityOf(resource, "arn");
  const roleArn = setting(resource, "role") ?? "";
  if (!survey.all("iam/role:Role").some((role) => identity(role, "arn") === roleArn))
    survey.fault(resource, "/role", `${resource.name} runs with a role that is not in this stack.`);
  const urls = survey.all(URL).filter((url) => concerns(url, resource));
  return {
    arn,
    name: resource.name,
    urn: resource.urn,
    roleArn,
    isInVpc: list(record(resource.inputs["vpcConfig"])["subnetIds"]).length > 0,
    isTraced: record(resource.inputs["tracingConfig"])["mode"] === "Active",
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
    logGroup:
      text(record(resource.inputs["loggingConfig"])["logGroup"]) ??
      `/aws/lambda/${identity(resource, "name") ?? resource.name}`,
    variables: variablesOf(resource),
    code: text(resource.inputs["code"]),
    permissions: permissionsOf(survey, resource, arn),
    publishedVersion: publishedBy(resource),
    aliases: survey
      .all(ALIAS)
      .filter((alias) => concerns(alias, resource))
      .map((alias) => aliasOf(survey, alias)),
    calledBySources: sourcesOf(survey, resource),
    publicDoors: urls.map(
      (url) => `${url.name}: a URL with authorization ${setting(url, "authorizationType") ?? "NONE"}`,
    ),
  };
}

function publishedBy(resource: CollectedResource): string | undefined {
  return resource.inputs["publish"] === true ? identity(resource, "version") : undefined;
}

function aliasOf(survey: Survey, alias: CollectedResource): AuditedAlias {
  return {
    arn: survey.identityOf(alias, "arn"),
    name: setting(alias, "name") ?? alias.name,
    urn: alias.urn,
    version: setting(alias, "functionVersion") ?? "",
    isSplit: alias.inputs["routingConfig"] !== undefined,
  };
}

function sourcesOf(survey: Survey, resource: CollectedResource) {
  return survey
    .all(SOURCE)
    .filter((source) => concerns(source, resource))
    .map((source) => ({ name: source.name, functionArn: setting(source, "functionName") ?? "" }));
}

function variablesOf(resource: CollectedResource): Readonly<Record<string, string>> {
  const entries = Object.entries(environmentOf(resource));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

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
  // https://docs.aws.amazon.com/lambda/latest/api/API_PutResourcePolicy.html: it overwrites what AddPermission has added.
  const [over, ...more] = survey.all(RESOURCE_POLICY).filter((policy) => concerns(policy, resource));
  if (over && flat.length + more.length > 0)
    survey.fault(
      over,
      "/policy",
      `${resource.name} has several policies that overwrite each other; the last one made wins.`,
    );
  return [...flat, ...whole].filter((policy) => policy !== undefined);
}

/** A permission and a URL name their function, or give its ARN; a resource policy gives the ARN. */
function concerns({ inputs }: CollectedResource, resource: CollectedResource): boolean {
  return [inputs["function"], inputs["resourceArn"], inputs["functionName"]].some((one) => names(resource, one));
}

/** By name or ARN, with or without a version or alias behind it. */
function names(resource: CollectedResource, reference: unknown): boolean {
  const known = [identity(resource, "name"), identity(resource, "arn"), resource.id];
  const given = text(reference);
  return (
    given !== undefined && known.some((one) => one !== undefined && (given === one || given.startsWith(`${one}:`)))
  );
}

export type Behind = Pick<AuditedMethod, "functionName" | "functionArn">;

/**
 * The function that an API Gateway URI leads to, by its logical name and as it is called:
 * `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations`. Anything else is a fault.
 */
export function functionBehind(survey: Survey, resource: CollectedResource, pointer: string, uri: unknown): Behind {
  const arn = /\/functions\/(arn:[^/]+)\/invocations$/.exec(text(uri) ?? "")?.[1];
  const found = survey.all(FUNCTION).find((one) => names(one, arn));
  if (!found)
    survey.fault(resource, pointer, `${resource.name} leads to something that is not a function of this stack.`);
  return { functionName: found?.name, functionArn: arn };
}

/** With a role of its own, API Gateway needs no permission of the function: what it may then call is not modelled. */
export function refuseCredentials(survey: Survey, resource: CollectedResource, key: string): void {
  if (resource.inputs[key] !== undefined)
    survey.fault(resource, `/${key}`, `${resource.name} calls on with credentials of a role, which is not modelled.`);
}
