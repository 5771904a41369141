import { createHash } from "node:crypto";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { LambdaHost } from "../lambda/host";
import { FunctionProcess } from "../lambda/function-process";
import type { FunctionSpec } from "../lambda/function-spec";
import { asRecord } from "../cloud/graph/graph-index";

export interface HookParts {
  readonly host: LambdaHost;
  /** The smoke test, as the program has it. */
  readonly spec: FunctionSpec;
  readonly runtimeBundle: string;
  readonly region: string;
  /** Of the function that is rolled out: its name in the program and on AWS. */
  readonly code: string;
  readonly functionName: string;
}

const DEPLOYMENT = "d-LAPTOP";

/**
 * The real smoke test, run against a version. What it asks CodeDeploy and Lambda is answered here, over their own protocols; whether its role
 * may ask is not decided here but proved by the audit.
 */
export async function passesSmokeTest(parts: HookParts, version: string): Promise<boolean> {
  const reports: string[] = [];
  const server = http.createServer((request, response) => void answer(parts, version, reports, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const hook = new FunctionProcess({
    spec: parts.spec,
    runtimeBundle: parts.runtimeBundle,
    environment: environmentOf(parts, `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    onLogLine: () => undefined,
  });
  try {
    const ended = await hook.invoke({ DeploymentId: DEPLOYMENT, LifecycleEventHookExecutionId: "hook" });
    if (!ended.ok) throw new Error(`The smoke test ended with ${ended.error.errorMessage}`);
    return reports.at(-1) === "Succeeded";
  } finally {
    await hook.kill();
    server.closeAllConnections();
    server.close();
  }
}

function environmentOf({ spec, region }: HookParts, url: string): Record<string, string> {
  return {
    ...spec.variables,
    _HANDLER: spec.handler,
    LAMBDA_TASK_ROOT: spec.codeFolder,
    LAPTOP_FUNCTION_ARN: spec.arn,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "laptop",
    AWS_SECRET_ACCESS_KEY: "laptop",
    AWS_SESSION_TOKEN: "laptop",
    AWS_ENDPOINT_URL: url,
  };
}

async function answer(
  parts: HookParts,
  version: string,
  reports: string[],
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk as string;
  const target = String(request.headers["x-amz-target"] ?? "");
  const body: unknown = JSON.parse(text);
  if (target !== "")
    return void response.end(JSON.stringify(codeDeploy(parts, version, reports, target, asRecord(body))));
  const result = await parts.host.invokeVersion(parts.code, version, body);
  if (!result.ok) response.setHeader("x-amz-function-error", "Unhandled");
  response.end(JSON.stringify(result.ok ? result.payload : result.error));
}

function codeDeploy(
  { code, functionName }: HookParts,
  version: string,
  reports: string[],
  target: string,
  body: Readonly<Record<string, unknown>>,
): object {
  const Properties = { Name: functionName, Alias: "live", CurrentVersion: "1", TargetVersion: version };
  const content = JSON.stringify({ version: "0.0", Resources: [{ [code]: { Properties } }] });
  const sha256 = createHash("sha256").update(content).digest("hex");
  const revision = { revisionType: "AppSpecContent", appSpecContent: { sha256 } };
  if (target.endsWith(".GetDeployment"))
    return { deploymentInfo: { applicationName: "laptop", deploymentGroupName: code, revision, creator: "user" } };
  if (target.endsWith(".GetApplicationRevision"))
    return { revision: { ...revision, appSpecContent: { sha256, content } } };
  reports.push(String(body["status"]));
  return {};
}
