/** What a function is allowed: what remains of its roles' Allows after all layers, and what no reference knows of. */
import type { AuditedRole, Estate } from "../../../policies/audit/estate";
import { referenceTo } from "../../../policies/audit/grants";
import { actionsMatching } from "../../../policies/audit/reference/reference";
import type { AccessRow, TrustEdge } from "../../../policies/audit/report";

export interface Powers {
  readonly access: readonly AccessRow[];
  readonly trust: readonly TrustEdge[];
}

export type Grant = Pick<AccessRow, "role" | "action" | "allowedBy">;

/** A function has the permissions of the roles that it becomes, too: the minting role's, for one. */
export function rolesBecomeFrom(roleName: string, { trust }: Powers): readonly string[] {
  return trust
    .filter(({ from, how }) => how === "assumes" && from === `role ${roleName}`)
    .map(({ to }) => to.replace(/^role /, ""));
}

export function grantsOf(roleNames: readonly string[], estate: Estate, { access }: Powers): readonly Grant[] {
  const roles = estate.roles.filter(({ name }) => roleNames.includes(name));
  return [...access.filter(({ role }) => roleNames.includes(role)), ...roles.flatMap(unlistedGrants)];
}

/**
 * Actions of services outside the reference, and names that AWS does not list. It cannot be said of them what a Deny or an endpoint
 * leaves, so they count as allowed.
 */
function unlistedGrants({ name, identity }: AuditedRole): Grant[] {
  return identity.flatMap((policy) =>
    policy.document.Statement.flatMap(({ Effect, Action = [] }, index) =>
      [Action]
        .flat()
        .filter((action) => Effect === "Allow" && actionsMatching(action).length === 0)
        .map((action) => ({ role: name, action, allowedBy: [referenceTo(policy, "identity", index)] })),
    ),
  );
}
