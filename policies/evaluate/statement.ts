/** Whether one statement applies to a request. Its principal is looked at elsewhere, because an Allow for an account weighs less. */
import type { Statement } from "../document";
import { and, type Answer, asList, Doubt } from "./answer";
import { conditionsHold } from "./conditions";
import { arnSegments, arnTemplateSegments, matchesAction, matchesGlob } from "./match";
import type { CheckedRequest } from "./request";
import { resolveVariables, type Variables } from "./variables";

/** In doubt when AWS does not document the outcome; the doubt says of what. */
export function statementApplies(statement: Statement, request: CheckedRequest): Answer {
  if (!actionIsMeant(statement, request.action)) return false;
  const read = (defaultIsLive: boolean) =>
    (request.hasEmptyValue ? [true, false] : [true]).map((emptyIsMissing) =>
      appliesReading(statement, request, { emptyIsMissing, defaultIsLive }),
    );
  const literal = read(false);
  const turnsOnDefault = literal.some(({ tookWildDefault }) => tookWildDefault);
  const [answer = false, ...others] = [...literal, ...(turnsOnDefault ? read(true) : [])].map((each) => each.answer);
  if (answer instanceof Doubt || others.every((other) => other === answer)) return answer;
  const what = turnsOnDefault ? "a default value with wildcards" : "a variable whose value is empty";
  return new Doubt(`it turns on ${what}`);
}

/** What AWS does not document, and what every reading has to agree on. */
interface Reading {
  /** A variable with an empty value stands for nothing, or for the empty text. */
  readonly emptyIsMissing: boolean;
  /** Wildcards in a variable's default value are wildcards, or characters. */
  readonly defaultIsLive: boolean;
}

function appliesReading(statement: Statement, request: CheckedRequest, reading: Reading) {
  let multivalued: string | undefined;
  let tookWildDefault = false;
  const variables: Variables = {
    valueOf(key) {
      const value = request.valueOf(key);
      if (typeof value === "object") multivalued = key;
      return typeof value !== "string" || (value === "" && reading.emptyIsMissing) ? undefined : value;
    },
    isDefaultLive(text) {
      tookWildDefault ||= /[*?]/.test(text);
      return reading.defaultIsLive;
    },
  };
  const answer = and([
    resourceIsMeant(statement, request.resource, variables),
    conditionsHold(statement.Condition ?? {}, request, variables),
  ]);
  const settled = multivalued === undefined ? answer : new Doubt(`variable ${multivalued} has a list of values`);
  return { answer: settled, tookWildDefault };
}

function actionIsMeant(statement: Statement, action: string): boolean {
  const listed = asList(statement.Action ?? statement.NotAction ?? []).some((pattern) =>
    matchesAction(pattern, action),
  );
  return listed === (statement.NotAction === undefined);
}

function resourceIsMeant(statement: Statement, resource: string, variables: Variables): Answer {
  const templates = statement.Resource ?? statement.NotResource;
  // Only a trust policy has neither: it is about the role it is attached to.
  if (templates === undefined) return true;
  const matches = asList(templates).map((template) => resourceMatches(template, resource, variables));
  const listed = matches.includes(true);
  const unset = matches.includes(undefined);
  const doubt = new Doubt("a variable in its resources is not set");
  if (statement.Resource !== undefined) return listed && unset ? doubt : listed;
  // AWS: the value "will not match any resource" and "the entire statement might be invalid". A Deny then holds in the one reading and
  // falls away in the other: neither "never" nor "works" may rest on it, and only a Deny on the missing key itself (Null) closes that.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  return listed || !unset ? !listed : doubt;
}

/** Undefined when a variable in the pattern stands for nothing. */
function resourceMatches(template: string, resource: string, variables: Variables): boolean | undefined {
  const [, partition = "", service, ...rest] = arnTemplateSegments(template);
  const pattern = resolveVariables(template === "*" ? "*" : rest.join(":"), variables);
  if (pattern === undefined) return undefined;
  if (template === "*") return true;
  const [, ourPartition = "", ourService, ...ours] = arnSegments(resource);
  // Neither wildcard of the partition nor of the rest may reach into the service, which is always literal.
  if (service !== ourService || !matchesGlob([{ text: partition, literal: false }], ourPartition)) return false;
  return matchesGlob(pattern, ours.join(":"));
}
