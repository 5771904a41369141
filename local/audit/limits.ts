import type { AuditedStudioAccount } from "../../policies/audit/beside-policies";
import type { AuditedOrganization, Estate } from "../../policies/audit/estate";
import type { AuditReport } from "../../policies/audit/report";

/** Accounts of which only the gateway's half is here. */
export function takenOnTrustIn({
  studio,
  halves = [],
}: Pick<Estate, "studio" | "halves">): readonly AuditedStudioAccount[] {
  const given = halves.map(({ account, studio: { domainId } }) => `${account} ${domainId}`);
  return (studio.accounts ?? []).filter(({ accountId, domainId }) => !given.includes(`${accountId} ${domainId}`));
}

/** What no sentence of the report may be read to say. */
export function limitsOf(
  audited: AuditReport["audited"],
  organization?: AuditedOrganization,
  accounts: readonly AuditedStudioAccount[] = [],
): readonly string[] {
  return [
    ...accounts.map(takenOnTrust),
    audited === "program"
      ? "What is deployed: this is what the program would deploy. `npm run audit -- --state export.json` audits what is there."
      : "What was changed past Pulumi since the last refresh of the state.",
    ...(audited === "deployed"
      ? ["The functions' deployed code: it is this folder's that is compared with their roles."]
      : []),
    "The account's other roles and users: by their own policies they may make a Studio URL or invoke a function. Proved against them as well: they become no role of this stack, and reach no image past our endpoints. `npm run audit -- --suggest-scp` prints the service control policy that closes this, with its proof.",
    organization === undefined
      ? "Service and resource control policies of the organisation: no rule rests on them, and whether something at work is refused by them is not known. `--organization <folder>` tells."
      : `Whether ${organization.id} still has the control policies that were given: what has to work was tried beneath them as they were printed. No rule rests on them.`,
    "Who reaches an endpoint: that is a matter of routes, security groups and DNS. Policies say what passes it.",
    "Who opens a presigned URL: inside the network it opens for anyone who has it, as its owner, for as long as it lives. IAM re-checks the way it comes by and not the person.",
    "The studio-url function's own credential: from inside the network it may mint for every profile. Session tags narrow each session, and the function chooses them.",
    "Names of sessions: sts:RoleSessionName is free, so a name in a log is a hint and the source identity is the proof.",
    "What functions do with what they may do. Of their code only the SDK commands in it are compared with their roles.",
    "sts:GetCallerIdentity, by which a caller learns whose credentials it has: AWS answers it whatever a policy says, so every claim about a role leaves it out.",
    "What AWS does not document: it is proved under every reading, or the answer is UNKNOWN.",
  ];
}

/** Of another account the stack has a role's name; what that role may do and whom it trusts stands there. */
function takenOnTrust({ accountId, domainId, mintingRoleArn }: AuditedStudioAccount): string {
  return (
    `What ${mintingRoleArn} may do, and whom it trusts, is account ${accountId}'s to say and was not looked at. Proved is what this stack says ` +
    `of it: only the studio-url function may become it, and by our sagemaker.api endpoint it reaches profiles of ${domainId} and nothing else. \`--with <its stack>\` looks at both.`
  );
}
