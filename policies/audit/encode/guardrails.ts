/**
 * Boundary, service control policies (SCPs) and resource control policies (RCPs), as bounds of the requests that they let pass. A conjunct
 * of every decision: whatever they say, they only take away. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
import type { Statement } from "../../document";
import {
  isCoveredByRcps,
  SERVICE_LINKED_ROLE_PATH,
  SERVICES_COVERED_BY_RCPS,
} from "../../evaluate/guardrails/covered-by-rcps";
import { accountOfRole, accountsAbove } from "../accounts/joint-estate";
import type { AccountAbove, AuditedLevel, Estate, SourcedPolicy } from "../estate";
import type { Asker } from "../question";
import { and, atom, type Formula, not, or, TRUE } from "../sat/formula";
import { ANY, glob, noneOf } from "../sat/pattern";
import { ALWAYS, all, any, type Bounds, NEVER, opposite, sure } from "./bounds";
import { listed } from "./conditions";
import { keyVariable } from "./key-variable";
import { layerBounds } from "./layer-bounds";
import { CALLER_ARN } from "./principal";
import { isText } from "./request/request-model";
import { anyOf, constant, presence, type Scope } from "./scope";
import { statementBounds } from "./statement";

export interface Guarded {
  readonly estate: Estate;
  readonly asker: Asker;
  readonly scope: Scope;
}

/**
 * @param toEveryone what the policies of the resource allow everyone: whether a boundary limits that is not documented
 */
export function withinGuardrails(guarded: Guarded, toEveryone: Bounds): Bounds {
  const { estate, asker } = guarded;
  const boundary = asker.kind === "role" ? asker.role.boundary : undefined;
  return all(
    boundary ? withinBoundary(boundary, guarded.scope, toEveryone) : ALWAYS,
    ...accountsAbove(estate).map((above) => all(withinScps(above, guarded), withinRcps(above, guarded))),
  );
}

/** By statements whose Principal is everyone. */
export function allowedToEveryone(policies: readonly SourcedPolicy[], scope: Scope): Bounds {
  const bounds = policies.flatMap(({ document }) =>
    document.Statement.filter(isForEveryone).map((statement) => statementBounds(statement, document.Version, scope)),
  );
  return any(...bounds);
}

function isForEveryone({ Effect, Principal }: Statement): boolean {
  if (Effect !== "Allow" || Principal === undefined) return false;
  return Principal === "*" || listed(Principal.AWS ?? []).includes("*");
}

function withinBoundary(boundary: SourcedPolicy, scope: Scope, toEveryone: Bounds): Bounds {
  const { deny, allow } = layerBounds("boundary", [boundary], scope);
  const reached: Bounds = { upper: or(allow.upper, toEveryone.upper), lower: allow.lower };
  return all(opposite(deny), reached);
}

/** Of roles of the account, but for service-linked ones; of roles elsewhere nothing is known. */
function withinScps({ account, organization: { scps } }: AccountAbove, { estate, asker, scope }: Guarded): Bounds {
  const isFree = isServiceLinked(CALLER_ARN);
  switch (asker.kind) {
    case "role":
      return accountOfRole(asker.role.arn) === account ? atEveryLevel("scp", scps, scope) : ALWAYS;
    case "other-role":
      return account === estate.account ? any(sure(isFree), atEveryLevel("scp", scps, scope)) : ALWAYS;
    case "foreign-role":
      if (account === estate.account) return ALWAYS;
      return any(sure(or(isFree, not(isOf(CALLER_ARN, account)))), atEveryLevel("scp", scps, scope));
    default:
      return ALWAYS;
  }
}

function withinRcps(above: AccountAbove, guarded: Guarded): Bounds {
  const { rcps } = above.organization;
  const isSubject = subjectToRcps(above.account, guarded);
  if (rcps.length === 0 || isSubject === NEVER) return ALWAYS;
  return any(opposite(isSubject), atEveryLevel("rcp", rcps, guarded.scope));
}

function atEveryLevel(layer: "scp" | "rcp", levels: readonly AuditedLevel[], scope: Scope): Bounds {
  return all(
    ...levels.map(({ policies }) => {
      const { deny, allow } = layerBounds(layer, policies, scope);
      return all(opposite(deny), allow);
    }),
  );
}

/** Whether the account's RCPs have a say: by service, by caller, and by whose the resource is. */
function subjectToRcps(account: string, guarded: Guarded): Bounds {
  const { asker, scope } = guarded;
  const isCovered = coveredByRcps(scope.action);
  if (isCovered === undefined) return NEVER;
  const mayBeServiceLinked = asker.kind === "other-role" || asker.kind === "foreign-role";
  const isRestricted = mayBeServiceLinked ? not(isServiceLinked(CALLER_ARN)) : TRUE;
  return all(sure(and(isCovered, isRestricted)), owned(account, guarded));
}

/** With an open action it is one of services outside the reference. */
function coveredByRcps(action: string | undefined): Formula | undefined {
  if (action !== undefined) return isCoveredByRcps(action) ? TRUE : undefined;
  return anyOf(SERVICES_COVERED_BY_RCPS, (service) =>
    atom("action", { kind: "matches", pattern: glob(`${service}:*`, { foldCase: true }) }),
  );
}

/** By its ARN, or where that names no account by a key, which a request may lack: then it is not certain. */
function owned(account: string, guarded: Guarded): Bounds {
  const { scope } = guarded;
  const ofCaller = and(isText("resource", "*"), asksFrom(account, guarded));
  const named = or(ofCaller, and(isOf("resource", account), not(isServiceLinked("resource"))));
  const owner = "aws:ResourceAccount";
  const isSaid = presence(scope, owner);
  const told = and(isOf("resource", ""), isSaid, isText(keyVariable(owner), account));
  return { upper: or(named, told, and(isOf("resource", ""), not(isSaid))), lower: or(named, told) };
}

/** Whether the caller is a role of this account. */
function asksFrom(account: string, { estate, asker }: Guarded): Formula {
  switch (asker.kind) {
    case "role":
      return constant(accountOfRole(asker.role.arn) === account);
    case "other-role":
      return constant(account === estate.account);
    case "foreign-role":
      return account === estate.account ? constant(false) : isOf(CALLER_ARN, account);
    default:
      return constant(false);
  }
}

/** An ARN of this account; of "", one that names none. */
function isOf(variable: string, account: string): Formula {
  const pattern = glob(`arn:*:*:*:${account}:`, { run: noneOf(":") });
  return atom(variable, { kind: "matches", pattern: pattern.concat({ many: ANY }) });
}

function isServiceLinked(variable: string): Formula {
  const pattern = glob(`arn:*:iam::*:${SERVICE_LINKED_ROLE_PATH}`, { run: noneOf(":") });
  return atom(variable, { kind: "matches", pattern: pattern.concat({ many: ANY }) });
}
