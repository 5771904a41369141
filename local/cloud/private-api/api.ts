import type { Estate } from "../../../policies/audit/estate";
import type { NamedPolicy } from "../../../policies/evaluate/decision";
import type { GraphResource } from "../../program/graph";
import { asRecord, type GraphIndex, listOf, recordOf, requiredText } from "../graph/graph-index";
import { NotModelledError } from "../graph/not-modelled";
import { type GatewayResponses, readGatewayResponses } from "./gateway-responses";
import { readRoutes, type Route } from "./routes";
import { readThrottles, type ThrottleLimit } from "./throttle";

/** The program's private REST API at its one stage. */
export interface PrivateApi {
  readonly id: string;
  /** `arn:…:execute-api:<region>:<account>:<api>`, without stage. */
  readonly executionArn: string;
  readonly stage: string;
  /** Of an API without one, what AWS assumes of a private API: no request is admitted. */
  readonly resourcePolicies: readonly NamedPolicy[];
  readonly routes: readonly Route[];
  readonly responses: GatewayResponses;
  /** By `<METHOD> <template>`, and `*` for all others. */
  readonly throttles: ReadonlyMap<string, ThrottleLimit>;
  /** The stage's access log format, with its `$context` variables; absent when the stage logs nothing. */
  readonly accessLogFormat?: string;
  readonly binaryMediaTypes: readonly string[];
  readonly stageVariables: Readonly<Record<string, string>> | null;
}

/** @throws NotModelledError for what the laptop would have to guess at */
export function readPrivateApi(graph: GraphIndex, { apis }: Pick<Estate, "apis">): PrivateApi {
  const api = graph.only("apigateway/restApi:RestApi");
  const stage = graph.only("apigateway/stage:Stage");
  refuseUnmodelled(api, stage);
  const id = requiredText(api, "id");
  const format = asRecord(stage.inputs["accessLogSettings"])["format"];
  const variables = Object.entries(recordOf(stage, "variables")).map(([name, value]) => [name, String(value)]);
  return {
    id,
    executionArn: requiredText(api, "executionArn"),
    stage: requiredText(stage, "stageName"),
    resourcePolicies: apis.find((one) => one.id === id)?.policies ?? [],
    routes: readRoutes(graph, id, requiredText(api, "rootResourceId")),
    responses: readGatewayResponses(graph, id),
    throttles: readThrottles(graph, id),
    ...(typeof format === "string" && { accessLogFormat: format }),
    binaryMediaTypes: listOf(api, "binaryMediaTypes").map(String),
    stageVariables: variables.length > 0 ? (Object.fromEntries(variables) as Record<string, string>) : null,
  };
}

function refuseUnmodelled(api: GraphResource, stage: GraphResource): void {
  const types = asRecord(api.inputs["endpointConfiguration"])["types"];
  if (types !== "PRIVATE" && !(Array.isArray(types) && types.length === 1 && types[0] === "PRIVATE"))
    throw new NotModelledError(`${api.urn} is not a PRIVATE API, and the laptop stands in for no other.`);
  if (api.inputs["body"] !== undefined)
    throw new NotModelledError(
      `${api.urn} is made from an OpenAPI body; the laptop reads methods as resources of the program.`,
    );
  for (const key of ["canarySettings", "cacheClusterEnabled"])
    if (stage.inputs[key] !== undefined && stage.inputs[key] !== false)
      throw new NotModelledError(`${stage.urn} sets ${key}, which the laptop does not model.`);
}
