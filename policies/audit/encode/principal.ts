/** Whom a Principal element means, as bounds of the callers. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
import type { PrincipalElement, Statement } from "../../document";
import { type Bounds, NEVER, sure } from "./bounds";
import { listed } from "./conditions";
import { keyVariable } from "./key-variable";
import { atom, FALSE, type Formula, not, or, TRUE } from "../sat/formula";
import { glob, literal, noneOf } from "../sat/pattern";
import { constant, type Scope } from "./scope";

/** By name or as everyone, which is enough by itself; or by his account, whose own policies then decide. */
interface Meant {
  readonly byName: Formula;
  readonly byAccount: Formula;
}

export const CALLER_ARN = keyVariable("aws:PrincipalArn");

/** NotPrincipal stands in Denies only. Whether it spares a role's session, AWS says only where account, role and session are all named. */
export function callerBounds(
  { Principal, NotPrincipal }: Statement,
  scope: Scope,
): { byName: Bounds; byAccount: Bounds } {
  if (NotPrincipal === undefined) {
    const { byName, byAccount } = meantBy(Principal, scope);
    return { byName: sure(byName), byAccount: sure(byAccount) };
  }
  const { byName, byAccount } = meantBy(NotPrincipal, scope);
  const others = not(or(byName, byAccount));
  const isRole = scope.caller.kind === "role" || scope.caller.kind === "any-role";
  return { byName: isRole ? { upper: TRUE, lower: others } : sure(others), byAccount: NEVER };
}

function meantBy(element: PrincipalElement | undefined, scope: Scope): Meant {
  if (element === undefined || element === "*") return { byName: TRUE, byAccount: FALSE };
  const named = listed(element.AWS ?? []);
  if (named.includes("*")) return { byName: TRUE, byAccount: FALSE };
  const { caller } = scope;
  if (caller.kind === "service")
    return { byName: constant(listed(element.Service ?? []).includes(caller.service)), byAccount: FALSE };
  if (caller.kind === "anonymous") return { byName: FALSE, byAccount: FALSE };
  if (caller.kind === "role")
    return {
      byName: constant(named.includes(caller.arn)),
      byAccount: constant(named.some((value) => accountMeant(value)?.test(caller.arn))),
    };
  return {
    byName: or(...named.map((value) => atom(CALLER_ARN, { kind: "matches", pattern: literal(value) }))),
    byAccount: or(...named.map(rolesOfAccount)),
  };
}

/** The ARNs of an account's roles, for a Principal that means an account. */
function accountMeant(value: string): RegExp | undefined {
  const [, partition = "[^:]+", account] = /^(?:arn:([a-z-]+):iam::)?(\d{12})(?::root)?$/.exec(value) ?? [];
  return account === undefined ? undefined : new RegExp(`^arn:${partition}:iam::${account}:role/`);
}

function rolesOfAccount(value: string): Formula {
  const [, partition, account] = /^(?:arn:([a-z-]+):iam::)?(\d{12})(?::root)?$/.exec(value) ?? [];
  if (account === undefined) return FALSE;
  const pattern = glob(`arn:${partition ?? "*"}:iam::${account}:role/`, { run: noneOf(":") });
  return atom(CALLER_ARN, { kind: "matches", pattern: [...pattern, ...glob("*")] });
}
