import * as path from "node:path";
import type { GraphResource } from "../program/graph";
import { functionEnvironment } from "../lambda/function-environment";
import { type FunctionSpec, isCalledBy } from "../lambda/function-spec";
import type { CredentialStore } from "./signing/credentials";
import { type Door, rekognitionDoor } from "./door";
import { asRecord, type GraphIndex, numberOf, recordOf, requiredText } from "./graph/graph-index";
import { NotModelledError } from "./graph/not-modelled";
import { readEventSources } from "./queue/queues";

/** What the laptop puts in place of the program's values, by function resource and variable. */
export type Substitutions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Nothing listens there: what a function in a subnet without a route gets when it tries. */
const NO_ROUTE = "http://127.0.0.1:1";

export function readFunctions(graph: GraphIndex, projectRoot: string): readonly FunctionSpec[] {
  const sources = readEventSources(graph);
  return graph.all("lambda/function:Function").map((resource) => {
    const spec = { ...readFunction(resource, projectRoot), aliases: aliasesOf(resource, graph) };
    const reserved = numberOf(resource, "reservedConcurrentExecutions") ?? -1;
    const brought = sources.find(({ functionArn }) => isCalledBy(spec, functionArn))?.maximumConcurrency;
    // -1 is the provider's word for "none reserved".
    const atOnce = reserved >= 0 ? reserved : brought;
    return atOnce === undefined ? spec : { ...spec, atOnce };
  });
}

/** Each leads to the one version that the laptop runs. */
function aliasesOf(resource: GraphResource, graph: GraphIndex): readonly string[] {
  const known = [requiredText(resource, "name"), requiredText(resource, "arn")];
  return graph
    .all("lambda/alias:Alias")
    .filter((alias) => known.includes(requiredText(alias, "functionName")))
    .map((alias) => requiredText(alias, "arn"));
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
  const session = { roleArn: spec.roleArn, sessionName: spec.functionName, tags: {}, sourceFunctionArn: spec.arn };
  const address = (name: string) => doors.find((door) => door.name === name)?.url ?? NO_ROUTE;
  const internet = address("internet");
  const addresses = spec.isInVpc
    ? {
        sts: address("sts"),
        sagemaker: address("sagemaker-api"),
        s3: address("s3-gateway"),
        dynamodb: address("dynamodb-gateway"),
        others: NO_ROUTE,
      }
    : { sts: internet, sagemaker: internet, s3: internet, dynamodb: internet, others: internet };
  const variables = { ...spec.variables, ...substitutions[spec.name] };
  return functionEnvironment(spec, atDoors(variables, address), region, credentials.issue(session), addresses);
}

/** What the program names by the address of an endpoint on AWS: here that is the address of the endpoint's door. */
function atDoors(
  variables: Readonly<Record<string, string>>,
  address: (name: string) => string,
): Readonly<Record<string, string>> {
  const { POOL: text, EVENTS_ENDPOINT: events, ...rest } = variables;
  const others = { ...rest, ...(events !== undefined && { EVENTS_ENDPOINT: address("events") }) };
  if (text === undefined) return others;
  const pool = asRecord(JSON.parse(text));
  const regions = (Array.isArray(pool["regions"]) ? pool["regions"] : []).map((entry: unknown) => {
    const region = asRecord(entry);
    return { ...region, endpoint: address(rekognitionDoor(String(region["region"]))) };
  });
  return { ...others, POOL: JSON.stringify({ ...pool, regions }) };
}
