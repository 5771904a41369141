import type { Graph } from "../program/graph";
import { UserError } from "../user-error";

/** A Studio account's half has no API and no sign-in of its own. @throws UserError which says what to start */
export function refuseStudioAccount({ stack, outputs }: Graph): void {
  if (outputs["gateway"] === undefined) return;
  const { accountId } = (outputs["studioAccountsEntry"] ?? {}) as { readonly accountId?: string };
  throw new UserError(
    `Stack ${stack} is the half of a Studio account, without an API: people come in by its gateway. Start the stack whose studioAccounts ` +
      `lists account ${accountId ?? ""}, such as: npm start -- --stack staging --with ${stack}`,
  );
}
