import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  type FunctionConfiguration,
  type LambdaClient,
  ListFunctionUrlConfigsCommand,
  paginateListAliases,
} from "@aws-sdk/client-lambda";
import { readPermissions } from "./permissions";
import type { Reading } from "./reading";

export const NOT_THERE = ["ResourceNotFoundException"];
const FUNCTION = "lambda/function:Function";

/** A function's settings and code, its aliases, who may invoke it, and doors past the API. */
export async function readFunction(reading: Reading, client: LambdaClient, name: string): Promise<void> {
  const covers = [{ type: FUNCTION, key: name }];
  const question = { what: `settings of function ${name}`, absent: NOT_THERE, covers };
  const settings = await reading.ask({ ...question, action: "lambda:GetFunctionConfiguration" }, () =>
    client.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
  );
  const reserved = await reading.ask({ ...question, action: "lambda:GetFunctionConcurrency" }, () =>
    client.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
  );
  if (settings !== undefined && reserved !== undefined)
    reading.add(FUNCTION, name, {
      ...settingsOf(settings),
      reservedConcurrentExecutions: reserved.ReservedConcurrentExecutions,
    });
  const aliases = await readAliases(reading, client, name);
  for (const qualifier of [undefined, ...aliases]) await readPermissions(reading, client, name, qualifier);
  await readUrls(reading, client, name);
}

function settingsOf(settings: FunctionConfiguration) {
  const { VpcConfig, LoggingConfig, TracingConfig, DeadLetterConfig } = settings;
  return {
    runtime: settings.Runtime,
    handler: settings.Handler,
    role: settings.Role,
    timeout: settings.Timeout,
    memorySize: settings.MemorySize,
    architectures: settings.Architectures,
    codeSha256: settings.CodeSha256,
    kmsKeyArn: settings.KMSKeyArn,
    layers: settings.Layers?.map(({ Arn }) => Arn),
    environment: { variables: settings.Environment?.Variables },
    vpcConfig: { subnetIds: VpcConfig?.SubnetIds, securityGroupIds: VpcConfig?.SecurityGroupIds },
    loggingConfig: { logGroup: LoggingConfig?.LogGroup },
    tracingConfig: { mode: TracingConfig?.Mode },
    deadLetterConfig: { targetArn: DeadLetterConfig?.TargetArn },
  };
}

/** @returns their names */
async function readAliases(reading: Reading, client: LambdaClient, name: string): Promise<readonly string[]> {
  const covers = ["lambda/alias:Alias", "lambda/permission:Permission"].map((type) => ({ type, key: name }));
  const question = { what: `aliases of function ${name}`, action: "lambda:ListAliases", absent: NOT_THERE, covers };
  const { pageSize } = reading;
  const aliases = await reading.ask(question, async () => {
    const all = [];
    for await (const page of paginateListAliases(
      { client, ...(pageSize !== undefined && { pageSize }) },
      { FunctionName: name },
    ))
      all.push(...(page.Aliases ?? []));
    return all;
  });
  for (const { Name = "", FunctionVersion, RoutingConfig } of aliases ?? []) {
    const additionalVersionWeights = RoutingConfig?.AdditionalVersionWeights;
    const served = await reading.ask(
      {
        what: `code that alias ${Name} of function ${name} serves`,
        action: "lambda:GetFunctionConfiguration",
        covers: [{ type: "lambda/alias:Alias", key: `${name}:${Name}` }],
      },
      () => client.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: Name })),
    );
    if (served !== undefined)
      reading.add("lambda/alias:Alias", `${name}:${Name}`, {
        ...{ functionName: name, name: Name, functionVersion: FunctionVersion, codeSha256: served.CodeSha256 },
        ...(additionalVersionWeights !== undefined && { routingConfig: { additionalVersionWeights } }),
      });
  }
  return (aliases ?? []).flatMap(({ Name }) => Name ?? []);
}

/** A URL of a function is a door of its own, past the API. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
async function readUrls(reading: Reading, client: LambdaClient, name: string): Promise<void> {
  const type = "lambda/functionUrl:FunctionUrl";
  const question = {
    ...{ what: `URLs of function ${name}`, action: "lambda:ListFunctionUrlConfigs", absent: NOT_THERE },
    covers: [{ type, key: name }],
  };
  const urls = await reading.ask(question, () =>
    client.send(new ListFunctionUrlConfigsCommand({ FunctionName: name })),
  );
  for (const { AuthType, FunctionArn = "" } of urls?.FunctionUrlConfigs ?? []) {
    const qualifier = FunctionArn.split(":")[7];
    const inputs = { functionName: name, authorizationType: AuthType, ...(qualifier !== undefined && { qualifier }) };
    reading.add(type, qualifier === undefined ? name : `${name}:${qualifier}`, inputs);
  }
}
