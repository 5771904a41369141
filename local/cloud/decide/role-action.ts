import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import { above, placed } from "./above";
import { type Authority, contextOf, decided, endpointLayer, principalOf } from "./authority";
import { assumedRoleArn, type RoleSession } from "../signing/credentials";
import type { RecordedDecision } from "./decision-log";
import type { Incoming } from "../incoming";
import type { RequestContext } from "./request-context";

/** What a session wants to do, as the service that is asked names it. */
export interface RoleAction {
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** ARN of what carries the policy of the resource, where that is not the resource itself: an object's bucket. */
  readonly carrier?: string;
  /** Condition keys that the service sets beside the ones of every request, or instead of them. */
  readonly context?: RequestContext;
}

/** A session's right to an action, through the door the request came by. */
export function decideRoleAction(
  authority: Authority,
  request: Pick<Incoming, "requestId" | "door">,
  session: RoleSession,
  asked: RoleAction,
): RecordedDecision {
  const { service, action, resource, carrier = resource } = asked;
  const context = { ...contextOf(authority, request, resource, session), ...asked.context };
  const wanted = placed(authority, { action, resource, principal: principalOf(session), context }, resource);
  const policies = {
    identity: authority.roles.get(session.roleArn)?.identity ?? [],
    resource: authority.resourcePolicies.get(carrier) ?? [],
    ...endpointLayer(request),
  };
  const guardrails = above(authority, session.roleArn);
  return decided(authority, request, service, { requests: [wanted], policies, guardrails }, () =>
    decideSameAccount(wanted, { ...policies, guardrails }),
  );
}

/** AWS's sentence for a denied action: which kind of policy it was, but not which statement. */
export function deniedMessage(session: RoleSession, decision: RecordedDecision): string {
  const reason =
    decision.effect === "Deny"
      ? `with an explicit deny in a policy of the ${decision.layer} layer`
      : `because no policy of the ${decision.layer} layer allows the ${decision.action} action`;
  return `User: ${assumedRoleArn(session)} is not authorized to perform: ${decision.action} on resource: ${decision.resource} ${reason}`;
}
