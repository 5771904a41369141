import type { GraphResource } from "../../program/graph";
import { type GraphIndex, requiredText, textOf, valueOf } from "../graph/graph-index";
import { NotModelledError } from "../graph/not-modelled";
import { type Authorizer, readAuthorizer } from "./authorizer";
import { type Integration, readIntegration } from "./integration";
import { type RequestRules, readRequestRules } from "./request-validation";

export interface Method {
  /** "GET", …, or "ANY". */
  readonly verb: string;
  /** Absent: authorizationType NONE. */
  readonly authorizer?: Authorizer;
  readonly rules: RequestRules;
  readonly integration: Integration;
}

/** One resource of the API's tree that has methods. */
export interface Route {
  readonly resourceId: string;
  /** With parameters in braces, e.g. `/v1/studio/domains/{domainId}`. */
  readonly template: string;
  readonly methods: ReadonlyMap<string, Method>;
}

export interface RouteMatch {
  readonly route: Route;
  readonly method: Method;
  /** Decoded once, as API Gateway hands them to functions. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

export function readRoutes(graph: GraphIndex, apiId: string, rootId: string): readonly Route[] {
  const templates = new Map([[rootId, "/"]]);
  const resources = new Map(
    graph
      .where("apigateway/resource:Resource", "restApi", apiId)
      .map((resource) => [requiredText(resource, "id"), resource]),
  );
  for (const id of resources.keys()) templates.set(id, templateOf(id, rootId, resources));
  const methods = graph.where("apigateway/method:Method", "restApi", apiId);
  return [...templates].flatMap(([resourceId, template]) => {
    const own = methods.filter((method) => textOf(method, "resourceId") === resourceId);
    if (own.length === 0) return [];
    const byVerb = own.map((method) => readMethod(graph, apiId, resourceId, method));
    return [{ resourceId, template, methods: new Map(byVerb.map((method) => [method.verb, method])) }];
  });
}

/** The route and method for a path and verb; a literal segment wins over a parameter, a listed verb over ANY. */
export function findRoute(routes: readonly Route[], verb: string, path: string): RouteMatch | undefined {
  if (!isCanonical(path)) return undefined;
  const matches = routes
    .filter((route) => matchesTemplate(route.template, path))
    .sort((one, other) => parameterCount(one.template) - parameterCount(other.template));
  const [route] = matches;
  const method = route?.methods.get(verb) ?? route?.methods.get("ANY");
  return route && method && { route, method, pathParameters: parametersOf(route.template, path) };
}

/**
 * Whether a path is spelled in the one way we know AWS to route. Double and trailing slashes, dots and encoded slashes mean
 * different things to different proxies; here they mean no route, so that no function ever has to tell them apart.
 */
export function isCanonical(path: string): boolean {
  if (path === "/") return true;
  const segments = path.split("/").slice(1);
  return path.startsWith("/") && segments.every(isCanonicalSegment);
}

function isCanonicalSegment(segment: string): boolean {
  try {
    const decoded = decodeURIComponent(segment);
    return decoded !== "" && decoded !== "." && decoded !== ".." && !/[/\\]/.test(decoded);
  } catch {
    return false;
  }
}

function matchesTemplate(template: string, path: string): boolean {
  const wanted = template.split("/");
  const given = path.split("/");
  return wanted.length === given.length && wanted.every((part, index) => isParameter(part) || part === given[index]);
}

function parametersOf(template: string, path: string): Record<string, string> {
  const given = path.split("/");
  const entries = template.split("/").map((part, index) => [part, given[index] ?? ""] as const);
  const parameters = entries.filter(([part]) => isParameter(part));
  return Object.fromEntries(parameters.map(([part, value]) => [part.slice(1, -1), decodeURIComponent(value)]));
}

function isParameter(part: string): boolean {
  return part.startsWith("{") && part.endsWith("}");
}

function parameterCount(template: string): number {
  return template.split("/").filter(isParameter).length;
}

function templateOf(id: string, rootId: string, resources: ReadonlyMap<string, GraphResource>): string {
  const resource = resources.get(id);
  if (!resource) throw new NotModelledError(`The API has a resource whose parent ${id} is not in the program.`);
  const part = requiredText(resource, "pathPart");
  if (part.endsWith("+}"))
    throw new NotModelledError(`${resource.urn} is a greedy path (${part}), which the laptop does not model.`);
  const parentId = requiredText(resource, "parentId");
  return `${parentId === rootId ? "" : templateOf(parentId, rootId, resources)}/${part}`;
}

function readMethod(graph: GraphIndex, apiId: string, resourceId: string, resource: GraphResource): Method {
  const verb = requiredText(resource, "httpMethod");
  if (valueOf(resource, "apiKeyRequired") === true)
    throw new NotModelledError(`${resource.urn} wants an API key, which the laptop does not model.`);
  const authorization = requiredText(resource, "authorization");
  if (authorization !== "NONE" && authorization !== "CUSTOM")
    throw new NotModelledError(
      `${resource.urn} has authorization ${authorization}; the laptop models NONE and CUSTOM.`,
    );
  return {
    verb,
    ...(authorization === "CUSTOM" && { authorizer: readAuthorizer(graph, requiredText(resource, "authorizerId")) }),
    rules: readRequestRules(graph, apiId, resource),
    integration: readIntegration(graph, apiId, resourceId, verb),
  };
}
