import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { accountOfGateway, gatewayOf } from "../config/people/gateway-account";

/**
 * To be awaited before anything is declared: a role that the gateway's function became inside its own account would not be asked for what guards
 * one of another.
 *
 * @throws pulumi.RunError (printed without a stack)
 */
export async function refuseOwnGateway(settings: Settings): Promise<void> {
  const gateway = gatewayOf(settings.gateway);
  if (gateway === undefined) return;
  const { accountId } = await aws.getCallerIdentity({});
  const why = whyOwnGateway(gateway, accountId, pulumi.getStack());
  if (why !== undefined) throw new pulumi.RunError(why);
}

/** What is wrong and how to put it right; undefined for a gateway of another account. */
export function whyOwnGateway(
  gateway: Parameters<typeof accountOfGateway>[0],
  account: string,
  stack: string,
): string | undefined {
  if (accountOfGateway(gateway) !== account) return undefined;
  return (
    `gateway.functionRoleArn: "${gateway.functionRoleArn}" is in account ${account}, which this stack is deployed to. Allowed ` +
    `is a gateway of another account; a domain of a gateway's own account stands in that stack's studioDomainId or studioDomainIds. Fix it ` +
    `with: pulumi config rm --stack ${stack} gateway, and role gateway`
  );
}
