/** What the policies of one layer say to a request. */
import type { Statement } from "../document";
import { SOURCE_VPCE } from "../from-our-endpoints";
import { and, type Answer, Doubt } from "./answer";
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
import { principalIsMeant } from "./principal";
import { type CheckedRequest, IllFormedRequestError } from "./request";
import { statementApplies } from "./statement";
import { inNewVersion } from "./version";

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
    for (const [index, statement] of inNewVersion(policy.document).entries()) {
      const meant = principalIsMeant(statement, request.principal);
      if (meant === "none") continue;
      const slot = statement.Effect === "Deny" ? "deny" : meant === "account" ? "allowAccount" : "allow";
      const answer = and([statementApplies(statement, request), meant instanceof Doubt ? meant : true]);
      verdict[slot] = added(verdict[slot], answer, { layer, policy: policy.name, index }, statement);
    }
  }
  return verdict;
}

/** Only roles have identity policies; another principal's would grant to everyone. */
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
  answer: Answer,
  place: Pick<DecidingStatement, "layer" | "policy" | "index">,
  statement: Statement,
): Outcome {
  if (answer === false) return outcome;
  if (answer instanceof Doubt) {
    const where = `Policy "${place.policy}", statement ${statementName(statement, place.index)}`;
    return { doubt: new UndecidableError(`${where} cannot be decided: ${answer.why}.`), ...outcome };
  }
  const sid = statement.Sid === undefined ? {} : { sid: statement.Sid };
  const sure: DecidingStatement = { ...place, ...sid, effect: statement.Effect };
  return { sure, ...outcome };
}
