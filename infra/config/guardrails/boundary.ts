import { readDocument } from "../../../policies/audit/collect/policy-document";
import type { PolicyDocument } from "../../../policies/document";
import { partitionOf } from "../../partition";
import { type Fault, type Key, optionalText } from "../key";

const EXAMPLE = `arn:${partitionOf("eu-central-1").partition}:iam::111122223333:policy/platform-boundary`;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const POLICY_ARN =
  /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}|aws):policy\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,128}$/;

/** `{}` = the text is not known here. */
export type BoundaryPolicy = PolicyDocument | Readonly<Record<string, never>>;

const permissionsBoundaryPolicy: Key<BoundaryPolicy> = {
  type: "object",
  default: {},
  allowed: "a policy document as AWS prints it, {Version, Statement: […]}, or {} where its text is not known",
  example: { at: ".Version", value: "2012-10-17" },
  faultsOf: (value) => {
    const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
    if (isEmpty && !Array.isArray(value)) return [];
    const read = readDocument(value);
    if (read.kind === "fault") return [whole(value, read.why)];
    const isList = Array.isArray((value as { readonly Statement?: unknown }).Statement);
    return read.document.Statement.flatMap((statement, index) =>
      faultsOfStatement(statement, isList ? `.Statement[${index}]` : ".Statement"),
    );
  },
};

/** What stands above the roles of the stack. */
export const GUARDRAIL_KEYS = {
  permissionsBoundaryArn: optionalText({
    allowed:
      "the ARN of an IAM policy of this account, or of AWS's own, in the stack's partition; empty means no boundary",
    example: EXAMPLE,
    fault: (value) => (POLICY_ARN.test(value) ? undefined : "is not the ARN of an IAM policy"),
  }),
  permissionsBoundaryPolicy,
};

/** The document with its statements as a list; undefined where config gives none. */
export function boundaryDocument(policy: BoundaryPolicy): PolicyDocument | undefined {
  if (Object.keys(policy).length === 0) return undefined;
  const read = readDocument(policy);
  return read.kind === "document" ? read.document : undefined;
}

/** Whether its conditions are understood is the audit's question: AWS takes more than the audit can read. */
function faultsOfStatement(statement: unknown, at: string): Fault[] {
  const { Effect, Action, NotAction } = (statement ?? {}) as Readonly<Record<string, unknown>>;
  if (Effect !== "Allow" && Effect !== "Deny")
    return [{ at: `${at}.Effect`, found: Effect, fault: "is neither Allow nor Deny", fix: "Allow" }];
  const actions = [Action ?? NotAction].flat();
  if (actions.length > 0 && actions.every((each) => typeof each === "string")) return [];
  return [{ at: `${at}.Action`, found: Action ?? NotAction, fault: "names no actions", fix: "*" }];
}

function whole(found: unknown, why: string): Fault {
  return { at: "", found, fault: `is not a policy document: ${why}`, fix: [{ at: "" }] };
}
