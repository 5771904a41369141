/** The Studio domains of other accounts, as config lists them. */
import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { StudioAccount } from "../../functions/studio-url/env";
import type { Settings } from "../config";
import { MINTING_ROLE_NAME } from "../config/people/studio-accounts";

/** Complete, in the order of config: what policies and functions are told. */
export function listedAccounts({ studioAccounts }: Pick<Settings, "studioAccounts">): StudioAccount[] {
  return studioAccounts.map(({ domainId, accountId, mintingRoleName = MINTING_ROLE_NAME, externalId }) => ({
    domainId,
    accountId,
    mintingRoleName,
    ...(externalId !== undefined && { externalId }),
  }));
}

/** Domains that rows may name beside the stack's own: in its account, and in others. */
export function domainsBeside(settings: Pick<Settings, "studioAccounts" | "studioDomainIds">) {
  return { furtherDomainIds: settings.studioDomainIds, accounts: listedAccounts(settings) };
}

/** What the studio-url function is told; nothing where every domain is the gateway's own. */
export function accountsEnvironment(settings: Pick<Settings, "studioAccounts">): { readonly STUDIO_ACCOUNTS?: string } {
  const accounts = listedAccounts(settings);
  return accounts.length === 0 ? {} : { STUDIO_ACCOUNTS: JSON.stringify(accounts) };
}

/**
 * To be awaited before anything is declared: a role of the gateway's own account would be assumed without what a role of another account
 * has to be guarded by.
 *
 * @throws pulumi.RunError (printed without a stack)
 */
export async function refuseOwnAccount(settings: Settings): Promise<void> {
  if (settings.studioAccounts.length === 0) return;
  const { accountId } = await aws.getCallerIdentity({});
  const why = whyOwn(settings, accountId, pulumi.getStack());
  if (why !== undefined) throw new pulumi.RunError(why);
}

/** Which entries name the account that the gateway itself is in, and how to put it right; undefined when none does. */
export function whyOwn(
  { studioAccounts }: Pick<Settings, "studioAccounts">,
  account: string,
  stack: string,
): string | undefined {
  const key = "studioAccounts";
  const own = studioAccounts.flatMap(({ accountId }, index) => (accountId === account ? [index] : []));
  if (own.length === 0) return undefined;
  return own
    .map(
      (index) =>
        `${key}[${index}].accountId: "${account}" is the account that this stack is deployed to. Allowed are other accounts; a domain of ` +
        `its own stands in studioDomainId or studioDomainIds. Fix it with: pulumi config rm --stack ${stack} --path '${key}[${index}]'`,
    )
    .join("\n");
}
