/**
 * AWS-managed policies whose text is on file, word for word, with AWS's version and the day it was last edited. Of any other the
 * text is unknown, and a reader that meets one has to say so. Policies may change: compare with
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
import type { PolicyDocument } from "../../document";
import table from "./managed-policies.json";

export interface ManagedPolicy {
  /** The last part of the ARN. */
  readonly name: string;
  /** As AWS counts, e.g. "v3". */
  readonly version: string;
  /** ISO date. */
  readonly edited: string;
  /** Of the document as JSON without white space. */
  readonly sha256: string;
  readonly document: PolicyDocument;
}

const TEXTS = table as Readonly<Record<string, Omit<ManagedPolicy, "name">>>;

/** What is on file, by the part of the ARN behind `policy/`. */
export const managedPolicyNames: readonly string[] = Object.keys(TEXTS);

/** The policy of that ARN, in any partition; undefined when it is not AWS's or its text is not on file. */
export function awsManagedPolicy(arn: string): ManagedPolicy | undefined {
  const [, path = ""] = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  const text = managedPolicyNames.includes(path) ? TEXTS[path] : undefined;
  return text && { name: path.split("/").at(-1) ?? path, ...text };
}

const FILE = "policies/audit/managed-policies/managed-policies.json";

/** What to do about a policy ARN of which no text is on file: one sentence, after "its text is not known". */
export function howToMakeKnown(arn: string): string {
  const [, path] = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  if (path === undefined) return "Make that policy in this program, so that its text is here, or detach it.";
  const page = `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${path.split("/").at(-1) ?? path}.html`;
  return `Detach it, or enter it in ${FILE} as "${path}": from ${page} its "document", its "version" and the day it was "edited", and as "sha256" the hash of the document as JSON without white space.`;
}
