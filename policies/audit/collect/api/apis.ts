/** REST APIs: their doors, their policy, and which function answers each method under which authorizer. */
import type { PolicyDocument } from "../../../document";
import type { AuditedApi, AuditedAuthorizer, SourcedPolicy } from "../../estate";
import { privateApiWithoutPolicy } from "../assumed";
import { functionBehind, refuseCredentials } from "../functions/functions";
import { type CollectedResource, identity, record, setting, text, texts } from "../graph/graph";
import { collectMethods } from "./methods";
import { openApiPolicy } from "./openapi-body";
import { openApiAuthorizers, openApiMethods } from "./openapi-methods";
import type { Carrier, Survey } from "../survey";

const API_POLICY = "apigateway/restApiPolicy:RestApiPolicy";

export function collectApis(survey: Survey): readonly AuditedApi[] {
  const apis = survey.all("apigateway/restApi:RestApi");
  const ids = apis.map((api) => identity(api, "id"));
  for (const policy of survey.all(API_POLICY))
    if (!ids.includes(setting(policy, "restApiId")))
      survey.fault(policy, "/policy", `${policy.name} belongs to an API that is not in this stack.`);
  return apis.map((api) => apiOf(survey, api));
}

function apiOf(survey: Survey, api: CollectedResource): AuditedApi {
  const id = survey.identityOf(api, "id");
  const executionArn = survey.identityOf(api, "executionArn");
  const configuration = record(api.inputs["endpointConfiguration"]);
  // https://docs.aws.amazon.com/apigateway/latest/api/API_EndpointConfiguration.html: an edge-optimised API, unless said otherwise.
  const endpointTypes = texts(configuration["types"] ?? "EDGE");
  const stages = survey
    .referring("apigateway/stage:Stage", "restApi", id)
    .map((stage) => setting(stage, "stageName") ?? "");
  const mappings = survey.referring("apigateway/basePathMapping:BasePathMapping", "restApi", id);
  return {
    id,
    name: api.name,
    urn: api.urn,
    executionArn,
    stages,
    endpointTypes,
    endpointIds: texts(configuration["vpcEndpointIds"] ?? []),
    policies: policiesOf(survey, api, { id, executionArn, isPrivate: endpointTypes.includes("PRIVATE") }),
    methods: [...collectMethods(survey, api, id), ...openApiMethods(survey, api)],
    authorizers: [
      ...survey.referring("apigateway/authorizer:Authorizer", "restApi", id).map((one) => authorizerOf(survey, one)),
      ...openApiAuthorizers(survey, api),
    ],
    domainNames: mappings.map((mapping) => setting(mapping, "domainName") ?? ""),
  };
}

function authorizerOf(survey: Survey, authorizer: CollectedResource): AuditedAuthorizer {
  const ttl = authorizer.inputs["authorizerResultTtlInSeconds"];
  const type = setting(authorizer, "type") ?? "TOKEN";
  refuseCredentials(survey, authorizer, "authorizerCredentials");
  return {
    id: survey.identityOf(authorizer, "id"),
    urn: authorizer.urn,
    type,
    ...(type !== "COGNITO_USER_POOLS" &&
      functionBehind(survey, authorizer, "/authorizerUri", authorizer.inputs["authorizerUri"])),
    identitySource: setting(authorizer, "identitySource") ?? "method.request.header.Authorization",
    // https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html: five minutes, unless said otherwise.
    cacheSeconds: typeof ttl === "number" ? ttl : 300,
  };
}

interface Place {
  readonly id: string;
  readonly executionArn: string;
  readonly isPrivate: boolean;
}

/** The last of these that is set wins: the OpenAPI body's extension, the API's own input, a RestApiPolicy. */
function policiesOf(survey: Survey, api: CollectedResource, place: Place): SourcedPolicy[] {
  const name = `resource policy of API ${api.name}`;
  const [over, ...more] = survey.referring(API_POLICY, "restApiId", place.id);
  for (const extra of more) survey.fault(extra, "/policy", `${api.name} has several policies; the last one made wins.`);
  const own = { resource: api, pointer: "/policy", value: api.inputs["policy"], name, layer: "resource" } as const;
  const carriers: Carrier[] = [
    ...openApiPolicy(survey, api, name),
    ...(own.value === undefined || own.value === "" ? [] : [own]),
    ...(over ? [{ ...own, resource: over, value: over.inputs["policy"] }] : []),
  ];
  const last = carriers.at(-1);
  if (!last) {
    if (!place.isPrivate) return [];
    const document = privateApiWithoutPolicy(place.executionArn);
    const assumed = survey.made(api, { name, document, layer: "resource", origin: "assumed" });
    return assumed ? [assumed] : [];
  }
  for (const earlier of carriers.slice(0, -1)) survey.replace(earlier, last.resource);
  const policy = survey.policy(last, (document) => withFullArns(document, place.executionArn));
  return policy ? [policy] : [];
}

/** API Gateway takes `execute-api:/live/GET/*` for the rest of the API's own ARN, and writes it out when it stores the policy. */
function withFullArns(document: PolicyDocument, executionArn: string): PolicyDocument {
  const full = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(full);
    return text(value)?.startsWith("execute-api:/")
      ? `${executionArn}${String(value).slice("execute-api:".length)}`
      : value;
  };
  const statements = document.Statement.map((statement) => ({
    ...statement,
    ...("Resource" in statement && { Resource: full(statement.Resource) }),
    ...("NotResource" in statement && { NotResource: full(statement.NotResource) }),
  }));
  return { ...document, Statement: statements as PolicyDocument["Statement"] };
}
