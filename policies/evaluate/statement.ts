/** Whether one statement applies to a request. Its principal is looked at elsewhere, because an Allow for an account weighs less. */
import type { Statement } from "../document";
import { and, type Answer, asList, Doubt } from "./answer";
import { conditionsHold } from "./conditions";
import { arnSegments, arnTemplateSegments, matchesAction, matchesGlob } from "./match";
import type { CheckedRequest } from "./request";
import { type Resolve, resolveVariables } from "./variables";

/** In doubt when AWS does not document the outcome; the doubt says of what. */
export function statementApplies(statement: Statement, request: CheckedRequest): Answer {
  if (!actionIsMeant(statement, request.action)) return false;
  const answer = appliesReading(statement, request, (text) => (text === "" ? undefined : text));
  if (!request.hasEmptyValue) return answer;
  // Whether a variable with an empty value counts as empty or as missing is not documented: both have to agree.
  const otherwise = appliesReading(statement, request, (text) => text);
  if (answer === otherwise) return answer;
  return answer instanceof Doubt ? answer : new Doubt("it turns on a variable whose value is empty");
}

function appliesReading(
  statement: Statement,
  request: CheckedRequest,
  read: (text: string) => string | undefined,
): Answer {
  let multivalued: string | undefined;
  const resolve: Resolve = (key) => {
    const value = request.valueOf(key);
    if (typeof value === "object") multivalued = key;
    return typeof value === "string" ? read(value) : undefined;
  };
  const answer = and([
    resourceIsMeant(statement, request.resource, resolve),
    conditionsHold(statement.Condition ?? {}, request, resolve),
  ]);
  return multivalued === undefined ? answer : new Doubt(`variable ${multivalued} has a list of values`);
}

function actionIsMeant(statement: Statement, action: string): boolean {
  const listed = asList(statement.Action ?? statement.NotAction ?? []).some((pattern) =>
    matchesAction(pattern, action),
  );
  return listed === (statement.NotAction === undefined);
}

function resourceIsMeant(statement: Statement, resource: string, resolve: Resolve): Answer {
  const templates = statement.Resource ?? statement.NotResource;
  // Only a trust policy has neither: it is about the role it is attached to.
  if (templates === undefined) return true;
  const matches = asList(templates).map((template) => resourceMatches(template, resource, resolve));
  const listed = matches.includes(true);
  const unset = matches.includes(undefined);
  const doubt = new Doubt("a variable in its resources is not set");
  if (statement.Resource !== undefined) return listed && unset ? doubt : listed;
  if (listed || !unset) return !listed;
  // AWS: the value "will not match any resource" and "the entire statement might be invalid". For a Deny we take the
  // dangerous reading, it falls away: only a Deny on the missing key itself (Null) closes that hole.
  return statement.Effect === "Deny" ? false : doubt;
}

/** Undefined when a variable in the pattern stands for nothing. */
function resourceMatches(template: string, resource: string, resolve: Resolve): boolean | undefined {
  const [, partition = "", service, ...rest] = arnTemplateSegments(template);
  const pattern = resolveVariables(template === "*" ? "*" : rest.join(":"), resolve);
  if (pattern === undefined) return undefined;
  if (template === "*") return true;
  const [, ourPartition = "", ourService, ...ours] = arnSegments(resource);
  // Neither wildcard of the partition nor of the rest may reach into the service, which is always literal.
  if (service !== ourService || !matchesGlob([{ text: partition, literal: false }], ourPartition)) return false;
  return matchesGlob(pattern, ours.join(":"));
}
