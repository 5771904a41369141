import type { GraphResource } from "../../program/graph";
import type { Answer } from "../answer";
import { type GraphIndex, recordOf, textOf, textRecordOf, valueOf } from "../graph/graph-index";
import type { Incoming } from "../incoming";
import { apiMethod } from "./api-methods";
import { limitOf, pageOf } from "./page";
import { answerRest, type Asked, type ReadBackParts } from "./read-back";
import { deploymentOf, pathOf } from "./standing";

/** Lists of 25 unless asked for up to 500. https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
const [USUAL, MOST] = [25, 500];

/** What API Gateway answers by itself until a gateway response is set; two of its types stand for all. */
const UNSET_RESPONSES = ["QUOTA_EXCEEDED", "WAF_FILTERED"];

/**
 * API Gateway's management, for reading only.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
export function answerApiGateway(parts: ReadBackParts, request: Incoming): Promise<Answer> {
  return answerRest(parts, request, {
    service: "apigateway",
    absent: "NotFoundException",
    read: (region) => asked(parts, request, region),
  });
}

/** GET and the path are all that IAM knows. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
function asked(parts: ReadBackParts, request: Incoming, region: string): Asked | undefined {
  const [root, apiId = "", ...rest] = decodeURIComponent(request.path).split("/").slice(1);
  if (request.method !== "GET" || root !== "restapis") return undefined;
  const resource = `arn:${parts.authority.place.partition}:apigateway:${region}::${request.path}`;
  const answer = (): unknown => {
    const { index } = parts.standing;
    const api = index.all("apigateway/restApi:RestApi").find((each) => textOf(each, "id") === apiId);
    return api && answerAbout(parts, { index, api, apiId, rest, query: new URLSearchParams(request.query) });
  };
  return { action: "apigateway:GET", resource, answer };
}

interface About {
  readonly index: GraphIndex;
  readonly api: GraphResource;
  readonly apiId: string;
  /** Behind the API's id. */
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
}

/** Lists are called "item" on the wire, whatever the documents and the SDKs call them. */
function answerAbout({ standing }: ReadBackParts, about: About): unknown {
  const { index, api, apiId, rest, query } = about;
  const [what, id] = rest;
  const all = (type: string, key = "restApi") => index.where(`apigateway/${type}`, key, apiId);
  const listed = (items: readonly unknown[]) => {
    const { items: item, next } = pageOf(items, limitOf(query.get("limit"), USUAL, MOST), query.get("position"));
    return { item, ...(next !== undefined && { position: next }) };
  };
  switch (what) {
    case undefined:
      return restApi(index, api, apiId);
    case "resources":
      return listed(resources(about));
    case "authorizers":
      return listed(all("authorizer:Authorizer").map(authorizer));
    case "gatewayresponses":
      return listed([...all("response:Response", "restApiId").map(gatewayResponse), ...UNSET_RESPONSES.map(unset)]);
    case "requestvalidators":
      return listed(all("requestValidator:RequestValidator").map(validator));
    case "models":
      return listed(all("model:Model").map(model));
    case "stages":
      // Without pages: https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html
      return { item: all("stage:Stage").map((each) => stage(index, each)) };
    case "deployments": {
      const apiSummary = standing.summary(id ?? "");
      return apiSummary && { id, createdDate: 1735689600, apiSummary };
    }
    default:
      return undefined;
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html; the policy's text comes with its quotes and slashes escaped once more. */
function restApi(index: GraphIndex, api: GraphResource, apiId: string) {
  const [own] = index.where("apigateway/restApiPolicy:RestApiPolicy", "restApiId", apiId);
  const policy = textOf(own ?? api, "policy");
  const configuration = recordOf(api, "endpointConfiguration");
  return {
    id: apiId,
    name: textOf(api, "name") ?? api.name,
    createdDate: 1735689600,
    apiKeySource: "HEADER",
    endpointConfiguration: { ...configuration, types: [configuration["types"]].flat(), ipAddressType: "dualstack" },
    disableExecuteApiEndpoint: valueOf(api, "disableExecuteApiEndpoint") === true,
    rootResourceId: textOf(api, "rootResourceId"),
    ...(policy !== undefined && { policy: policy.replaceAll(/["/]/g, (sign) => `\\${sign}`) }),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Resource.html; methods are there only when `embed` asks for them. */
function resources({ index, api, apiId, query }: About) {
  const root = { id: textOf(api, "rootResourceId"), path: "/" };
  const below = index.where("apigateway/resource:Resource", "restApi", apiId).map((each) => ({
    id: textOf(each, "id"),
    parentId: textOf(each, "parentId"),
    pathPart: textOf(each, "pathPart"),
    path: pathOf(index, apiId, textOf(each, "id") ?? ""),
  }));
  const isEmbedded = query.getAll("embed").includes("methods");
  return [root, ...below].map((resource) => {
    const own = index
      .where("apigateway/method:Method", "restApi", apiId)
      .filter((each) => textOf(each, "resourceId") === resource.id);
    if (own.length === 0) return resource;
    const methods = own.map((method) => [textOf(method, "httpMethod"), isEmbedded ? apiMethod(index, method) : {}]);
    return { ...resource, resourceMethods: Object.fromEntries(methods) as unknown };
  });
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html */
function authorizer(each: GraphResource) {
  return {
    id: textOf(each, "id"),
    name: textOf(each, "name") ?? each.name,
    type: textOf(each, "type"),
    authType: "custom",
    authorizerUri: textOf(each, "authorizerUri"),
    authorizerCredentials: textOf(each, "authorizerCredentials"),
    identitySource: textOf(each, "identitySource"),
    authorizerResultTtlInSeconds: valueOf(each, "authorizerResultTtlInSeconds") ?? 300,
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GatewayResponse.html */
function gatewayResponse(each: GraphResource) {
  return {
    responseType: textOf(each, "responseType"),
    statusCode: textOf(each, "statusCode"),
    responseParameters: textRecordOf(each, "responseParameters"),
    responseTemplates: textRecordOf(each, "responseTemplates"),
    defaultResponse: false,
  };
}

function unset(responseType: string) {
  const responseTemplates = { "application/json": '{"message":$context.error.messageString}' };
  return { responseType, responseParameters: {}, responseTemplates, defaultResponse: true };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_RequestValidator.html */
function validator(each: GraphResource) {
  return {
    id: textOf(each, "id"),
    name: textOf(each, "name") ?? each.name,
    validateRequestBody: valueOf(each, "validateRequestBody") === true,
    validateRequestParameters: valueOf(each, "validateRequestParameters") === true,
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Model.html */
function model(each: GraphResource) {
  return {
    id: textOf(each, "id"),
    name: textOf(each, "name"),
    contentType: textOf(each, "contentType"),
    schema: textOf(each, "schema"),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html; AWS writes out every setting of a method that has one of its own. */
function stage(index: GraphIndex, each: GraphResource) {
  const restApi = textOf(each, "restApi") ?? "";
  const settings = index
    .where("apigateway/methodSettings:MethodSettings", "restApi", restApi)
    .filter((one) => textOf(one, "stageName") === textOf(each, "stageName"))
    .map((one) => [
      textOf(one, "methodPath"),
      { cachingEnabled: false, cacheTtlInSeconds: 300, ...recordOf(one, "settings") },
    ]);
  return {
    stageName: textOf(each, "stageName"),
    deploymentId: deploymentOf(each),
    createdDate: 1735689600,
    accessLogSettings: recordOf(each, "accessLogSettings"),
    cacheClusterEnabled: valueOf(each, "cacheClusterEnabled") === true,
    tracingEnabled: valueOf(each, "xrayTracingEnabled") === true,
    variables: textRecordOf(each, "variables"),
    methodSettings: Object.fromEntries(settings) as unknown,
  };
}
