/**
 * The actions that a question is about, sorted into cases: two actions that no policy and no word of the question tells apart,
 * about the same resources and with the same keys, get the same answer, so one of them stands for all.
 */
import type { Statement } from "../../document";
import { isCoveredByRcps } from "../../evaluate/guardrails/covered-by-rcps";
import { carriedService, carries } from "../carried-actions";
import { knownServices } from "../reference/reference";
import {
  actionsOf,
  everyKnownAction,
  meansKnownAction,
  reachesUnknownServices,
  unlistedActions,
} from "../encode/action-sets";
import { resourcesOfAction } from "../encode/request/arn-grammar";
import { and, atom, FALSE, type Formula, not } from "../sat/formula";
import { needsNoPermission } from "../encode/decide";
import { TRUST_ACTIONS } from "../encode/holders";
import { identityOf } from "./identity";
import type { Involved } from "./involved";
import { variablesOf } from "../encode/request/list-elements";
import { ownKeyOf } from "../encode/request/own-keys";
import { glob } from "../sat/pattern";
import type { Question, Route } from "../question";
import { variablesIn } from "../encode/template";
import { withAction } from "../encode/with-action";
import { readWrittenTest } from "../encode/written-test";
import { remembered } from "../remembered";

export interface ActionCase {
  /** The action that stands for the case; undefined for the actions of services outside the reference, which stay open. */
  readonly action: string | undefined;
  /** The question's own formula, as far as the action leaves it open. */
  readonly that: Formula;
}

export function actionCases(question: Question, involved: Involved): readonly ActionCase[] {
  return remembered(memory, question, () => casesOf(question, involved));
}

const memory = new WeakMap<Question, readonly ActionCase[]>();

function casesOf({ estate, asker, route, that }: Question, involved: Involved): readonly ActionCase[] {
  const { granting, granted, statements } = involved;
  const askedKeys = [...new Set(keysIn(that))].filter((key) => !involved.keys.includes(key));
  const cases = new Map<string, ActionCase>();
  for (const action of knownActions(route)) {
    const isFree = needsNoPermission(action, asker);
    if (granted && !granted.has(action) && !isFree) continue;
    const rest = withAction(that, action);
    if (rest === FALSE) continue;
    const own = askedKeys.map((key) => ownKeyOf(action, key)?.name ?? "").join(",");
    const signature = [isFree, signatureOf(action, involved, estate.partition), own, identityOf(rest)].join(" ");
    if (!cases.has(signature)) cases.set(signature, { action, that: rest });
  }
  return [...cases.values(), ...unlistedCases(route, that, granting, statements)];
}

function knownActions(route: Route): Iterable<string> {
  switch (route.kind) {
    case "service":
      return everyKnownAction();
    case "assume-role":
      return ["sts:AssumeRole"];
    case "api":
      return ["execute-api:Invoke"];
    case "invoke-function":
      return actionsOf("lambda:Invoke*");
    case "endpoint":
      return actionsOf(`${carriedService(route.endpoint.service)}:*`);
  }
}

/** Actions that only a policy names, each by itself; and those of services that are not in the reference, all at once. */
function unlistedCases(
  route: Route,
  that: Formula,
  granting: readonly Statement[] | undefined,
  all: readonly Statement[],
): ActionCase[] {
  if (route.kind !== "service" && route.kind !== "endpoint") return [];
  const named = unlistedActions(all)
    .filter((action) => route.kind !== "endpoint" || carries(route.endpoint.service, action))
    .map((action): ActionCase => ({ action, that: withAction(that, action) }));
  const isReached = granting === undefined || granting.some(reachesUnknownServices);
  const ofOthers = knownServices.map((service) =>
    not(atom("action", { kind: "matches", pattern: glob(`${service}:*`, { foldCase: true }) })),
  );
  const others: ActionCase = { action: undefined, that: and(that, ...ofOthers) };
  const hasOthers = isReached && (route.kind !== "endpoint" || carries(route.endpoint.service, undefined));
  return [...named, ...(hasOthers ? [others] : [])].filter((each) => each.that !== FALSE);
}

function keysIn(that: Formula): readonly string[] {
  return [...variablesOf([that])].flatMap((variable) => {
    const { on, values } = readWrittenTest(variable) ?? { on: variable, values: [] };
    const own = on.startsWith("key:") ? [on.slice("key:".length)] : [];
    return [...own, ...values.flatMap((value) => variablesIn(value).map(({ key }) => key.toLowerCase()))];
  });
}

const signatures = new WeakMap<Involved, Map<string, string>>();

/** What tells actions apart, whatever is asked: many questions are about the same policies. */
function signatureOf(action: string, involved: Involved, partition: string): string {
  const ofInvolved = remembered(signatures, involved, () => new Map<string, string>());
  return remembered(ofInvolved, action, () => signatureAnew(action, involved, partition));
}

function signatureAnew(action: string, involved: Involved, partition: string): string {
  const meant = involved.statements.map((statement) => (meansKnownAction(statement, action) ? "1" : "0")).join("");
  const own = involved.keys.map((key) => ownKeyOf(action, key)?.name ?? "").join(",");
  const isTrust = TRUST_ACTIONS.some((each) => each === action) ? action : "";
  const resources = identityOf(resourcesOfAction(action, { partition }));
  const isCovered = isCoveredByRcps(action) ? "rcp" : "";
  return [action.split(":")[0], isTrust, isCovered, meant, own, resources].join(" ");
}
