import type { Estate } from "../../../policies/audit/estate";
import type { Route } from "../../../policies/audit/question";
import type { AuditRequest } from "../../../policies/audit/replay";
import type { PolicyDocument } from "../../../policies/document";
import { UserError } from "../../user-error";

export interface AskedRequest {
  /** Whose policies decide: of a rule's question, with the layer left out that the rule leaves out. */
  readonly estate: Estate;
  readonly request: AuditRequest;
  readonly route: Route;
}

type Fields = Readonly<Record<string, unknown>>;

const SHAPE =
  "allowed is a request as the reports show it: action, resource, principal, context; or roleArn, principal, context, sessionName, tags";

/**
 * A request from a file, as the audit's reports print it. Two more fields say what a request alone does not: `endpoint`, the
 * name of an endpoint whose policy is to be asked alone, and `authorizer`, the document that an API's authorizer answers with
 * ("any" without it, "none" for a method without authorizer).
 *
 * @throws UserError naming the field at fault
 */
export function readRequest(parsed: unknown, estate: Estate): AskedRequest {
  const fields = asFields(parsed, "The request");
  const principal = asFields(fields["principal"], "principal");
  if (!["anonymous", "service", "role"].includes(String(principal["kind"])))
    throw new UserError(
      `principal.kind is ${JSON.stringify(principal["kind"])}; allowed are anonymous, service, role.`,
    );
  const context = asFields(fields["context"] ?? {}, "context");
  for (const [key, value] of Object.entries(context)) if (!isContextValue(value)) throw wrong(`context.${key}`);
  return "roleArn" in fields ? becoming(fields, estate) : access(fields, estate);
}

function becoming(fields: Fields, estate: Estate): AskedRequest {
  const { endpoint: _endpoint, authorizer: _authorizer, ...rest } = fields;
  const roleArn = text(fields, "roleArn");
  const role = estate.roles.find(({ arn, name }) => arn === roleArn || name === roleArn);
  if (!role) throw new UserError(`The stack has no role ${roleArn}; it has ${names(estate.roles)}.`);
  const request = { sessionName: "session", tags: {}, context: {}, ...rest, roleArn: role.arn } as AuditRequest;
  return { estate, request, route: { kind: "assume-role", role } };
}

function access(fields: Fields, estate: Estate): AskedRequest {
  const { endpoint, authorizer = "any", ...rest } = fields;
  const resource = text(fields, "resource");
  text(fields, "action");
  const request = { context: {}, ...rest } as AuditRequest;
  if (endpoint !== undefined) {
    const found = estate.endpoints.find(({ name, id }) => name === endpoint || id === endpoint);
    if (!found) throw new UserError(`The stack has no such endpoint; it has ${names(estate.endpoints)}.`);
    return { estate, request, route: { kind: "endpoint", endpoint: found } };
  }
  const api = estate.apis.find(({ executionArn }) => resource.startsWith(`${executionArn}/`));
  if (!api) return { estate, request, route: { kind: "service" } };
  return { estate, request, route: { kind: "api", api, authorizer: authorizerOf(authorizer) } };
}

function authorizerOf(value: unknown): Extract<Route, { readonly kind: "api" }>["authorizer"] {
  if (value === "any" || value === "none") return value;
  asFields(value, "authorizer");
  return { name: "the authorizer's answer", document: value as PolicyDocument };
}

function text(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value === "string" && value !== "") return value;
  throw wrong(key);
}

function asFields(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(what);
}

function isContextValue(value: unknown): boolean {
  return typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string"));
}

function wrong(what: string): UserError {
  return new UserError(`${what} is missing or of the wrong kind; ${SHAPE}.`);
}

function names(all: readonly { readonly name: string }[]): string {
  return all.map(({ name }) => name).join(", ") || "none";
}
