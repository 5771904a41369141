import { arn, hex, partitionOf, physicalName } from "./identifiers";
import { idOr, textInput, type Created, type NewResource, type OutputModels } from "./model";

/** Functions, who may call them, and where they log. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const LAMBDA_MODELS: OutputModels = {
  "aws:lambda/function:Function": lambdaFunction,
  "aws:lambda/permission:Permission": permission,
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
};

function lambdaFunction(resource: NewResource): Created {
  const name = resource.knownId ?? physicalName(resource, 64);
  const functionArn = arn(resource, "lambda", `function:${name}`);
  const outputs = {
    name,
    arn: functionArn,
    invokeArn: invokeArn(resource.region, functionArn),
    qualifiedArn: `${functionArn}:$LATEST`,
    qualifiedInvokeArn: invokeArn(resource.region, `${functionArn}:$LATEST`),
    version: "$LATEST",
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

function permission(resource: NewResource): Created {
  const statementId = textInput(resource, "statementId") ?? `${resource.name}-${hex(resource.urn, 7)}`;
  return { id: idOr(resource, statementId), outputs: { statementId } };
}

function logGroup(resource: NewResource): Created {
  const name = resource.knownId ?? physicalName(resource, 512);
  const outputs = { name, arn: arn(resource, "logs", `log-group:${name}`) };
  return { id: name, outputs: { ...outputs, logGroupClass: textInput(resource, "logGroupClass") ?? "STANDARD" } };
}
