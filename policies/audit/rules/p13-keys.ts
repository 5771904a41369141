/** P13: a role that uses a key does not administer it, and it is used through the service it is for. */
import type { AuditedResource, Estate } from "../estate";
import type { Asker } from "../question";
import { action, and, anyActionOf, type Formula, key, not, resource } from "../encode/vocabulary";
import { strangers } from "./questions/image-calls";
import { encryptionAtWork } from "./keys/encryption-at-work";
import { deployer, fromOutside } from "./intended/intended-requests";
import { expectedOf, forThingsOfOurs, serviceUses } from "./keys/key-uses";
import { withOpenEndpoints } from "./questions/one-layer";
import { dataKeys, encryptedWith, resourcesOf, roleSubject, subjectOf } from "./ours";
import { type Fact, fact, type IntendedRequest, type Rule, type RuleQuestion } from "./rule";

const USE = ["kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"] as const;
const ADMINISTRATION = [
  "Put*",
  "Schedule*",
  "Cancel*",
  "Delete*",
  "Disable*",
  "Enable*",
  "Update*",
  "Create*",
  "Revoke*",
]
  .map((name) => `kms:${name}`)
  .concat("kms:TagResource", "kms:UntagResource", "kms:ImportKeyMaterial", "kms:ReplicateKey");

export const keysSplit: Rule = {
  id: "P13",
  title:
    "No role of the stack administers a KMS key or uses another than the stack's own and the company's for data; a key is used through a service, with an encryption context, for things of the stack's own; a key that the stack makes the account can administer, and where the company prescribes one, all data is encrypted with it.",
  formal:
    "∀ role r, ∀ q: allowed(q) ⇒ action(q) ∉ kms administration (CreateGrant only with kms:GrantIsForAWSResource); ∀ key k, ∀ use q of k: allowed(q) ⇒ kms:ViaService(q) present; no other account, nobody unsigned: ever, no service but cloudwatch for an alarm topic, s3 and events for an encrypted queue, each for this account; k made here ⇒ ∃ principal of the account that may kms:PutKeyPolicy; k of the company ⇒ ∀ use q by a role: context(q) names a bucket, queue or table of the stack, and each of them, and each topic, is encrypted with k. ∀ role r, ∀ q: allowed(q) ∧ action(q) ∈ kms:* ⇒ resource(q) is a key of the stack",
  controls: ["NIST 800-53r5 AC-5", "NIST 800-53r5 AC-6(9)", "FSBP KMS.1"],
  questions: (estate) => {
    const keys = resourcesOf(estate, "key");
    return keys.length === 0
      ? rolesNever(estate, "uses no KMS key, since the stack makes none", anyActionOf("kms"))
      : [...noOtherUse(estate, keys), ...noAdministration(estate), ...keys.flatMap((each) => used(estate, each))];
  },
  facts,
  mustAllow,
};

const grantForService = key("kms:GrantIsForAWSResource").isIgnoringCase("true");

/** AWS's own keys need no permission of a role, and a company's log key none of ours: CloudWatch Logs uses it. A data key is in the graph. */
function noOtherUse(estate: Estate, keys: readonly AuditedResource[]): RuleQuestion[] {
  const ours = resource(...keys.map(({ arn }) => arn));
  return rolesNever(estate, "uses no KMS key but the stack's own", and(anyActionOf("kms"), not(ours)));
}

function noAdministration(estate: Estate): RuleQuestion[] {
  const grants = and(action("kms:CreateGrant"), grantForService);
  return rolesNever(estate, "administers no KMS key", and(action(...ADMINISTRATION), not(grants)));
}

function rolesNever(estate: Estate, what: string, that: Formula): RuleQuestion[] {
  return withOpenEndpoints(estate).roles.map((role) => ({
    claim: `${role.name} ${what}.`,
    about: roleSubject(role),
    expect: "never",
    questions: [{ estate: withOpenEndpoints(estate), asker: { kind: "role", role }, route: { kind: "service" }, that }],
  }));
}

/** Who administers a key of the company's own is not this stack's to say. */
function administered(estate: Estate): readonly AuditedResource[] {
  return resourcesOf(estate, "key").filter((it) => !dataKeys(estate).includes(it));
}

function used(estate: Estate, it: AuditedResource): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const about = subjectOf(it);
  const never = { about, expect: "never" } as const;
  const ask = (asker: Asker, that: Formula) => ({
    estate: open,
    asker,
    route: { kind: "service" } as const,
    that: and(resource(it.arn), that),
  });
  const uses = serviceUses(estate, it);
  const said = uses.length === 0 ? "" : `, but ${uses.map(({ to }) => to).join(", ")}`;
  const roles = open.roles.map((role): Asker => ({ kind: "role", role }));
  const directly = and(action(...USE), key("kms:ViaService").absent);
  const ofOurs = forThingsOfOurs(estate, it);
  const bare = and(action(...USE), key("kms:EncryptionContextKeys").absent, not(ofOurs));
  const byRoles = (that: Formula) => roles.map((asker) => ask(asker, that));
  return [
    { ...never, claim: `The stack's roles use ${it.name} through a service only.`, questions: byRoles(directly) },
    { ...never, claim: `The stack's roles use ${it.name} with an encryption context only.`, questions: byRoles(bare) },
    {
      ...never,
      claim: `No other account, no unsigned caller and no service by itself touches ${it.name}${said}.`,
      questions: strangers(estate).map((asker) => ask(asker, and(anyActionOf("kms"), not(expectedOf(uses, asker))))),
    },
    administered(estate).includes(it)
      ? {
          claim: `A role of the account can administer ${it.name}.`,
          about,
          expect: "possible",
          questions: [ask({ kind: "other-role" }, action("kms:PutKeyPolicy"))],
        }
      : {
          ...never,
          claim: `The stack's roles use ${it.name} for the stack's own bucket, queues and tables only.`,
          questions: byRoles(and(anyActionOf("kms"), not(ofOurs))),
        },
  ];
}

/** Where a company prescribes a key, all that keeps data has it. */
function facts(estate: Estate): Fact[] {
  return dataKeys(estate).flatMap((it) =>
    (["bucket", "queue", "table", "topic"] as const).flatMap((kind) =>
      resourcesOf(estate, kind).map((each) => {
        const isEncrypted = encryptedWith(estate, it, kind).includes(each);
        const found = `its key is ${each.facts["key"] ?? each.facts["encryption"] ?? "not said"}`;
        return fact(`${each.name} is encrypted with ${it.name}.`, subjectOf(each), isEncrypted, found);
      }),
    ),
  );
}

function mustAllow(estate: Estate): IntendedRequest[] {
  return [...administration(estate), ...encryptionAtWork(estate)];
}

/** What else a deployment asks of the key is among the requests of every deployment (deployment/deployment-requests.ts). */
const OPERATORS_WORK = [
  ["PutKeyPolicy", "change the policy of"],
  ["ListKeyPolicies", "list the policies of"],
  ["UpdateKeyDescription", "describe anew"],
  ["UntagResource", "take a tag off"],
  ["EnableKeyRotation", "have AWS rotate"],
  ["DisableKeyRotation", "end the rotation of"],
  ["DisableKey", "disable"],
  ["EnableKey", "enable again"],
  ["CancelKeyDeletion", "keep, when its deletion is scheduled,"],
] as const;

function administration(estate: Estate): IntendedRequest[] {
  return administered(estate).flatMap((it) =>
    OPERATORS_WORK.map(([name, does]) => ({
      claim: `The operator who deploys the stack can ${does} ${it.name}.`,
      about: subjectOf(it),
      request: {
        action: `kms:${name}`,
        resource: it.arn,
        principal: deployer(estate),
        context: fromOutside(estate.homeRegion),
      },
      route: { kind: "service" } as const,
    })),
  );
}
