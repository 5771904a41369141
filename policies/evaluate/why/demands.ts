/** What an element asks for, and what the request has instead: "aws:PrincipalTag/Team has to be a or b; the request has none". */
import { asList } from "../answer";
import { operatorNamed } from "../operators/operators";
import type { CheckedRequest } from "../request";
import { resolveVariables, textOf } from "../variables";
import type { Element } from "./elements";

const MOST_VALUES = 4;

/** Positive operators, as what they ask of a value. */
const ASKS: Readonly<Record<string, string>> = {
  StringLike: "match",
  ArnLike: "match",
  ArnEquals: "match",
  IpAddress: "be within",
  NumericLessThan: "be less than",
  NumericLessThanEquals: "be at most",
  NumericGreaterThan: "be more than",
  NumericGreaterThanEquals: "be at least",
  DateLessThan: "be before",
  DateLessThanEquals: "be at the latest",
  DateGreaterThan: "be after",
  DateGreaterThanEquals: "be at the earliest",
};

/**
 * What the request would have to be like for the element to be met, or not to be.
 * @param met false for an element of a Deny: there the request is let through when one is not met
 */
export function demandOf(element: Element, request: CheckedRequest, met: boolean): string {
  const { operator = "", key } = element;
  if (key === undefined) return demandOnTarget(element, request, met);
  return `${demandOnKey(key, operator, valuesOf(element, request), met)}; the request has ${had(request, key)}`;
}

/** The values of a key in the request, "none" for an absent one. */
export function had(request: CheckedRequest, key: string): string {
  const value = request.valueOf(key);
  return value === undefined ? "none" : asList(value).map(shown).join(", ");
}

function demandOnTarget({ name, values }: Element, request: CheckedRequest, met: boolean): string {
  const isAction = name === "Action" || name === "NotAction";
  const has = name.startsWith("Not") === met ? "must not" : "has to";
  const what = isAction ? "action" : "resource";
  const resolved = values.map((value) => withVariables(value, request));
  return `the ${what} ${has} match ${listed(resolved)}; the request is for ${isAction ? request.action : request.resource}`;
}

function demandOnKey(key: string, written: string, values: readonly string[], met: boolean): string {
  const operator = operatorNamed(written);
  const name = operator?.name ?? written;
  const positive = name.replace(/^(String|Arn|Numeric|Date)Not/, "$1").replace(/^Not/, "");
  const isWanted = (name === positive) === met;
  if (name === "Null") return `${key} ${(values[0] === "true") === met ? "must not be there" : "has to be there"}`;
  return `${key} ${isWanted ? "has to" : "must not"} ${ASKS[positive] ?? "be"} ${listed(values)}`;
}

function valuesOf({ values }: Element, request: CheckedRequest): readonly string[] {
  return values.map((value) => withVariables(value, request));
}

/** With its variables filled in, as far as the request has them. */
function withVariables(template: string, request: CheckedRequest): string {
  const valueOf = (key: string) => {
    const value = request.valueOf(key);
    return typeof value === "string" ? value : undefined;
  };
  const pattern = resolveVariables(template, { valueOf, isDefaultLive: () => false });
  return pattern === undefined ? template : textOf(pattern);
}

function listed(values: readonly string[]): string {
  const more = values.length - MOST_VALUES;
  const all = values.slice(0, more > 1 ? MOST_VALUES : undefined).map(shown);
  const last = more > 1 ? `${more} more` : (all.pop() ?? "");
  return all.length === 0 ? last : `${all.join(", ")} or ${last}`;
}

function shown(value: string): string {
  return value === "" ? '""' : value;
}
