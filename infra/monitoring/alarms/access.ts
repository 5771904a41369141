import type { Alarm } from "../alarm";
import { counted, ofRule, type Watched } from "../measures";
import { happened } from "./happened";

/** Refusals that should never happen, and mints that went past the gateway. */
export function accessAlarms<N>(watched: Watched<N>): readonly Alarm<N>[] {
  return [
    happened("mint-outside-minting-role", ofRule(watched.rules.mintOutsideMintingRole), 1, {
      means:
        "Someone other than the minting role or a profile's own execution role asked for a presigned URL into this stack's Studio domain.",
      callersSee: "nothing.",
      act: "Read who it was in the queue of unexpected calls (or: aws cloudtrail lookup-events for CreatePresignedDomainUrl); take that permission away, and cut the profile off if the URL was made.",
    }),
    happened("role-refused", ofRule(watched.rules.roleRefused), 1, {
      means:
        "AWS refused a call that one of this stack's roles made: a policy is too narrow, or a role is used for what it is not for.",
      callersSee: "502 upstream_refused, if a caller waits for it.",
      act: "Read the call in the queue of unexpected calls and ask npm run audit -- explain why it is refused; a call that our code never makes is someone else's with our credentials.",
    }),
    happened("access-denied", counted(watched, "AccessDenied"), 1, {
      means: "A function was refused by IAM: by its role, an endpoint's policy, an SCP or the other side's policy.",
      callersSee: "502 upstream_refused; of the pool nothing while another Region answers.",
      act: "Find upstream_failed or region_refused in the function's log, with operation and AWS's request id; undo the last change of policies, or ask the organisation for its own.",
    }),
    happened("key-set-unavailable", counted(watched, "KeySetUnavailable"), 1, {
      means: "The issuer's public keys could not be fetched.",
      callersSee:
        "nothing while earlier keys are served (isServingStale true); then 500 authorizer_failure for everyone.",
      act: "Ask for the issuer's key set from outside the VPC; if the issuer is down, wait or pin its keys (pinnedKeySet).",
    }),
    happened("authorizer-failed", counted(watched, "AuthorizerFailed"), 3, {
      means: "API Gateway got no decision from the authorizer, so nothing was allowed.",
      callersSee: "500 authorizer_failure on every route.",
      act: "Read the authorizer's log: key_set_unavailable, upstream_failed (the mapping table) or a time-out; Lambda's Throttles show an account that is out of concurrency.",
    }),
    happened("mapping-row-invalid", counted(watched, "MappingRowInvalid"), 1, {
      means: "A person's row in the mapping table is invalid, and nothing is minted by it.",
      callersSee: "the person is refused; everyone else is served.",
      act: "Run npm run mapping -- check, which names row and field, and import it again.",
    }),
  ];
}
