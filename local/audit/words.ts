/** How the audit's outputs put things, the same in HTML, Markdown and SARIF. */
import type { AuditReport, Change, RunFacts } from "../../policies/audit/report";
import type { ExceptionResult, Finding, StatementReference } from "../../policies/audit/verdict";

/** "1 rule", "2 rules". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

/** Names that the splitting of a Sid into words takes apart. */
const NAMES: readonly (readonly [written: RegExp, name: string])[] = [
  [/\bsage maker\b/gi, "SageMaker"],
  [/\bexecute api\b/gi, "execute-api"],
  [/\bdynamo db\b/gi, "DynamoDB"],
  [/\bapi gateway\b/gi, "API Gateway"],
  [/\btls\b/g, "TLS"],
  [/\bpools\b/g, "pool's"],
  [/(?<!-)\bapi\b/g, "API"],
];

/** A statement's Sid is a sentence without spaces. An abbreviation keeps its capitals. */
export function sidAsSentence(sid: string): string {
  if (isMadeUp(sid)) return sid;
  const words = sid.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
  const names = /^(API|AWS|S3|SQS|STS|[A-Z]{2,}|Rekognition|Studio|Dynamo|Lambda|Region|Regions)$/;
  const sentence = words.map((word, index) => (index === 0 || names.test(word) ? word : word.toLowerCase())).join(" ");
  return NAMES.reduce((text, [written, name]) => text.replaceAll(written, name), sentence);
}

/** How people call a statement: by its Sid; by its policy where Pulumi made the Sid up; by its position when it has none. */
export function statementTitle({ sid, policy, index }: Pick<StatementReference, "sid" | "policy" | "index">): string {
  if (sid === undefined) return `${policy}, statement ${index + 1}`;
  return isMadeUp(sid) ? policy : sid;
}

/** `api-authorizer-permission-cd8cfc8`: a function's permission has the name of its resource. Ours have no hyphens. */
function isMadeUp(sid: string): boolean {
  return sid.includes("-");
}

/** The title as people read it. */
export function statementSentence(statement: Pick<StatementReference, "sid" | "policy" | "index">): string {
  const { sid } = statement;
  return sid === undefined || isMadeUp(sid) ? statementTitle(statement) : sidAsSentence(sid);
}

/** Why a claim is not proved, where no request shows it: a clause of the rule's, or a sentence of the search's. */
export function reasonOf({ status, why = "" }: Pick<Finding, "status" | "why">): string {
  return why === "" ? "" : `${status === "REFUTED" ? "Not so" : "Not known"}: ${why}`;
}

export function expiryOf({ expires, isExpired }: ExceptionResult): string {
  return isExpired ? `expired after ${expires}` : `until ${expires}`;
}

export function expirySentence({ id, owner, expires }: ExceptionResult): string {
  return `Expired: exception ${id} was good until ${expires}. Its owner, ${owner}, renews it in policies/exceptions.yaml, or removes what needs it.`;
}

export function changeLine(change: Change): string {
  const kind = change.kind === "UNDECIDED" ? "PERHAPS NEW" : change.kind;
  return `${kind}: ${change.sentence}`;
}

/** `urn:pulumi:<stack>::<project>::<type>::<name>`: the last part, which is the logical name. */
export function logicalName(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

/** The report's own command with something more behind it. */
export function withArgument(command: string, argument: string): string {
  return command.includes(" -- ") ? `${command} ${argument}` : `${command} -- ${argument}`;
}

/** "commit 1234567 with uncommitted changes": from what a report was made. */
export function commitOf({ commit, isChanged }: RunFacts): string {
  if (commit === undefined) return "no commit: the folder is not a git repository";
  return `commit ${commit.slice(0, 12)}${isChanged ? " with uncommitted changes" : ""}`;
}

/** Who approved the access that is compared with. */
export function approvalOf({ approval }: RunFacts): string {
  if (approval === undefined) return "not committed";
  return `committed by ${approval.author} on ${approval.day} (${approval.commit.slice(0, 12)})`;
}

/** "Node.js 20.19.0, …" */
export function versionsOf({ versions }: RunFacts): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
}

/** Whose policies they are: of a program that is run on a laptop no account is asked. */
export function accountOf({ audited, account, region }: Pick<AuditReport, "audited" | "account" | "region">): string {
  const whose = audited === "program" ? `not asked for (the program was run with AWS's example, ${account})` : account;
  return `${whose}, ${region}`;
}
