/** What the policies of one layer say, as claims about requests. */
import type { Layer } from "../../evaluate/decision";
import { assertModelled } from "../../evaluate/modelled";
import type { SourcedPolicy } from "../estate";
import { ALWAYS, all, any, type Claim, NEVER, opposite } from "./claim";
import { callerClaims } from "./principal";
import type { Scope } from "./scope";
import { statementClaim } from "./statement";

export interface LayerClaims {
  readonly deny: Claim;
  /** By statements that are enough by themselves: attached to the caller, or naming the caller or everyone. */
  readonly allow: Claim;
  /** By statements for the caller's account, which lets that account's own policies decide. */
  readonly allowAccount: Claim;
}

export const SILENT: LayerClaims = { deny: NEVER, allow: NEVER, allowAccount: NEVER };
/** Of policies that nobody has seen: whatever they may say. */
export const SAYS_YES: LayerClaims = { deny: NEVER, allow: ALWAYS, allowAccount: NEVER };

/** @throws UnmodelledPolicyError when a document holds what nobody here has a meaning for */
export function layerClaims(
  layer: Layer,
  policies: readonly Pick<SourcedPolicy, "name" | "document">[],
  scope: Scope,
): LayerClaims {
  const deny: Claim[] = [];
  const allow: Claim[] = [];
  const allowAccount: Claim[] = [];
  for (const policy of policies) {
    assertModelled(policy, layer);
    for (const statement of policy.document.Statement) {
      const applies = statementClaim(statement, policy.document.Version, scope);
      if (applies === NEVER) continue;
      const { byName, byAccount } = callerClaims(statement, scope);
      if (statement.Effect === "Deny") deny.push(all(any(byName, byAccount), applies));
      else {
        allow.push(all(byName, applies));
        allowAccount.push(all(byAccount, opposite(byName), applies));
      }
    }
  }
  return { deny: any(...deny), allow: any(...allow), allowAccount: any(...allowAccount) };
}
