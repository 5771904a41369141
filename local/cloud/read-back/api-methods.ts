import type { GraphResource } from "../../program/graph";
import { type GraphIndex, listOf, recordOf, textOf, textRecordOf, valueOf } from "../graph/graph-index";

/** A method with its integration and answers, as `embed=methods` has it. https://docs.aws.amazon.com/apigateway/latest/api/API_Method.html */
export function apiMethod(index: GraphIndex, method: GraphResource): unknown {
  const of = (type: string) => partsOf(index, method, type);
  const [called] = of("integration:Integration");
  const codes = of("methodResponse:MethodResponse").map((each) => [
    textOf(each, "statusCode"),
    { statusCode: textOf(each, "statusCode"), responseParameters: recordOf(each, "responseParameters") },
  ]);
  return {
    httpMethod: textOf(method, "httpMethod"),
    authorizationType: textOf(method, "authorization"),
    authorizerId: textOf(method, "authorizerId"),
    apiKeyRequired: valueOf(method, "apiKeyRequired") === true,
    requestValidatorId: textOf(method, "requestValidatorId"),
    requestModels: textRecordOf(method, "requestModels"),
    requestParameters: recordOf(method, "requestParameters"),
    authorizationScopes: listOf(method, "authorizationScopes"),
    methodResponses: Object.fromEntries(codes) as unknown,
    ...(called && { methodIntegration: integration(called, of("integrationResponse:IntegrationResponse")) }),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html */
function integration(called: GraphResource, answers: readonly GraphResource[]): unknown {
  const responses = answers.map((each) => [
    textOf(each, "statusCode"),
    {
      statusCode: textOf(each, "statusCode"),
      responseParameters: textRecordOf(each, "responseParameters"),
      responseTemplates: textRecordOf(each, "responseTemplates"),
    },
  ]);
  return {
    type: textOf(called, "type"),
    httpMethod: textOf(called, "integrationHttpMethod"),
    uri: textOf(called, "uri"),
    credentials: textOf(called, "credentials"),
    connectionType: textOf(called, "connectionType"),
    passthroughBehavior: textOf(called, "passthroughBehavior") ?? "WHEN_NO_MATCH",
    timeoutInMillis: valueOf(called, "timeoutMilliseconds") ?? 29000,
    cacheNamespace: textOf(called, "resourceId"),
    cacheKeyParameters: [],
    requestTemplates: textRecordOf(called, "requestTemplates"),
    requestParameters: textRecordOf(called, "requestParameters"),
    integrationResponses: Object.fromEntries(responses) as unknown,
  };
}

function partsOf(index: GraphIndex, method: GraphResource, type: string): readonly GraphResource[] {
  const same = (each: GraphResource, key: string) => textOf(each, key) === textOf(method, key);
  return index
    .where(`apigateway/${type}`, "restApi", textOf(method, "restApi") ?? "")
    .filter((each) => same(each, "resourceId") && same(each, "httpMethod"));
}
