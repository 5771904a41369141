import type { Estate } from "../../../policies/audit/estate";
import { type Decision, type NamedPolicy, UndecidableError } from "../../../policies/evaluate/decision";
import type { Principal } from "../../../policies/evaluate/request";
import { type RoleSession, userIdOf } from "../signing/credentials";
import type { Asked, DecisionLog, RecordedDecision } from "./decision-log";
import type { Incoming } from "../incoming";
import { accountIn, type Place } from "../graph/place";
import { requestContext, type RequestContext } from "./request-context";
import type { Role } from "../graph/enforced-estate";

/** What every stand-in needs to have a request decided: the program's policies, where it stands, the time, and the log of decisions. */
export interface Authority {
  readonly place: Place;
  /** For what stands above: the account's control policies and where it is in its organisation. */
  readonly estate: Estate;
  readonly roles: ReadonlyMap<string, Role>;
  /** Of buckets, queues, tables and functions, by ARN. */
  readonly resourcePolicies: ReadonlyMap<string, readonly NamedPolicy[]>;
  readonly decisions: DecisionLog;
  readonly clock: () => Date;
}

/** The condition keys of a request: what its door says, and who is asking. */
export function contextOf(
  authority: Authority,
  request: Pick<Incoming, "door">,
  resource: string,
  session?: RoleSession,
): RequestContext {
  return {
    ...requestContext(request.door, authority.place, resource, authority.clock()),
    ...(session && sessionKeys(session)),
  };
}

/** The endpoint policy of the door, as the layers of a decision; none on the internet. */
export function endpointLayer(request: Pick<Incoming, "door">) {
  const { policy } = request.door;
  return policy ? { endpoint: [policy] } : {};
}

export function principalOf(session: RoleSession): Principal {
  return { kind: "role", roleArn: session.roleArn, account: accountIn(session.roleArn) };
}

/**
 * Takes a decision and writes it down. What the evaluator cannot settle, because AWS does not document it, is refused here:
 * the laptop must never let through what AWS might not.
 *
 * @param asked the same request and policies that `decide` decides over
 */
export function decided(
  authority: Authority,
  request: Pick<Incoming, "requestId" | "door">,
  service: string,
  asked: Asked,
  decide: () => Decision,
): RecordedDecision {
  const [{ action, resource }] = asked.requests;
  const about = { requestId: request.requestId, door: request.door.name, service, action, resource };
  try {
    return authority.decisions.record(about, decide(), asked);
  } catch (error) {
    if (!(error instanceof UndecidableError)) throw error;
    const layer = service === "execute-api" ? "resource" : "identity";
    return authority.decisions.record(about, { allowed: false, layer, reason: error.message });
  }
}

function sessionKeys(session: RoleSession): RequestContext {
  const tags = Object.entries(session.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value] as const);
  return {
    ...Object.fromEntries(tags),
    "aws:userid": userIdOf(session),
    ...(session.sourceIdentity !== undefined && { "aws:SourceIdentity": session.sourceIdentity }),
    ...(session.sourceFunctionArn !== undefined && { "lambda:SourceFunctionArn": session.sourceFunctionArn }),
  };
}
