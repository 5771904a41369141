/**
 * THE place where the endpoint condition is written. Everything that asks "through which VPC endpoint did this request come?"
 * imports it from here, the evaluator and the laptop's doors included.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpce
 */
import type { Conditions } from "./document";

/** Set by AWS on requests that came through a VPC endpoint; absent on requests from anywhere else. */
export const SOURCE_VPCE = "aws:SourceVpce";

/** For an Allow: only through one of these endpoints. A missing key does not match, so the internet is out. */
export function onlyThrough(endpointIds: readonly string[]): Conditions {
  return { StringEquals: { [SOURCE_VPCE]: endpointIds } };
}

/** For a Deny: through anything but these endpoints. A missing key does match, so the internet is denied too. */
export function unlessThrough(endpointIds: readonly string[]): Conditions {
  return { StringNotEquals: { [SOURCE_VPCE]: endpointIds } };
}
