/** Who can: role × action × resource × what still has to hold. Read from the statements, and kept only where the search finds a request. */
import type { Statement } from "../../document";
import type { AuditedRole, Estate, SourcedPolicy } from "../estate";
import { referenceTo } from "../grants";
import { ask } from "../prove/ask";
import { action as actionIs, and, resource as resourceIs, TRUE } from "../encode/vocabulary";
import { couldMatch } from "../hygiene/resource-fit";
import { actionsMatching, resourceTypesOf } from "../reference/reference";
import type { AccessRow } from "../report";
import { type EndpointNames, phraseOfDeny, phrasesOfAllow, silences } from "./conditions-in-words";

interface Granted {
  readonly policy: SourcedPolicy;
  readonly index: number;
  readonly statement: Statement;
}

/** Sorted by role, action and resource. Rows that differ in nothing but their resource's statement are one. */
export function accessTable(estate: Estate): AccessRow[] {
  const endpoints = namesOfEndpoints(estate);
  const rows = estate.roles.flatMap((role) => {
    const granted = statementsOf(role, "Allow").flatMap((grant) => rowsOf(estate, role, grant, endpoints));
    return merged(granted);
  });
  return rows.sort((a, b) => compare(keyOf(a), keyOf(b)));
}

export function namesOfEndpoints(estate: Estate): EndpointNames {
  return new Map(estate.endpoints.map(({ id, name }) => [id, name]));
}

function rowsOf(estate: Estate, role: AuditedRole, grant: Granted, endpoints: EndpointNames): AccessRow[] {
  const { statement } = grant;
  const meant = statement.Resource === undefined ? TRUE : resourceIs(...listed(statement.Resource));
  const isPossible = (name: string) => {
    const that = and(actionIs(name), meant);
    return ask({ estate, asker: { kind: "role", role }, route: { kind: "service" }, that }, "any").kind !== "never";
  };
  return actionsOf(statement)
    .filter(isPossible)
    .map((name) => ({
      role: role.name,
      action: name,
      resource: resourceInWords(statement, name),
      conditions: remaining(role, statement, name, endpoints),
      allowedBy: [referenceTo(grant.policy, "identity", grant.index)],
    }));
}

/** The Allow's own conditions, and of every Deny about the action what has to hold for it to stay silent; each phrase once. */
function remaining(role: AuditedRole, allow: Statement, name: string, endpoints: EndpointNames): string[] {
  const silent = statementsOf(role, "Deny")
    .filter(
      ({ statement }) =>
        actionsOf(statement).includes(name) && isAbout(statement, allow) && !silences(allow, statement),
    )
    .map(({ statement }) => phraseOfDeny(statement, endpoints))
    .filter((phrase) => phrase !== undefined);
  return [...new Set([...phrasesOfAllow(allow, endpoints), ...silent])];
}

/** A Deny on everything but the very resources of the Allow says nothing about them. */
function isAbout(deny: Statement, allow: Statement): boolean {
  return deny.NotResource === undefined || JSON.stringify(deny.NotResource) !== JSON.stringify(allow.Resource);
}

function actionsOf({ Action, NotAction }: Statement): string[] {
  if (Action !== undefined) return [...new Set(listed(Action).flatMap(actionsMatching))];
  const left = new Set(listed(NotAction ?? []).flatMap(actionsMatching));
  return actionsMatching("*").filter((name) => !left.has(name));
}

/** Of a statement about several kinds of resources, those that the action takes. */
function resourceInWords({ Resource, NotResource }: Statement, action: string): string {
  if (NotResource !== undefined) return `anything but ${listed(NotResource).join(", ")}`;
  const forms = resourceTypesOf(action).flatMap(({ arn }) => arn);
  const taken = listed(Resource ?? "*").filter(
    (text) => forms.length === 0 || forms.some((form) => couldMatch(text, form)),
  );
  return taken.join(", ");
}

function statementsOf(role: AuditedRole, effect: Statement["Effect"]): Granted[] {
  return role.identity.flatMap((policy) =>
    policy.document.Statement.map((statement, index) => ({ policy, index, statement })).filter(
      ({ statement }) => statement.Effect === effect,
    ),
  );
}

function merged(rows: readonly AccessRow[]): AccessRow[] {
  const unique = new Map<string, AccessRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.action, row.resource, row.conditions]);
    const known = unique.get(key);
    unique.set(key, known ? { ...known, allowedBy: [...known.allowedBy, ...row.allowedBy] } : row);
  }
  return [...unique.values()];
}

function keyOf({ role, action, resource }: AccessRow): string {
  return `${role}\n${action}\n${resource}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function listed(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
