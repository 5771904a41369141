/** What the policies of one layer say to a request. */
import type { Statement } from "../document";
import { SOURCE_VPCE } from "../from-our-endpoints";
import { Doubt } from "./answer";
import {
  type DecidingStatement,
  type Layer,
  type NamedPolicy,
  type Need,
  type Outcome,
  statementName,
  UndecidableError,
} from "./decision";
import { assertModelled } from "./modelled";
import { matchPrincipal } from "./principal";
import { type CheckedRequest, IllFormedRequestError } from "./request";
import { statementApplies } from "./statement";

export interface LayerVerdict {
  readonly deny: Outcome;
  /** Allows that are enough by themselves: attached to the caller, or naming the caller or everyone. */
  readonly allow: Outcome;
  /** Allows for the caller's account: the account's own identity policies still have to allow. */
  readonly allowAccount: Outcome;
}

/** Reads every statement, so that neither order nor a doubt elsewhere changes what is found. */
export function judge(layer: Layer, policies: readonly NamedPolicy[], request: CheckedRequest): LayerVerdict {
  const verdict = { deny: {}, allow: {}, allowAccount: {} } as Record<keyof LayerVerdict, Outcome>;
  for (const policy of policies) {
    assertModelled(policy, layer);
    for (const [index, statement] of policy.document.Statement.entries()) {
      const meant = matchPrincipal(statement.Principal, request.principal);
      if (meant === "none") continue;
      const slot = statement.Effect === "Deny" ? "deny" : meant === "account" ? "allowAccount" : "allow";
      verdict[slot] = added(verdict[slot], layer, policy.name, index, statement, request);
    }
  }
  return verdict;
}

/** Only roles have identity policies; anybody else's would grant to everyone. */
export function judgeIdentity(policies: readonly NamedPolicy[], request: CheckedRequest): LayerVerdict {
  if (policies.length > 0 && request.principal.kind !== "role")
    throw new IllFormedRequestError(
      `a principal of kind ${request.principal.kind} has identity policies; only a role does.`,
    );
  return judge("identity", policies, request);
}

/** @throws IllFormedRequestError when there are endpoint policies but no endpoint. */
export function judgeEndpoint(
  policies: readonly NamedPolicy[] | undefined,
  request: CheckedRequest,
): LayerVerdict | undefined {
  if (policies === undefined) return undefined;
  if (request.valueOf(SOURCE_VPCE) === undefined)
    throw new IllFormedRequestError(
      `endpoint policies are given but ${SOURCE_VPCE} is absent; allowed are both or neither.`,
    );
  return judge("endpoint", policies, request);
}

export function endpointNeed(endpoint: LayerVerdict | undefined): Need[] {
  return endpoint ? [{ layer: "endpoint", anyOf: [endpoint.allow] }] : [];
}

function added(
  outcome: Outcome,
  layer: Layer,
  policy: string,
  index: number,
  statement: Statement,
  request: CheckedRequest,
): Outcome {
  const answer = statementApplies(statement, request);
  if (answer === false) return outcome;
  if (answer instanceof Doubt) {
    const where = `Policy "${policy}", statement ${statementName(statement, index)}`;
    return { doubt: new UndecidableError(`${where} cannot be decided: ${answer.why}.`), ...outcome };
  }
  const sid = statement.Sid === undefined ? {} : { sid: statement.Sid };
  const sure: DecidingStatement = { layer, policy, index, ...sid, effect: statement.Effect };
  return { sure, ...outcome };
}
