/** Two accounts as one estate: the gateway's, and beside its roles the one of a Studio account that its function becomes. */
import type { AccountAbove, AuditedOrganization, AuditedRole, Estate } from "../estate";
import { remembered } from "../remembered";

const joint = new WeakMap<Estate, WeakMap<Estate, Estate>>();

/**
 * Account and endpoints are the gateway's: whatever of the half's account is asked about comes by them. Of the half's other roles nothing is
 * asked here, since none of them is met by way of the gateway; its own audit asks about them.
 */
export function withHalf(gateway: Estate, half: Estate): Estate {
  const known = remembered<Estate, WeakMap<Estate, Estate>>(joint, gateway, () => new WeakMap());
  return remembered(known, half, () => ({
    ...gateway,
    roles: [...gateway.roles, ...mintingRolesOf(half)],
    elsewhere: aboveHalves([half]),
  }));
}

/** What stands above the accounts of halves, of each account once: its roles and resources are met by way of the gateway. */
export function aboveHalves(halves: readonly Estate[]): readonly AccountAbove[] {
  const above = halves.flatMap(({ account, organization }) => (organization ? [{ account, organization }] : []));
  return [...new Map(above.map((each) => [each.account, each])).values()];
}

/** Every account of which it is known what stands above it. */
export function accountsAbove({ account, organization, elsewhere = [] }: Estate): readonly AccountAbove[] {
  return [...(organization ? [{ account, organization }] : []), ...elsewhere];
}

export function organizationOf(estate: Estate, account: string | undefined): AuditedOrganization | undefined {
  return accountsAbove(estate).find((each) => each.account === account)?.organization;
}

export function mintingRolesOf({ roles }: Estate): readonly AuditedRole[] {
  return roles.filter(({ purpose }) => purpose === "minting");
}

/** The accounts of which an estate knows roles. Twelve digits each. */
export function accountsOf({ account, roles }: Estate): ReadonlySet<string> {
  return new Set([account, ...roles.map(({ arn }) => accountOfRole(arn))]);
}

export function accountOfRole(arn: string): string {
  return arn.split(":")[4] ?? "";
}
