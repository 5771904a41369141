import { text } from "../../../policies/audit/collect/graph/graph";
import { ANYTHING, type Kind, shown } from "./kind";

/** Of a stage's deployed copy: how a method is authorized there. No resource of the graph; the methods' own say it. */
export const SERVED_METHOD = "deployed copy of a method";

const API = "apigateway";
const METHOD = `${API}/method:Method`;

/** An API and everything in it. */
export const API_KINDS: Readonly<Record<string, Kind>> = {
  [`${API}/restApi:RestApi`]: {
    title: ({ key }) => `API ${key}`,
    settings: {
      "endpointConfiguration.types": "EDGE",
      "endpointConfiguration.vpcEndpointIds": undefined,
      disableExecuteApiEndpoint: false,
    },
  },
  [`${API}/restApiPolicy:RestApiPolicy`]: {
    title: ({ key }) => `resource policy of API ${key}`,
    settings: {},
    policies: ["policy"],
    partOf: [`${API}/restApi:RestApi`, (key) => key],
  },
  [`${API}/resource:Resource`]: { title: ({ key }) => `path ${key}`, settings: {} },
  [METHOD]: {
    title: ({ key }) => `method ${key}`,
    settings: {
      authorization: "NONE",
      authorizerId: undefined,
      apiKeyRequired: false,
      requestValidatorId: undefined,
      requestModels: undefined,
      requestParameters: undefined,
      authorizationScopes: undefined,
    },
    describe: ({ inputs }) => `authorization ${shown(inputs["authorization"])}`,
  },
  [SERVED_METHOD]: {
    title: ({ key }) => `stage ${key.replace(" ", ", method ")}, as it was last deployed`,
    settings: { authorization: "NONE", apiKeyRequired: false },
    describe: ({ inputs }) => `authorization ${shown(inputs["authorization"])}`,
  },
  [`${API}/integration:Integration`]: {
    title: ({ key }) => `integration of method ${key}`,
    settings: {
      type: undefined,
      uri: undefined,
      credentials: undefined,
      integrationHttpMethod: undefined,
      connectionType: ANYTHING,
      timeoutMilliseconds: 29_000,
      passthroughBehavior: ANYTHING,
      requestParameters: undefined,
      requestTemplates: undefined,
      cacheKeyParameters: undefined,
    },
    partOf: [METHOD, (key) => key],
  },
  [`${API}/integrationResponse:IntegrationResponse`]: {
    title: ({ key }) => `integration response ${key}`,
    settings: { responseParameters: undefined, responseTemplates: undefined, selectionPattern: undefined },
    partOf: [METHOD, (key) => key.slice(0, key.lastIndexOf(" "))],
  },
  [`${API}/authorizer:Authorizer`]: {
    title: ({ key, inputs }) => `authorizer ${text(inputs["name"]) ?? key}`,
    settings: {
      type: "TOKEN",
      authorizerUri: undefined,
      authorizerCredentials: undefined,
      identitySource: "method.request.header.Authorization",
      identityValidationExpression: undefined,
      authorizerResultTtlInSeconds: 300,
      providerArns: undefined,
    },
  },
  [`${API}/response:Response`]: {
    title: ({ key }) => `gateway response ${key}`,
    settings: { statusCode: undefined, responseParameters: undefined, responseTemplates: undefined },
  },
  [`${API}/requestValidator:RequestValidator`]: {
    title: ({ key, inputs }) => `request validator ${text(inputs["name"]) ?? key}`,
    settings: { validateRequestBody: false, validateRequestParameters: false },
  },
  [`${API}/model:Model`]: {
    title: ({ key }) => `model ${key}`,
    settings: { contentType: undefined, schema: undefined },
    isQuietAlone: true,
  },
  [`${API}/stage:Stage`]: {
    title: ({ key }) => `stage ${key}`,
    settings: {
      deployment: ANYTHING,
      "accessLogSettings.destinationArn": undefined,
      "accessLogSettings.format": undefined,
      cacheClusterEnabled: false,
      xrayTracingEnabled: false,
      variables: undefined,
      clientCertificateId: undefined,
      canarySettings: undefined,
    },
    describe: ({ inputs }) => `it serves deployment ${shown(inputs["deployment"])}`,
  },
  [`${API}/methodSettings:MethodSettings`]: {
    title: ({ key }) => `settings of stage ${key.replace(" ", " for ")}`,
    settings: {
      "settings.throttlingRateLimit": ANYTHING,
      "settings.throttlingBurstLimit": ANYTHING,
      "settings.loggingLevel": "OFF",
      "settings.dataTraceEnabled": false,
      "settings.metricsEnabled": ANYTHING,
      "settings.cachingEnabled": false,
    },
    partOf: [`${API}/stage:Stage`, (key) => key.split(" ")[0] ?? key],
  },
};

/** `~1v1~1images/POST` as it is sent and `v1/images/POST` as it may come back are one. https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html */
export function methodSettingsKey(stageName: string, methodPath: string): string {
  const path = methodPath.replaceAll("~1", "/").replace(/^\/+/, "");
  return `${stageName} /${path}`;
}
