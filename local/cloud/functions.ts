import * as path from "node:path";
import type { GraphResource } from "../program/graph";
import { functionEnvironment } from "../lambda/function-environment";
import type { FunctionSpec } from "../lambda/function-spec";
import type { CredentialStore } from "./credentials";
import type { Door } from "./door";
import { asRecord, type GraphIndex, numberOf, recordOf, requiredText } from "./graph-index";
import { NotModelledError } from "./not-modelled";

/** What the laptop puts in place of the program's values, by function resource and variable. */
export type Substitutions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Nothing listens there: what a function in a subnet without a route gets when it tries. */
const NO_ROUTE = "http://127.0.0.1:1";

export function readFunctions(graph: GraphIndex, projectRoot: string): readonly FunctionSpec[] {
  return graph.all("lambda/function:Function").map((resource) => readFunction(resource, projectRoot));
}

function readFunction(resource: GraphResource, projectRoot: string): FunctionSpec {
  const functionName = requiredText(resource, "name");
  const variables = asRecord(recordOf(resource, "environment")["variables"]);
  const logGroup = recordOf(resource, "loggingConfig")["logGroup"];
  return {
    name: resource.name,
    functionName,
    arn: requiredText(resource, "arn"),
    codeFolder: path.resolve(projectRoot, requiredText(resource, "code")),
    handler: requiredText(resource, "handler"),
    // Lambda's own defaults.
    timeoutSeconds: numberOf(resource, "timeout") ?? 3,
    memoryMb: numberOf(resource, "memorySize") ?? 128,
    roleArn: requiredText(resource, "role"),
    isInVpc: Object.keys(asRecord(resource.inputs["vpcConfig"])).length > 0,
    logGroup: typeof logGroup === "string" ? logGroup : `/aws/lambda/${functionName}`,
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
  };
}

/** @throws NotModelledError for a substitution that would not replace anything: it must not look as if it did */
export function checkSubstitutions(functions: readonly FunctionSpec[], substitutions: Substitutions): void {
  for (const [name, variables] of Object.entries(substitutions)) {
    const spec = functions.find((one) => one.name === name);
    if (!spec)
      throw new NotModelledError(
        `There is no function "${name}" to substitute values for; there are ${functions.map((one) => one.name).join(", ")}.`,
      );
    const unknown = Object.keys(variables).find((variable) => !(variable in spec.variables));
    if (unknown !== undefined)
      throw new NotModelledError(`The function "${name}" has no variable ${unknown} to substitute.`);
  }
}

/**
 * The environment of a function's process. Inside the VPC it reaches AWS through the program's endpoints and nothing else;
 * outside it, over the internet.
 */
export function environmentFor(
  spec: FunctionSpec,
  substitutions: Substitutions,
  region: string,
  doors: readonly Door[],
  credentials: CredentialStore,
): Record<string, string> {
  const session = { roleArn: spec.roleArn, sessionName: spec.functionName, tags: {} };
  const address = (name: string) => doors.find((door) => door.name === name)?.url ?? NO_ROUTE;
  const internet = address("internet");
  const addresses = spec.isInVpc
    ? { sts: address("sts"), sagemaker: address("sagemaker-api"), others: NO_ROUTE }
    : { sts: internet, sagemaker: internet, others: internet };
  const variables = { ...spec.variables, ...substitutions[spec.name] };
  return functionEnvironment(spec, variables, region, credentials.issue(session), addresses);
}
