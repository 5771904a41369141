/** One statement as bounds: of which requests it speaks. Its principal is looked at beside, because an Allow for an account weighs less. */
import type { PolicyDocument, Statement } from "../../document";
import { all, type Bounds, doubtedWhere, eitherReading, NEVER, sure } from "./bounds";
import { conditionsBounds, listed } from "./conditions";
import { atom, FALSE, type Formula, not, TRUE } from "../sat/formula";
import { valueHolds } from "../sat/holds";
import { glob, type Pattern } from "../sat/pattern";
import { anyOf, constant, type Scope } from "./scope";
import { type TemplateVariable, variablesIn } from "./template";
import { type Reading, unsetIn, valueMatches } from "./values";
import { remembered } from "../remembered";

export function statementBounds(
  statement: Statement,
  version: PolicyDocument["Version"] | undefined,
  scope: Scope,
): Bounds {
  const action = actionFormula(statement, scope);
  if (action === FALSE) return NEVER;
  if (scope.weakened.has(statement))
    return statement.Effect === "Deny" ? NEVER : meaning(action, unbounded(statement), version, scope);
  const known = scope.meanings.get(statement) ?? meaning(action, statement, version, scope);
  scope.meanings.set(statement, known);
  return known;
}

function meaning(action: Formula, statement: Statement, version: string | undefined, scope: Scope): Bounds {
  return all(sure(action), inEveryReading(statement, version, scope));
}

/** What is left of an Allow whose conditions and resources are taken away. */
function unbounded({ Condition: _conditions, Resource, NotResource, ...rest }: Statement): Statement {
  return Resource === undefined && NotResource === undefined ? rest : { ...rest, Resource: "*" };
}

/** Whether the statement's Action or NotAction can mean this action. */
export function meansAction({ Action, NotAction }: Statement, action: string): boolean {
  const listedThere = listed(Action ?? NotAction ?? []).some((pattern) =>
    valueHolds({ kind: "matches", pattern: actionPattern(pattern) }, action.toLowerCase()),
  );
  return listedThere === (NotAction === undefined);
}

function inEveryReading(statement: Statement, version: string | undefined, scope: Scope): Bounds {
  if (version !== "2012-10-17") return applies(statement, scope, { isPlain: true });
  const variables = variablesOf(statement);
  if (variables.some(({ key }) => scope.shapeOf(key) === "list")) return { upper: TRUE, lower: FALSE };
  const mayBeEmpty = variables.some(({ key }) => scope.mayBeEmpty(key));
  const hasWildDefault = variables.some(({ otherwise = "" }) => /[*?]/.test(otherwise));
  const readings: readonly Reading[] = (mayBeEmpty ? [{}, { emptyIsNothing: true }] : [{}]).flatMap((reading) =>
    hasWildDefault ? [reading, { ...reading, defaultIsLive: true }] : [reading],
  );
  return readings.map((reading) => applies(statement, scope, reading)).reduce(eitherReading);
}

function applies(statement: Statement, scope: Scope, reading: Reading): Bounds {
  const resource = resourceBounds(statement, scope, reading);
  if (resource.upper === FALSE) return NEVER;
  return all(resource, conditionsBounds(statement.Condition ?? {}, scope, reading));
}

function actionFormula(statement: Statement, scope: Scope): Formula {
  if (scope.action !== undefined) return constant(meansAction(statement, scope.action));
  const patterns = listed(statement.Action ?? statement.NotAction ?? []);
  const meant = anyOf(patterns, (text) => atom("action", { kind: "matches", pattern: actionPattern(text) }));
  return statement.NotAction === undefined ? meant : not(meant);
}

function resourceBounds(statement: Statement, scope: Scope, reading: Reading): Bounds {
  const values = listed(statement.Resource ?? statement.NotResource ?? []);
  // Only a trust policy has neither element: it is about the role it is attached to.
  if (statement.Resource === undefined && statement.NotResource === undefined) return sure(TRUE);
  const meant = values.includes("*")
    ? TRUE
    : anyOf(values, (value) => valueMatches("resource", "resource", value, reading));
  const unset = unsetIn(values, scope, reading);
  if (statement.Resource !== undefined) return doubtedWhere(unset, sure(meant));
  // A NotResource whose variable stands for nothing may void its statement.
  return doubtedWhere(unset, sure(not(meant)));
}

export function variablesOf({ Resource, NotResource, Condition = {} }: Statement): readonly TemplateVariable[] {
  const inConditions = Object.values(Condition).flatMap((keys) => Object.values(keys).flatMap(listed));
  const values = [...listed(Resource ?? NotResource ?? []), ...inConditions];
  return values.flatMap(variablesIn);
}

const memory = new Map<string, Pattern>();

/** Actions are compared in lower case. */
function actionPattern(text: string): Pattern {
  return remembered(memory, text, () => glob(text.toLowerCase(), { foldCase: true }));
}
