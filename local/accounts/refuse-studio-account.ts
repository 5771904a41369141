import type { Graph } from "../program/graph";
import { UserError } from "../user-error";

/** A Studio account's half has no API and no sign-in of its own. @throws UserError which says what to start */
export function refuseStudioAccount({ stack, outputs }: Graph): void {
  if (outputs["gateway"] === undefined) return;
  throw new UserError(
    `Stack ${stack} is the half of a Studio account, without an API: people come in by its gateway. Start the stack whose studioAccounts ` +
      `lists account ${accountIn(outputs)}, such as: npm start -- --stack staging --with ${stack}`,
  );
}

/** Of a command about an API, its names, its people's rows or its pool. @throws UserError which says whose they are */
export function refuseHalf(stack: string, outputs: Graph["outputs"]): void {
  if (outputs["gateway"] === undefined) return;
  throw new UserError(
    `Stack ${stack} is the half of a Studio account: API, resolver, sign-in, mapping table and pool are its gateway's. Give --stack ` +
      `with the stack whose studioAccounts lists account ${accountIn(outputs)}.`,
  );
}

function accountIn(outputs: Graph["outputs"]): string {
  const { accountId = "" } = (outputs["studioAccountsEntry"] ?? {}) as { readonly accountId?: string };
  return accountId;
}
