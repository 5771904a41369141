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
import type { AuditedLevel, Estate, SourcedPolicy } from "../estate";
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
    estate.organization ? all(withinScps(guarded), withinRcps(guarded)) : ALWAYS,
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
function withinScps({ estate, asker, scope }: Guarded): Bounds {
  const levels = estate.organization?.scps ?? [];
  if (asker.kind === "role") return atEveryLevel("scp", levels, scope);
  if (asker.kind !== "other-role") return ALWAYS;
  return any(sure(isServiceLinked(CALLER_ARN)), atEveryLevel("scp", levels, scope));
}

function withinRcps(guarded: Guarded): Bounds {
  const { estate, scope } = guarded;
  const levels = estate.organization?.rcps ?? [];
  const isSubject = subjectToRcps(guarded);
  if (levels.length === 0 || isSubject === NEVER) return ALWAYS;
  return any(opposite(isSubject), atEveryLevel("rcp", levels, scope));
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
function subjectToRcps({ estate, asker, scope }: Guarded): Bounds {
  const isCovered = coveredByRcps(scope.action);
  if (isCovered === undefined) return NEVER;
  const mayBeServiceLinked = asker.kind === "other-role" || asker.kind === "foreign-role";
  const isRestricted = mayBeServiceLinked ? not(isServiceLinked(CALLER_ARN)) : TRUE;
  return all(sure(and(isCovered, isRestricted)), owned(estate, asker, scope));
}

/** With an open action it is one of services outside the reference. */
function coveredByRcps(action: string | undefined): Formula | undefined {
  if (action !== undefined) return isCoveredByRcps(action) ? TRUE : undefined;
  return anyOf(SERVICES_COVERED_BY_RCPS, (service) =>
    atom("action", { kind: "matches", pattern: glob(`${service}:*`, { foldCase: true }) }),
  );
}

/** By its ARN, or where that names no account by a key, which a request may lack: then it is not certain. */
function owned({ account }: Estate, asker: Asker, scope: Scope): Bounds {
  const inAccount = (id: string) =>
    atom("resource", {
      kind: "matches",
      pattern: glob(`arn:*:*:*:${id}:`, { run: noneOf(":") }).concat({ many: ANY }),
    });
  const ofCaller = and(isText("resource", "*"), constant(asker.kind === "role" || asker.kind === "other-role"));
  const named = or(ofCaller, and(inAccount(account), not(isServiceLinked("resource"))));
  const owner = "aws:ResourceAccount";
  const isSaid = presence(scope, owner);
  const told = and(inAccount(""), isSaid, isText(keyVariable(owner), account));
  return { upper: or(named, told, and(inAccount(""), not(isSaid))), lower: or(named, told) };
}

function isServiceLinked(variable: string): Formula {
  const pattern = glob(`arn:*:iam::*:${SERVICE_LINKED_ROLE_PATH}`, { run: noneOf(":") });
  return atom(variable, { kind: "matches", pattern: pattern.concat({ many: ANY }) });
}
