/** Studio domains that live in other accounts: where they are, and which role makes URLs there. */
import { type Place, userProfileArn } from "../arns";

/** One domain of another account, as the gateway's config lists it. Rows of the mapping table name it; the role is never theirs to say. */
export interface StudioAccount {
  /** Twelve digits, not the gateway's own. */
  readonly accountId: string;
  readonly domainId: string;
  /** Of the one role there that may make the domain's URLs. */
  readonly mintingRoleName: string;
}

/** A domain of another account is in the gateway's own Region: that is where the endpoints are by which its URLs are made and opened. */
export function placeOfAccount(gateway: Pick<Place, "partition" | "region">, accountId: string): Place {
  return { partition: gateway.partition, region: gateway.region, account: accountId };
}

/** The role has no path, so that account and name are enough to know it by. */
export function mintingRoleArnIn(
  { partition }: Pick<Place, "partition">,
  { accountId, mintingRoleName }: Pick<StudioAccount, "accountId" | "mintingRoleName">,
): string {
  return `arn:${partition}:iam::${accountId}:role/${mintingRoleName}`;
}

export function mintingRoleArnsIn(place: Pick<Place, "partition">, accounts: readonly StudioAccount[]): string[] {
  return [...new Set(accounts.map((account) => mintingRoleArnIn(place, account)))];
}

/** What the policies of one endpoint say of one account; several domains of it share a statement. */
export interface AccountGroup {
  readonly place: Place;
  readonly domainIds: readonly string[];
  readonly mintingRoleArns: readonly string[];
}

export function byAccount(gateway: Place, accounts: readonly StudioAccount[]): AccountGroup[] {
  const ids = [...new Set(accounts.map(({ accountId }) => accountId))];
  return ids.map((accountId) => {
    const own = accounts.filter((each) => each.accountId === accountId);
    return {
      place: placeOfAccount(gateway, accountId),
      domainIds: own.map(({ domainId }) => domainId),
      mintingRoleArns: mintingRoleArnsIn(gateway, own),
    };
  });
}

/** Every profile of the domains, as a pattern. */
export function profilesOf({ place, domainIds }: AccountGroup): string[] {
  return domainIds.map((domainId) => userProfileArn(place, domainId, "*"));
}
