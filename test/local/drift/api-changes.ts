import { added, changed, type HandMadeChange, type Inputs, match, named, one, statements } from "./by-hand";

/** An API is read as a whole. */
export const API = ["apigateway/restApi:"];

export const API_CHANGES: readonly HandMadeChange[] = [
  {
    what: "a method that asks no authorizer",
    asked: API,
    edit: changed("apigateway/method:Method api-call-rekognition", { authorization: "NONE" }),
    says: ["method POST /v1/rekognition/{operation}: authorization is NONE, the program says CUSTOM"],
    rule: "P8",
  },
  {
    what: "a method that the program does not have",
    asked: API,
    edit: added("apigateway/method:Method api-call-rekognition", "more", () => ({
      httpMethod: "PUT",
      authorization: "NONE",
    })),
    says: ["method PUT /v1/rekognition/{operation}: the program does not have it; authorization NONE"],
  },
  {
    what: "an integration that leads to another function",
    asked: API,
    edit: changed("apigateway/integration:Integration api-call-rekognition-function", { uri: "arn:aws:elsewhere" }),
    says: [
      match(
        /^integration of method POST \/v1\/rekognition\/\{operation\}: uri is arn:aws:elsewhere, the program says arn:/,
      ),
    ],
  },
  {
    what: "an authorizer whose answers are kept",
    asked: API,
    edit: changed("apigateway/authorizer:Authorizer api-authorizer", { authorizerResultTtlInSeconds: 300 }),
    says: ["authorizer token: authorizerResultTtlInSeconds is 300, the program says 0"],
    rule: "P8",
  },
  {
    what: "a gateway response that lets any origin read it",
    asked: API,
    edit: (all) =>
      named(all, "apigateway/response:Response api-access-denied", {
        responseParameters: {
          ...(one(all, "apigateway/response:Response api-access-denied").inputs["responseParameters"] as Inputs),
          "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
        },
      }),
    says: [
      "gateway response ACCESS_DENIED: responseParameters gatewayresponse.header.Access-Control-Allow-Origin is '*', the program says 'https://portal.corp.example'",
    ],
  },
  {
    what: "a resource policy without its Deny",
    asked: API,
    edit: statements("apigateway/restApiPolicy:RestApiPolicy api-resource-policy", ([first]) => [first]),
    says: [match(/^resource policy of API \w+: lacks the program's statement DenyUnlessThroughOurExecuteApiEndpoint /)],
    rule: "P7",
  },
  {
    what: "a stage that logs bodies",
    asked: API,
    edit: changed("apigateway/methodSettings:MethodSettings api-call-rekognition-settings", {
      settings: { dataTraceEnabled: true, loggingLevel: "INFO" },
    }),
    says: [
      match(/throttlingRateLimit is not set/),
      match(/throttlingBurstLimit is not set/),
      "settings of stage live for /v1/rekognition/{operation}/POST: settings.loggingLevel is INFO, the program says OFF",
      "settings of stage live for /v1/rekognition/{operation}/POST: settings.dataTraceEnabled is true, the program says false",
      match(/metricsEnabled is not set/),
    ],
  },
  {
    what: "a stage that serves another deployment",
    asked: API,
    edit: changed("apigateway/stage:Stage api-stage", { deployment: "older1" }),
    says: [match(/^stage live: deployment is older1, the program says \w+$/)],
  },
];
