import { ACCOUNT, arn, dnsSuffixOf, letters, physicalName } from "./identifiers";
import { idOr, neededText, textInput, type Created, type NewResource, type OutputModels } from "./model";

const REST_API = "aws:apigateway/restApi:RestApi";
const RESOURCE = "aws:apigateway/resource:Resource";
const CREATED = "2025-01-01T00:00:00Z";

/** REST APIs. https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html; ids as Terraform composes them. */
export const API_GATEWAY_MODELS: OutputModels = {
  [REST_API]: restApi,
  [RESOURCE]: resourceOfApi,
  "aws:apigateway/method:Method": (r) => ({ id: methodId(r, "agm") }),
  "aws:apigateway/integration:Integration": integration,
  "aws:apigateway/methodResponse:MethodResponse": (r) => ({ id: `${methodId(r, "agmr")}-${status(r)}` }),
  "aws:apigateway/integrationResponse:IntegrationResponse": (r) => ({ id: `${methodId(r, "agir")}-${status(r)}` }),
  "aws:apigateway/model:Model": (r) => ({ id: shortId(r), outputs: { name: alphanumericName(r) } }),
  "aws:apigateway/requestValidator:RequestValidator": (r) => named(r),
  "aws:apigateway/authorizer:Authorizer": authorizer,
  "aws:apigateway/response:Response": (r) => ({
    id: idOr(r, `aggr-${neededText(r, "restApiId")}-${neededText(r, "responseType")}`),
  }),
  "aws:apigateway/restApiPolicy:RestApiPolicy": (r) => ({ id: idOr(r, neededText(r, "restApiId")) }),
  "aws:apigateway/deployment:Deployment": (r) => ({ id: shortId(r), outputs: { createdDate: CREATED } }),
  "aws:apigateway/stage:Stage": stage,
  "aws:apigateway/methodSettings:MethodSettings": (r) => ({
    id: `${neededText(r, "restApi")}-${neededText(r, "stageName")}-${neededText(r, "methodPath")}`,
  }),
  "aws:apigateway/account:Account": () => ({
    id: "api-gateway-account",
    outputs: { throttleSettings: { burstLimit: 5000, rateLimit: 10000 }, features: ["UsagePlans"], apiKeyVersion: "4" },
  }),
};

function restApi(resource: NewResource): Created {
  const id = idOr(resource, letters(resource.urn, 10));
  return {
    id,
    outputs: {
      name: physicalName(resource, 1024),
      arn: apiGatewayArn(resource, `restapis/${id}`),
      executionArn: arn(resource, "execute-api", id),
      rootResourceId: letters(`${resource.urn}|root`, 10),
      createdDate: CREATED,
      apiKeySource: textInput(resource, "apiKeySource") ?? "HEADER",
      disableExecuteApiEndpoint: resource.inputs["disableExecuteApiEndpoint"] ?? false,
      binaryMediaTypes: resource.inputs["binaryMediaTypes"] ?? [],
    },
  };
}

/** Its path is its parent's path and its own part; the parent is another resource or the API's root. */
function resourceOfApi(resource: NewResource): Created {
  const parent = resource.find(RESOURCE, resource.inputs["parentId"]);
  const api = resource.find(REST_API, resource.inputs["restApi"]);
  if (!parent && api && api.outputs["rootResourceId"] !== resource.inputs["parentId"]) {
    throw new Error(`input "parentId" is neither the API's root resource nor another resource of it`);
  }
  const parentPath = parent ? String(parent.outputs["path"]) : "";
  return {
    id: idOr(resource, letters(resource.urn, 6)),
    outputs: { path: `${parentPath}/${neededText(resource, "pathPart")}` },
  };
}

function integration(resource: NewResource): Created {
  return {
    id: methodId(resource, "agi"),
    outputs: {
      passthroughBehavior: textInput(resource, "passthroughBehavior") ?? "WHEN_NO_MATCH",
      timeoutMilliseconds: resource.inputs["timeoutMilliseconds"] ?? 29000,
      cacheNamespace: textInput(resource, "cacheNamespace") ?? neededText(resource, "resourceId"),
    },
  };
}

function authorizer(resource: NewResource): Created {
  const { id, outputs } = named(resource);
  const own = apiGatewayArn(resource, `restapis/${neededText(resource, "restApi")}/authorizers/${id}`);
  const ttl = resource.inputs["authorizerResultTtlInSeconds"] ?? 300;
  return { id, outputs: { ...outputs, arn: own, authorizerResultTtlInSeconds: ttl } };
}

function stage(resource: NewResource): Created {
  const api = neededText(resource, "restApi");
  const name = neededText(resource, "stageName");
  return {
    id: idOr(resource, `ags-${api}-${name}`),
    outputs: {
      arn: apiGatewayArn(resource, `restapis/${api}/stages/${name}`),
      executionArn: arn(resource, "execute-api", `${api}/${name}`),
      invokeUrl: `https://${api}.execute-api.${resource.region}.${dnsSuffixOf(resource.region)}/${name}`,
    },
  };
}

/** API Gateway's control-plane ARNs carry no account. */
function apiGatewayArn(resource: NewResource, rest: string): string {
  return arn(resource, "apigateway", `/${rest}`).replace(`:${ACCOUNT}:`, "::");
}

function methodId(resource: NewResource, prefix: string): string {
  const parts = [neededText(resource, "restApi"), neededText(resource, "resourceId")];
  return idOr(resource, [prefix, ...parts, neededText(resource, "httpMethod")].join("-"));
}

function status(resource: NewResource): string {
  return neededText(resource, "statusCode");
}

function shortId(resource: NewResource): string {
  return idOr(resource, letters(resource.urn, 6));
}

function named(resource: NewResource): Created {
  return { id: shortId(resource), outputs: { name: physicalName(resource, 128) } };
}

/** A model's name admits letters and digits only, so the provider's automatic name has no hyphens. */
function alphanumericName(resource: NewResource): string {
  const name = physicalName(resource, 255);
  const given = textInput(resource, "name");
  if (given && /[^A-Za-z0-9]/.test(given)) throw new Error(`input "name" is "${given}": letters and digits only`);
  return name.replaceAll(/[^A-Za-z0-9]/g, "");
}
