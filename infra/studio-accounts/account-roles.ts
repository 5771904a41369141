/** What the other accounts need from this one: the minting role of each listed domain, as the documents that it has to have. */
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import { mintingRoleArnIn, placeOfAccount } from "../../policies/accounts/studio-accounts";
import { toPolicyJson } from "../../policies/document";
import { type MintingEndpoints, mintingRolePolicy } from "../../policies/minting-role";
import { mintingRoleTrust } from "../../policies/minting-role-trust";
import type { Settings } from "../config";
import { MINTING_ROLE_NAME } from "../config/people/studio-accounts";

/** The role to make in the other account, with these documents and no other: a Deny of the second one stands beside whatever is attached. */
export interface AccountRole {
  readonly roleArn: string;
  /** JSON text, as IAM takes it. */
  readonly trustPolicy: string;
  readonly permissionsPolicy: string;
}

export interface GatewayNames {
  readonly place: Place;
  readonly endpoints: MintingEndpoints;
  readonly functionRoleArn: string;
}

/**
 * By domain id. The permissions name the gateway's endpoints though the role is in another account: the condition compares with the id of
 * the endpoint that a call comes through, in whichever account the role is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function accountRoles(
  studioAccounts: Settings["studioAccounts"],
  { place, endpoints, functionRoleArn }: GatewayNames,
): Readonly<Record<string, AccountRole>> {
  const named = studioAccounts.map((entry) => ({ mintingRoleName: MINTING_ROLE_NAME, ...entry }));
  return Object.fromEntries(
    named.map((entry) => {
      const { accountId, domainId, externalId, organizationId } = entry;
      const roleArn = mintingRoleArnIn(place, entry);
      const furtherDomainIds = named
        .filter((other) => other.domainId !== domainId && mintingRoleArnIn(place, other) === roleArn)
        .map((other) => other.domainId);
      const guard = { externalId, organizationId };
      const trust = mintingRoleTrust({ functionRoleArn, domainId, furtherDomainIds, guard });
      const permissions = mintingRolePolicy(placeOfAccount(place, accountId), endpoints);
      return [domainId, { roleArn, trustPolicy: toPolicyJson(trust), permissionsPolicy: toPolicyJson(permissions) }];
    }),
  );
}

/** An output only where there are other accounts. */
export function accountRolesOutput(
  { studioAccounts }: Pick<Settings, "studioAccounts">,
  names: { readonly [K in keyof GatewayNames]: pulumi.Input<GatewayNames[K]> },
): { readonly studioAccountRoles?: pulumi.Output<Readonly<Record<string, AccountRole>>> } {
  if (studioAccounts.length === 0) return {};
  return { studioAccountRoles: pulumi.output({ ...names }).apply((known) => accountRoles(studioAccounts, known)) };
}
