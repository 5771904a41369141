/** P13: whoever uses a key does not administer it, and it is used through the service it is for. */
import type { AuditedResource, Estate } from "../estate";
import type { Asker } from "../question";
import { action, and, anyActionOf, FALSE, type Formula, key, not, resource } from "../encode/vocabulary";
import { servicePrincipal } from "./questions/askers";
import { strangers } from "./questions/image-calls";
import { deployer, fromOutside } from "./intended/intended-requests";
import { withOpenEndpoints } from "./questions/one-layer";
import { alarmTopics, resourcesOf, roleSubject, subjectOf } from "./ours";
import type { IntendedRequest, Rule, RuleQuestion } from "./rule";

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
    "No role of the stack administers a KMS key or uses another than the stack's own; a key is used through a service, with an encryption context, and the account can administer it.",
  formal:
    "∀ role r, ∀ q: allowed(q) ⇒ action(q) ∉ kms administration (CreateGrant only with kms:GrantIsForAWSResource); ∀ key k, ∀ use q of k: allowed(q) ⇒ kms:ViaService(q) present; no other account, nobody unsigned: ever, no service but cloudwatch for an alarm topic; ∃ principal of the account that may kms:PutKeyPolicy. ∀ role r, ∀ q: allowed(q) ∧ action(q) ∈ kms:* ⇒ resource(q) is a key of the stack",
  controls: ["NIST 800-53r5 AC-5", "NIST 800-53r5 AC-6(9)", "FSBP KMS.1"],
  questions: (estate) => {
    const keys = resourcesOf(estate, "key");
    return keys.length === 0
      ? rolesNever(estate, "uses no KMS key, since the stack makes none", anyActionOf("kms"))
      : [...noOtherUse(estate, keys), ...noAdministration(estate), ...keys.flatMap((each) => used(estate, each))];
  },
  mustAllow,
};

const grantForService = key("kms:GrantIsForAWSResource").isIgnoringCase("true");

/** AWS's own keys need no permission of a role, and a company's log key none of ours: CloudWatch Logs uses it. */
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
  const alarms = forAlarms(estate, it);
  const roles = open.roles.map((role): Asker => ({ kind: "role", role }));
  const directly = and(action(...USE), key("kms:ViaService").absent);
  const bare = and(action(...USE), key("kms:EncryptionContextKeys").absent);
  const byRoles = (that: Formula) => roles.map((asker) => ask(asker, that));
  return [
    { ...never, claim: `The stack's roles use ${it.name} through a service only.`, questions: byRoles(directly) },
    { ...never, claim: `The stack's roles use ${it.name} with an encryption context only.`, questions: byRoles(bare) },
    {
      ...never,
      claim: `No other account, no unsigned caller and no service by itself touches ${it.name}${alarms.said}.`,
      questions: strangers(estate).map((asker) => ask(asker, and(anyActionOf("kms"), not(alarms.by(asker))))),
    },
    {
      claim: `A role of the account can administer ${it.name}.`,
      about,
      expect: "possible",
      questions: [ask({ kind: "other-role" }, action("kms:PutKeyPolicy"))],
    },
  ];
}

const CLOUDWATCH = servicePrincipal("cloudwatch");
const TOPIC_CONTEXT = "kms:EncryptionContext:aws:sns:topicArn";

/** The topics that a key encrypts, for which CloudWatch uses it: for this account's alarms, and bound to the topic. */
function forAlarms(estate: Estate, it: AuditedResource) {
  const topics = alarmTopics(estate).filter(({ facts }) => facts["key"] === it.name);
  const use = and(
    action("kms:Decrypt", "kms:GenerateDataKey"),
    key("aws:SourceAccount").is(estate.account),
    key(TOPIC_CONTEXT).is(...topics.map(({ arn }) => arn)),
  );
  return {
    said: topics.length === 0 ? "" : `, but CloudWatch to publish this account's alarms to ${topics[0]?.name ?? ""}`,
    by: (asker: Asker): Formula =>
      topics.length > 0 && asker.kind === "service" && asker.service === CLOUDWATCH ? use : FALSE,
  };
}

function mustAllow(estate: Estate): IntendedRequest[] {
  return [...administration(estate), ...encryption(estate)];
}

/** An alarm that cannot use the key turns red and is told to no one. */
function encryption(estate: Estate): IntendedRequest[] {
  return alarmTopics(estate).flatMap((topic) =>
    resourcesOf(estate, "key")
      .filter(({ name }) => name === topic.facts["key"])
      .map((it) => ({
        claim: `CloudWatch encrypts what it publishes to ${topic.name}.`,
        about: subjectOf(it),
        request: {
          action: "kms:GenerateDataKey",
          resource: it.arn,
          principal: { kind: "service", service: CLOUDWATCH },
          context: {
            ...fromOutside(estate.homeRegion),
            "aws:SourceAccount": estate.account,
            [TOPIC_CONTEXT]: topic.arn,
          },
        },
        route: { kind: "service" },
      })),
  );
}

function administration(estate: Estate): IntendedRequest[] {
  return resourcesOf(estate, "key").map((it) => ({
    claim: `The operator who deploys the stack can change the policy of ${it.name}.`,
    about: subjectOf(it),
    request: {
      action: "kms:PutKeyPolicy",
      resource: it.arn,
      principal: deployer(estate),
      context: fromOutside(estate.homeRegion),
    },
    route: { kind: "service" },
  }));
}
