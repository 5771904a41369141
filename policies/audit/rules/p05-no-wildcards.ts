/** P5: permissions name what they are about; `*` stands only where an action knows no resource. */
import type { Statement } from "../../document";
import { exceptedFrom } from "../exceptions";
import type { AuditedRole, Estate } from "../estate";
import { and, noParticularResource, not, resource } from "../encode/vocabulary";
import { imageRepositories } from "./declared/container-images";
import { mintedProfileArn } from "./declared/declared-permissions";
import { fromOutside, asRole } from "./intended/intended-requests";
import { sameRole, withAllowsOnly } from "./questions/one-layer";
import {
  arnIn,
  dataBuckets,
  dataKeys,
  logGroupArns,
  mintingRoleNames,
  mintingRolesElsewhere,
  resourcesOf,
  roleSubject,
  rolesFor,
  STUDIO_LOG,
  subjectOf,
} from "./ours";
import { type Fact, fact, type IntendedRequest, type Rule, type RuleQuestion } from "./rule";

export const noWildcards: Rule = {
  id: "P5",
  title:
    "Permissions name their actions one by one and their resources as this stack's own, or as the minting roles of other accounts that config lists; `*` stands only for actions that take no resource.",
  formal:
    "∀ Allow statement of a role's policies: no NotAction, no NotResource, no wildcard in Action, and of no other policy an Allow with NotAction or a wildcard in Action; ∀ role r, ∀ q by r: (some Allow applies to q) ∧ resource(q) ≠ '*' ⇒ resource(q) ∈ this stack's resources ∪ listed minting roles elsewhere, with the exceptions declared",
  controls: ["NIST 800-53r5 AC-6(1)", "FSBP IAM.21", "AWS Config iam-policy-no-statements-with-full-access"],
  questions: (estate) => estate.roles.map((role) => ownResourcesOnly(estate, role)),
  facts: (estate) => [...estate.roles.map(namedOneByOne), ...elsewhere(estate), ...ofThings(estate)],
  mustAllow,
};

function ownResourcesOnly(estate: Estate, role: AuditedRole): RuleQuestion {
  const allowing = withAllowsOnly(estate);
  const excepted = exceptedFrom("P5", estate, role);
  const elsewhere = mintingRolesElsewhere(estate);
  const orElsewhere = elsewhere.length === 0 ? "" : `, but for ${elsewhere.join(" and ")}`;
  return {
    claim: `${role.name} is allowed nothing on resources that are not this stack's${orElsewhere}.`,
    about: roleSubject(role),
    expect: "never",
    exceptions: excepted.ids,
    questions: [
      {
        estate: allowing,
        asker: { kind: "role", role: sameRole(allowing, role) },
        route: { kind: "service" },
        that: and(
          not(noParticularResource()),
          not(resource(...ownResources(estate), ...elsewhere, ...ofSession(estate, role))),
          not(excepted.bounds),
        ),
      },
    ],
  };
}

/** What the stack makes, the domain's own things, config's data buckets, image repositories, data key and event bus, and the log groups named after its functions. */
function ownResources(estate: Estate): string[] {
  const { domainId } = estate.studio;
  const { eventBusArn } = estate.rekognition;
  const sagemaker = ["user-profile", "app", "space"].map((kind) => `${kind}/${domainId}/*`);
  const logGroups = [...estate.functions.map(({ logGroup }) => logGroup), STUDIO_LOG];
  return [
    ...[...sagemaker, `domain/${domainId}`].map((rest) => arnIn(estate, "sagemaker", rest)),
    ...logGroups.flatMap((group) => logGroupArns(estate, group)),
    ...mintingRoleNames(estate),
    ...[...resourcesOf(estate, "bucket").map(({ arn }) => arn), ...dataBuckets(estate)].flatMap((arn) => [
      arn,
      `${arn}/*`,
    ]),
    ...[...resourcesOf(estate, "table"), ...resourcesOf(estate, "queue"), ...dataKeys(estate)].map(({ arn }) => arn),
    ...imageRepositories(estate),
    ...(eventBusArn === undefined ? [] : [eventBusArn]),
    // A function with its versions and aliases.
    ...estate.functions.flatMap(({ arn }) => [arn, `${arn}:*`]),
    ...(estate.rollouts ?? []).flatMap(({ arn, applicationArn }) => [arn, applicationArn]),
  ];
}

/** The one role that is narrowed by session tags: rule P3 says that they name a profile of ours. */
function ofSession(estate: Estate, role: AuditedRole): string[] {
  return role.purpose === "minting" ? [mintedProfileArn(estate, role)] : [];
}

function namedOneByOne(role: AuditedRole): Fact {
  const wide = role.identity
    .flatMap(({ document }) => document.Statement)
    .filter((statement) => statement.Effect === "Allow" && isWide(statement))
    .map(({ Sid }) => Sid ?? "a statement without a name");
  const claim = `${role.name}'s permissions name every action; none says "all but".`;
  return fact(claim, roleSubject(role), wide.length === 0, `${wide.join(", ")} does not`);
}

/** Who may become a role, what endpoints let through and what the stack's things allow is named one by one as well. */
function elsewhere(estate: Estate): Fact[] {
  const policies = [
    ...estate.roles.map(({ trust }) => trust),
    ...[...estate.endpoints, ...estate.apis, ...estate.resources].flatMap((each) => each.policies),
    ...estate.functions.flatMap(({ permissions }) => permissions),
  ];
  const wide = policies.filter(
    ({ origin, document }) =>
      origin === "program" && document.Statement.some((each) => each.Effect === "Allow" && hasWideAction(each)),
  );
  const names = wide.map(({ name }) => name).join(", ");
  const about = wide[0] ?? { urn: estate.roles[0]?.urn ?? "" };
  const claim = "Trust, endpoints and the policies of the stack's things name every action that they allow.";
  return [fact(claim, { urn: about.urn, source: wide[0]?.source }, wide.length === 0, `${names} do not`)];
}

/** A key's policy is about that key, which it calls `*`; the others can name what they belong to, and a reader sees whose they are. */
function ofThings(estate: Estate): Fact[] {
  return estate.resources
    .filter(({ kind }) => kind !== "key")
    .flatMap((each) =>
      each.policies
        .filter(({ origin }) => origin === "program")
        .map(({ document, name }) => {
          const wide = document.Statement.some(
            ({ Effect, Resource }) => Effect === "Allow" && [Resource].flat().includes("*"),
          );
          return fact(`The ${name} names what it allows something on.`, subjectOf(each), !wide, "a statement says *");
        }),
    );
}

function hasWideAction({ Action = [], NotAction }: Statement): boolean {
  return NotAction !== undefined || [Action].flat().some((name) => /[*?]/.test(name));
}

function isWide(statement: Statement): boolean {
  return statement.NotResource !== undefined || hasWideAction(statement);
}

/** Actions without resource types have to be allowed on `*`: forbidding that would forbid the action. */
function mustAllow(estate: Estate): IntendedRequest[] {
  return rolesFor(estate, "execution")
    .slice(0, 1)
    .map((role) => ({
      claim: `${role.name} lists apps, an action that knows no resource.`,
      about: roleSubject(role),
      request: {
        action: "sagemaker:ListApps",
        resource: "*",
        principal: asRole(role),
        context: fromOutside(estate.homeRegion),
      },
      route: { kind: "service" },
    }));
}
