import type { GraphResource } from "../../program/graph";
import { type GraphIndex, numberOf, requiredText, textOf, textRecordOf } from "../graph/graph-index";
import { NotModelledError } from "../graph/not-modelled";

export type Integration =
  | { readonly kind: "lambda"; readonly functionArn: string; readonly timeoutMs: number }
  | {
      readonly kind: "mock";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

export function readIntegration(graph: GraphIndex, apiId: string, resourceId: string, verb: string): Integration {
  const isOurs = (resource: GraphResource) => belongsTo(resource, apiId, resourceId, verb);
  const resource = graph.all("apigateway/integration:Integration").find(isOurs);
  if (!resource) throw new NotModelledError(`The method ${verb} of resource ${resourceId} has no integration.`);
  const type = requiredText(resource, "type");
  if (type === "MOCK") return readMock(graph, resource, isOurs);
  if (type !== "AWS_PROXY")
    throw new NotModelledError(`${resource.urn} is of type ${type}; the laptop models AWS_PROXY and MOCK.`);
  return {
    kind: "lambda",
    functionArn: functionArnIn(requiredText(resource, "uri")),
    timeoutMs: numberOf(resource, "timeoutMilliseconds") ?? 29_000,
  };
}

/** `arn:…:apigateway:…:lambda:path/2015-03-31/functions/<function ARN>/invocations` → the function's ARN. */
export function functionArnIn(uri: string): string {
  const found = /:lambda:path\/2015-03-31\/functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1];
  if (found === undefined) throw new NotModelledError(`"${uri}" does not name a Lambda function.`);
  return found.replace(/:\$LATEST$/, "");
}

function readMock(
  graph: GraphIndex,
  resource: GraphResource,
  isOurs: (resource: GraphResource) => boolean,
): Integration {
  const template = textRecordOf(resource, "requestTemplates")["application/json"] ?? "";
  const status = Number(/"?statusCode"?\s*:\s*(\d{3})/.exec(template)?.[1]);
  if (Number.isNaN(status))
    throw new NotModelledError(`${resource.urn} has no request template with a literal statusCode.`);
  const responses = graph.all("apigateway/integrationResponse:IntegrationResponse").filter(isOurs);
  const declared = graph.all("apigateway/methodResponse:MethodResponse").filter(isOurs);
  const response = responses.find((one) => textOf(one, "statusCode") === String(status));
  const method = declared.find((one) => textOf(one, "statusCode") === String(status));
  if (!response || !method)
    throw new NotModelledError(
      `${resource.urn} answers ${status}, for which there is no integration response with a method response.`,
    );
  return { kind: "mock", status, headers: mockHeaders(response, method), body: mockBody(response) };
}

/** A header is sent only when the method response declares it. */
function mockHeaders(response: GraphResource, method: GraphResource): Record<string, string> {
  const allowed = textRecordOf(method, "responseParameters");
  const headers: Record<string, string> = {};
  for (const [parameter, value] of Object.entries(textRecordOf(response, "responseParameters"))) {
    const literal = /^'(.*)'$/.exec(value)?.[1];
    if (literal === undefined)
      throw new NotModelledError(
        `${response.urn} sets ${parameter} to ${value}; the laptop models literals in single quotes.`,
      );
    if (!(parameter in allowed))
      throw new NotModelledError(`${response.urn} sets ${parameter}, which its method response does not declare.`);
    headers[parameter.replace("method.response.header.", "")] = literal;
  }
  return headers;
}

function mockBody(response: GraphResource): string {
  const body = textRecordOf(response, "responseTemplates")["application/json"] ?? "";
  if (/[#$]/.test(body))
    throw new NotModelledError(`${response.urn} has a response template with logic; the laptop models plain text.`);
  return body;
}

function belongsTo(resource: GraphResource, apiId: string, resourceId: string, verb: string): boolean {
  return (
    textOf(resource, "restApi") === apiId &&
    textOf(resource, "resourceId") === resourceId &&
    textOf(resource, "httpMethod") === verb
  );
}
