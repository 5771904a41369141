/** Methods and authorizers that only an OpenAPI body shows. */
import type { AuditedAuthorizer, AuditedMethod } from "../../estate";
import { type Behind, functionBehind } from "../functions/functions";
import { type CollectedResource, list, pointer, record, text } from "../graph/graph";
import { openApiBody } from "./openapi-body";
import type { Survey } from "../survey";

type Body = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-any-method.html */
const ANY = "x-amazon-apigateway-any-method";
const VERBS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", ANY];

export function openApiMethods(survey: Survey, api: CollectedResource): AuditedMethod[] {
  const body = openApiBody(survey, api) ?? {};
  return Object.entries(record(body["paths"])).flatMap(([path, item]) => {
    if ("$ref" in record(item)) survey.fault(api, "/body", `The path ${path} of API ${api.name} is in another text.`);
    const verbs = Object.entries(record(item)).filter(([verb]) => VERBS.includes(verb));
    return verbs.map(([verb, operation]) =>
      methodOf(survey, api, {
        body,
        path,
        verb,
        operation: record(operation),
        at: pointer("body", "paths", path, verb),
      }),
    );
  });
}

interface Operation {
  readonly body: Body;
  readonly path: string;
  readonly verb: string;
  readonly operation: Body;
  readonly at: string;
}

function methodOf(
  survey: Survey,
  api: CollectedResource,
  { body, path, verb, operation, at }: Operation,
): AuditedMethod {
  // An operation's own list replaces the API's; an empty one means that no credentials are needed.
  const names = list(operation["security"] ?? body["security"]).flatMap((entry) => Object.keys(record(entry)));
  const [scheme] = names;
  if (names.length > 1) survey.fault(api, at, `${verb} ${path} names several security schemes; one is modelled.`);
  return {
    urn: api.urn,
    source: api.source,
    httpMethod: verb === ANY ? "ANY" : verb.toUpperCase(),
    path: path.replaceAll(/\{[^/]*\}/g, "*"),
    authorization: scheme === undefined ? "NONE" : authorizationOf(record(schemesOf(body)[scheme])),
    authorizerId: scheme,
    ...functionOf(survey, api, operation, at),
  };
}

function functionOf(survey: Survey, api: CollectedResource, operation: Body, at: string): Behind {
  const integration = record(operation["x-amazon-apigateway-integration"]);
  if (integration["credentials"] !== undefined)
    survey.fault(api, at, `${api.name} calls on with credentials of a role, which is not modelled.`);
  if (text(integration["type"])?.toLowerCase() === "mock") return {};
  return functionBehind(survey, api, at, integration["uri"]);
}

/** A scheme of API Gateway's own kind is a function's, Cognito's or IAM's; an API key is not authorization. */
function authorizationOf(scheme: Body): string {
  const kind = text(scheme["x-amazon-apigateway-authtype"])?.toLowerCase();
  if (kind === "awssigv4") return "AWS_IAM";
  if (kind === "cognito_user_pools") return "COGNITO_USER_POOLS";
  return scheme["x-amazon-apigateway-authorizer"] === undefined ? "NONE" : "CUSTOM";
}

/** By the scheme's name: their ids are given when the body is imported. */
export function openApiAuthorizers(survey: Survey, api: CollectedResource): AuditedAuthorizer[] {
  const schemes = schemesOf(openApiBody(survey, api) ?? {});
  return Object.entries(schemes).flatMap(([id, scheme]) => {
    const authorizer = record(scheme)["x-amazon-apigateway-authorizer"];
    return authorizer === undefined ? [] : [authorizerOf(survey, api, id, record(authorizer))];
  });
}

function authorizerOf(survey: Survey, api: CollectedResource, id: string, authorizer: Body): AuditedAuthorizer {
  const at = pointer("body", "securitySchemes", id);
  const type = text(authorizer["type"])?.toUpperCase() ?? "TOKEN";
  const seconds = authorizer["authorizerResultTtlInSeconds"];
  if (authorizer["authorizerCredentials"] !== undefined)
    survey.fault(api, at, `${api.name} calls its authorizer with credentials of a role, which is not modelled.`);
  return {
    id,
    urn: api.urn,
    type,
    ...(type !== "COGNITO_USER_POOLS" && functionBehind(survey, api, at, authorizer["authorizerUri"])),
    identitySource: text(authorizer["identitySource"]) ?? "method.request.header.Authorization",
    cacheSeconds: typeof seconds === "number" ? seconds : 300,
  };
}

/** OpenAPI 3 and 2 keep them in different places. */
function schemesOf(body: Body): Body {
  return record(record(body["components"])["securitySchemes"] ?? body["securityDefinitions"]);
}
