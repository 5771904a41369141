import { arn, hex, partitionOf, physicalName, uuidOf } from "./identifiers";
import { idOr, neededText, textInput, type Created, type NewResource, type OutputModels } from "./model";

/** Functions, who may call them, and where they log. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const LAMBDA_MODELS: OutputModels = {
  "aws:lambda/function:Function": lambdaFunction,
  "aws:lambda/alias:Alias": alias,
  "aws:lambda/permission:Permission": permission,
  "aws:lambda/layerVersion:LayerVersion": layerVersion,
  "aws:lambda/eventSourceMapping:EventSourceMapping": eventSourceMapping,
  "aws:codedeploy/application:Application": (r) => codeDeploy(r, "name", 100),
  "aws:codedeploy/deploymentConfig:DeploymentConfig": (r) => codeDeploy(r, "deploymentConfigName", 100),
  "aws:codedeploy/deploymentGroup:DeploymentGroup": (r) => codeDeploy(r, "deploymentGroupName", 100),
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
};

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html */
const FIRST_VERSION = "1";

function lambdaFunction(resource: NewResource): Created {
  const name = resource.knownId ?? physicalName(resource, 64);
  const functionArn = arn(resource, "lambda", `function:${name}`);
  const version = resource.inputs["publish"] === true ? FIRST_VERSION : "$LATEST";
  const outputs = {
    name,
    arn: functionArn,
    invokeArn: invokeArn(resource.region, functionArn),
    qualifiedArn: `${functionArn}:${version}`,
    qualifiedInvokeArn: invokeArn(resource.region, `${functionArn}:${version}`),
    version,
    lastModified: "2025-01-01T00:00:00.000+0000",
    packageType: textInput(resource, "packageType") ?? "Zip",
    architectures: resource.inputs["architectures"] ?? ["x86_64"],
    memorySize: resource.inputs["memorySize"] ?? 128,
    timeout: resource.inputs["timeout"] ?? 3,
    ephemeralStorage: resource.inputs["ephemeralStorage"] ?? { size: 512 },
    tracingConfig: resource.inputs["tracingConfig"] ?? { mode: "PassThrough" },
    loggingConfig: resource.inputs["loggingConfig"] ?? { logFormat: "Text", logGroup: `/aws/lambda/${name}` },
  };
  return { id: name, outputs: { ...outputs, ...networkOf(resource) } };
}

/** AWS adds the VPC's id to the subnets and groups that were given. */
function networkOf(resource: NewResource): Record<string, unknown> {
  const given = resource.inputs["vpcConfig"] as { subnetIds?: string[] } | undefined;
  if (!given) return {};
  const subnet = resource.find("aws:ec2/subnet:Subnet", given.subnetIds?.[0]);
  return { vpcConfig: { ...given, vpcId: subnet?.outputs["vpcId"] ?? "" } };
}

/** What API Gateway wants as integration or authorizer URI. */
function invokeArn(region: string, functionArn: string): string {
  return `arn:${partitionOf(region)}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
function alias(resource: NewResource): Created {
  const name = resource.knownId ?? physicalName(resource, 128);
  const given = neededText(resource, "functionName");
  const functionArn = given.startsWith("arn:") ? given : arn(resource, "lambda", `function:${given}`);
  const aliasArn = `${functionArn}:${name}`;
  return { id: aliasArn, outputs: { name, arn: aliasArn, invokeArn: invokeArn(resource.region, aliasArn) } };
}

function permission(resource: NewResource): Created {
  const statementId = textInput(resource, "statementId") ?? `${resource.name}-${hex(resource.urn, 7)}`;
  return { id: idOr(resource, statementId), outputs: { statementId } };
}

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html */
function codeDeploy(resource: NewResource, key: string, maxLength: number): Created {
  const name = resource.knownId ?? physicalName(resource, maxLength, key);
  return { id: name, outputs: { [key]: name } };
}

/** A layer's id is the ARN of its version, which is what functions name. */
function layerVersion(resource: NewResource): Created {
  const layerArn = arn(resource, "lambda", `layer:${neededText(resource, "layerName")}`);
  const outputs = { layerArn, arn: `${layerArn}:1`, version: "1", createdDate: "2025-01-01T00:00:00.000+0000" };
  return { id: idOr(resource, outputs.arn), outputs };
}

function eventSourceMapping(resource: NewResource): Created {
  const uuid = idOr(resource, uuidOf(resource.urn));
  return {
    id: uuid,
    outputs: {
      uuid,
      arn: arn(resource, "lambda", `event-source-mapping:${uuid}`),
      functionArn: neededText(resource, "functionName"),
      state: "Enabled",
      batchSize: resource.inputs["batchSize"] ?? 10,
      enabled: resource.inputs["enabled"] ?? true,
    },
  };
}

function logGroup(resource: NewResource): Created {
  const name = resource.knownId ?? physicalName(resource, 512);
  const outputs = { name, arn: arn(resource, "logs", `log-group:${name}`) };
  return { id: name, outputs: { ...outputs, logGroupClass: textInput(resource, "logGroupClass") ?? "STANDARD" } };
}
