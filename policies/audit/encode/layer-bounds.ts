/** What the policies of one layer say, as bounds of the requests that they allow and deny. */
import type { Layer } from "../../evaluate/decision";
import { assertModelled } from "../../evaluate/modelled";
import type { SourcedPolicy } from "../estate";
import { ALWAYS, all, any, type Bounds, NEVER, opposite } from "./bounds";
import { callerBounds } from "./principal";
import type { Scope } from "./scope";
import { statementBounds } from "./statement";

export interface LayerBounds {
  readonly deny: Bounds;
  /** By statements that are enough by themselves: attached to the caller, or naming the caller or everyone. */
  readonly allow: Bounds;
  /** By statements for the caller's account, which lets that account's own policies decide. */
  readonly allowAccount: Bounds;
}

export const SILENT: LayerBounds = { deny: NEVER, allow: NEVER, allowAccount: NEVER };
/** Of unknown policies: they may say anything. */
export const SAYS_YES: LayerBounds = { deny: NEVER, allow: ALWAYS, allowAccount: NEVER };

/** @throws UnmodelledPolicyError when a document holds what is not modelled */
export function layerBounds(
  layer: Layer,
  policies: readonly Pick<SourcedPolicy, "name" | "document">[],
  scope: Scope,
): LayerBounds {
  const deny: Bounds[] = [];
  const allow: Bounds[] = [];
  const allowAccount: Bounds[] = [];
  for (const policy of policies) {
    assertModelled(policy, layer);
    for (const statement of policy.document.Statement) {
      const applies = statementBounds(statement, policy.document.Version, scope);
      if (applies === NEVER) continue;
      const { byName, byAccount } = callerBounds(statement, scope);
      if (statement.Effect === "Deny") deny.push(all(any(byName, byAccount), applies));
      else {
        allow.push(all(byName, applies));
        allowAccount.push(all(byAccount, opposite(byName), applies));
      }
    }
  }
  return { deny: any(...deny), allow: any(...allow), allowAccount: any(...allowAccount) };
}
