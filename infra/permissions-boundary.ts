import * as aws from "./aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "./config";
import { boundaryDocument } from "./config/guardrails/boundary";

/** The input of a role that puts it beneath the company's boundary; nothing where config names none. */
export function boundedBy(permissionsBoundaryArn: string): { readonly permissionsBoundary?: string } {
  return permissionsBoundaryArn === "" ? {} : { permissionsBoundary: permissionsBoundaryArn };
}

/**
 * To be awaited before anything is declared: IAM takes a boundary of the role's own account or of AWS's own policies only, and would say so
 * half-way through an update.
 *
 * @throws pulumi.RunError (printed without a stack) for a policy of another account
 */
export async function refuseForeignBoundary({ permissionsBoundaryArn: arn }: Settings): Promise<void> {
  if (arn === "") return;
  const { accountId } = await aws.getCallerIdentity({});
  const why = whyForeign(arn, accountId, pulumi.getStack());
  if (why !== undefined) throw new pulumi.RunError(why);
}

/** Why IAM would not take it, and how to put it right; undefined for a policy of the account or of AWS's own. */
export function whyForeign(arn: string, account: string, stack: string): string | undefined {
  const owner = arn.split(":")[4] ?? "";
  if (owner === "aws" || owner === account) return undefined;
  const key = "permissionsBoundaryArn";
  return (
    `${key}: "${arn}" is a policy of account ${owner}, and this stack is deployed to account ${account}. Allowed is a policy of account ` +
    `${account}. Fix it with: pulumi config set --stack ${stack} ${key} ${arn.replace(`::${owner}:`, `::${account}:`)}`
  );
}

/** The boundary with its text as far as config tells it: what the audit and the laptop read. Absent without a boundary. */
export function boundaryOutput(settings: Settings) {
  const { permissionsBoundaryArn: arn, permissionsBoundaryPolicy } = settings;
  if (arn === "") return {};
  const policy = boundaryDocument(permissionsBoundaryPolicy);
  return { permissionsBoundary: { arn, ...(policy && { policy }) } };
}
