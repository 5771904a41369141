import type { ProfileNameRule } from "../../functions/contract/studio-profile";
import type { StackOutputs } from "./stack-outputs";

/** The stack's output `operator` (infra/outputs.ts): what `npm run mapping` works on. */
export interface OperatorOutput {
  readonly mintingMode: "sessionTags" | "rolePerProfile";
  /** ARN of the one minting role; with rolePerProfile the beginning of every profile's. */
  readonly mintingRole: string;
  readonly mintingRolePath: string;
  readonly executionRolePath: string;
  /** Claim mode: what makes a profile's name of a user name. */
  readonly profileNameRule?: ProfileNameRule;
  /** Table mode: the mapping table's name, and the domains whose profiles its rows may name. */
  readonly mappingTable?: string;
  readonly domainIds?: readonly string[];
  /** Domains in other accounts, which rows may name as well. */
  readonly accounts?: readonly { readonly domainId: string; readonly accountId: string }[];
  /** Whether config protects the table from being deleted, and keeps what it was at any time of the last 35 days. */
  readonly keepsMappingTable?: boolean;
}

/** @returns undefined for a stack of an older release, which has no such output */
export function operatorOutput(outputs: StackOutputs): OperatorOutput | undefined {
  const value = outputs["operator"];
  if (typeof value !== "object" || value === null) return undefined;
  const output = value as Partial<Record<keyof OperatorOutput, unknown>>;
  const texts = [output.mintingMode, output.mintingRole, output.mintingRolePath, output.executionRolePath];
  return texts.every((text) => typeof text === "string" && text !== "") ? (value as OperatorOutput) : undefined;
}

/** The account of a domain that is not in the stack's own. */
export function accountOf({ accounts = [] }: Pick<OperatorOutput, "accounts">, domainId: string): string | undefined {
  return accounts.find((each) => each.domainId === domainId)?.accountId;
}
