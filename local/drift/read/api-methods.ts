import {
  type APIGatewayClient,
  GetResourcesCommand,
  type Integration,
  type Method,
  type Resource,
} from "@aws-sdk/client-api-gateway";
import { everyPage } from "./api-pages";
import type { Reading } from "./reading";

/** What hangs in an API's tree, and is unknown when the tree cannot be read. */
const IN_THE_TREE = ["resource:Resource", "integration:Integration", "integrationResponse:IntegrationResponse"];

/** An API's tree as it is being edited: what its stages serve was copied when it was last deployed. */
export async function readMethods(reading: Reading, client: APIGatewayClient, restApiId: string): Promise<void> {
  const resources = await everyPage(reading, {
    what: `resources and methods of API ${restApiId}`,
    type: "apigateway/method:Method",
    page: (page) => client.send(new GetResourcesCommand({ restApiId, embed: ["methods"], ...page })),
  });
  if (resources === undefined) {
    const covers = IN_THE_TREE.map((type) => ({ type: `apigateway/${type}` }));
    reading.unread.push(...reading.unread.splice(-1).map((last) => ({ ...last, covers: [...last.covers, ...covers] })));
    return;
  }
  for (const resource of resources) readResource(reading, restApiId, resource);
}

interface Place {
  readonly restApi: string;
  readonly resourceId: string | undefined;
  readonly httpMethod: string;
}

function readResource(
  reading: Reading,
  restApi: string,
  { id, parentId, path = "/", pathPart, resourceMethods }: Resource,
): void {
  if (parentId !== undefined) reading.add("apigateway/resource:Resource", path, { restApi, id, parentId, pathPart });
  for (const [httpMethod, method] of Object.entries(resourceMethods ?? {})) {
    const place = { restApi, resourceId: id, httpMethod };
    addMethod(reading, place, path, method);
    if (method.methodIntegration !== undefined) addIntegration(reading, place, path, method.methodIntegration);
  }
}

function addMethod(reading: Reading, place: Place, path: string, method: Method): void {
  const { authorizationType: authorization, authorizerId, apiKeyRequired, requestValidatorId } = method;
  const { requestModels, requestParameters, authorizationScopes } = method;
  reading.add("apigateway/method:Method", `${place.httpMethod} ${path}`, {
    ...place,
    ...{ authorization, authorizerId, apiKeyRequired, requestValidatorId },
    ...{ requestModels, requestParameters, authorizationScopes },
  });
}

function addIntegration(reading: Reading, place: Place, path: string, integration: Integration): void {
  const { httpMethod, timeoutInMillis, integrationResponses, type, uri, credentials, connectionType } = integration;
  const { requestParameters, requestTemplates, passthroughBehavior, cacheKeyParameters } = integration;
  const key = `${place.httpMethod} ${path}`;
  reading.add("apigateway/integration:Integration", key, {
    ...place,
    ...{
      type,
      uri,
      credentials,
      connectionType,
      integrationHttpMethod: httpMethod,
      timeoutMilliseconds: timeoutInMillis,
    },
    ...{ requestParameters, requestTemplates, passthroughBehavior, cacheKeyParameters },
  });
  for (const [statusCode, answer] of Object.entries(integrationResponses ?? {})) {
    const { responseParameters, responseTemplates, selectionPattern } = answer;
    const inputs = { ...place, statusCode, responseParameters, responseTemplates, selectionPattern };
    reading.add("apigateway/integrationResponse:IntegrationResponse", `${key} ${statusCode}`, inputs);
  }
}
