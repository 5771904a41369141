import {
  type APIGatewayClient,
  type GatewayResponse,
  GetAuthorizersCommand,
  GetGatewayResponsesCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
  GetRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { readMethods } from "./api-methods";
import { everyPage, type List } from "./api-pages";
import { readStages } from "./api-stages";
import type { Reading } from "./reading";

/** An API with everything that decides who may call it, and what then answers. */
export async function readApi(reading: Reading, client: APIGatewayClient, restApiId: string): Promise<void> {
  const action = "apigateway:GET";
  const covers = ["restApi:RestApi", "restApiPolicy:RestApiPolicy"].map((type) => ({ type: `apigateway/${type}` }));
  reading.say(`reading API ${restApiId}`);
  const absent = ["NotFoundException"];
  const api = await reading.ask({ what: `API ${restApiId}`, action, absent, covers }, () =>
    client.send(new GetRestApiCommand({ restApiId })),
  );
  if (api !== undefined) {
    const { types, vpcEndpointIds } = api.endpointConfiguration ?? {};
    const { disableExecuteApiEndpoint, name } = api;
    const endpointConfiguration = { types, vpcEndpointIds };
    reading.add("apigateway/restApi:RestApi", restApiId, { name, endpointConfiguration, disableExecuteApiEndpoint });
    if (api.policy !== undefined && api.policy !== "")
      reading.add("apigateway/restApiPolicy:RestApiPolicy", restApiId, { restApiId, policy: unescaped(api.policy) });
  }
  await readMethods(reading, client, restApiId);
  await readParts(reading, client, restApiId);
  await readStages(reading, client, restApiId);
}

/** API Gateway hands a policy out with its quotes and slashes escaped: `{\"Version\":\"2012-10-17\",…`. */
function unescaped(policy: string): string {
  return policy.startsWith('{"') ? policy : policy.replaceAll(/\\(["\\/])/g, "$1");
}

async function readParts(reading: Reading, client: APIGatewayClient, restApiId: string): Promise<void> {
  const of = `of API ${restApiId}`;
  const list = <Part>(what: string, type: string, page: List<Part>["page"]) =>
    everyPage(reading, { what: `${what} ${of}`, type: `apigateway/${type}`, page });
  const authorizers = await list("authorizers", "authorizer:Authorizer", (page) =>
    client.send(new GetAuthorizersCommand({ restApiId, ...page })),
  );
  for (const { id = "", authType: _, providerARNs, ...rest } of authorizers ?? [])
    reading.add("apigateway/authorizer:Authorizer", id, { restApi: restApiId, providerArns: providerARNs, ...rest });
  const responses = await list("gateway responses", "response:Response", (page) =>
    client.send(new GetGatewayResponsesCommand({ restApiId, ...page })),
  );
  // Types that nothing was set for are listed too, with what API Gateway answers by itself.
  for (const response of responses ?? [])
    if (response.defaultResponse !== true) addResponse(reading, restApiId, response);
  const validators = await list("request validators", "requestValidator:RequestValidator", (page) =>
    client.send(new GetRequestValidatorsCommand({ restApiId, ...page })),
  );
  for (const { id = "", ...rest } of validators ?? [])
    reading.add("apigateway/requestValidator:RequestValidator", id, { restApi: restApiId, ...rest });
  const models = await list("models", "model:Model", (page) =>
    client.send(new GetModelsCommand({ restApiId, ...page })),
  );
  for (const { name = "", contentType, schema } of models ?? [])
    reading.add("apigateway/model:Model", name, { restApi: restApiId, name, contentType, schema });
}

function addResponse(reading: Reading, restApiId: string, { responseType, ...rest }: GatewayResponse): void {
  const { statusCode, responseParameters, responseTemplates } = rest;
  const inputs = { restApiId, responseType, statusCode, responseParameters, responseTemplates };
  reading.add("apigateway/response:Response", responseType ?? "", inputs);
}
