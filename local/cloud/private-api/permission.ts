import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import { above, placed } from "../decide/above";
import { type Authority, decided } from "../decide/authority";
import type { RecordedDecision } from "../decide/decision-log";
import type { Incoming } from "../incoming";
import { accountIn } from "../graph/place";

/**
 * Whether API Gateway may invoke a function for this method or authorizer.
 *
 * @param functionArn as the API calls it: a permission is about an alias or about the function, never about both
 * @param sourceArn `<api>/<stage>/<METHOD>/<template>` with `*` for each parameter, or `<api>/authorizers/<id>`
 */
export function decideInvocation(
  authority: Authority,
  request: Incoming,
  functionArn: string,
  sourceArn: string,
): RecordedDecision {
  const asking = {
    action: "lambda:InvokeFunction",
    resource: functionArn,
    principal: { kind: "service", service: "apigateway.amazonaws.com" } as const,
    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": accountIn(sourceArn) },
  };
  const wanted = placed(authority, asking, functionArn);
  const own = { resource: authority.resourcePolicies.get(withoutQualifier(functionArn)) ?? [] };
  const guardrails = above(authority);
  return decided(authority, request, "lambda", { requests: [wanted], policies: own, guardrails }, () =>
    decideSameAccount(wanted, { ...own, guardrails }),
  );
}

/** `arn:aws:lambda:<region>:<account>:function:<name>` of that with a version or alias behind it. */
function withoutQualifier(functionArn: string): string {
  return functionArn.split(":").slice(0, 7).join(":");
}
