/** P11: each role has one kind of bearer, and a service acts for this account only. */
import type { AuditedRole, Estate } from "../estate";
import { and, type Formula, key, not, TRUE } from "../encode/vocabulary";
import { announcements, intendedAnnouncements } from "./questions/announcements";
import { becomingFromTheGateway } from "./accounts/gateway-at-work";
import { butForTheGateway } from "./accounts/gateway-doors";
import { allCallersBut, type Expected, servicePrincipal } from "./questions/askers";
import { becomeMinter, becomeNotebook, minters } from "./intended/intended-requests";
import { withOpenEndpoints } from "./questions/one-layer";
import { endpointsOf, functionRoles, ownerOf, trustSubject } from "./ours";
import { type Fact, fact, type IntendedRequest, type Rule, type RuleQuestion } from "./rule";

const LAMBDA = servicePrincipal("lambda");
const SAGEMAKER = servicePrincipal("sagemaker");
const API_GATEWAY = servicePrincipal("apigateway");
const EC2 = servicePrincipal("ec2");
const CODE_DEPLOY = servicePrincipal("codedeploy");

export const trust: Rule = {
  id: "P11",
  title:
    "Each role is assumed only by the one service or function it is made for, and services that say for whom they act act for this account only.",
  formal:
    "∀ role r, ∀ AssumeRole call c on r: allowed(c) ⇒ caller(c) = bearer(r); bearer(r) ∈ {sagemaker, codedeploy} ⇒ aws:SourceAccount(c) = this account ∧ sts:SourceIdentity(c) ∈ {absent, r's profile}; ∀ queue with a policy, ∀ q: allowed(q) by another's permission ⇒ principal(q) = s3 ∧ aws:SourceArn(q) = our bucket ∧ aws:SourceAccount(q) = this account, and for the queue of unexpected calls events and a rule of this account; ∀ topic, likewise cloudwatch and an alarm of this account, and aws:SecureTransport(q) is not false",
  controls: ["NIST 800-53r5 AC-3", "NIST 800-53r5 AC-6", "NIST 800-53r5 IA-2"],
  questions: (estate) => [
    ...withOpenEndpoints(estate).roles.flatMap((role) => trusted(estate, role)),
    ...announcements(estate),
  ],
  facts: (estate) => [...estate.roles.flatMap(carriedByOne), ...namedSessions(estate)],
  mustAllow,
};

/** By purpose, who carries such a role; a role that two carry makes each the other. */
const CARRIERS: Readonly<Partial<Record<AuditedRole["purpose"], { readonly kind: string; readonly count: number }>>> = {
  function: { kind: "function ", count: 1 },
  execution: { kind: "user profile ", count: 1 },
  "studio-default": { kind: "domain ", count: 1 },
  "r-studio": { kind: "RStudio of domain ", count: 1 },
  "studio-image": { kind: "image ", count: 1 },
  "api-gateway-logging": { kind: "API Gateway's account", count: 1 },
  workstation: { kind: "instance ", count: 1 },
  minting: { kind: "", count: 0 },
};

function carriedByOne(role: AuditedRole): Fact[] {
  const { name, purpose, carriedBy } = role;
  const expected = CARRIERS[purpose];
  if (expected === undefined || carriedBy === undefined) return [];
  const holds = carriedBy.length === expected.count && carriedBy.every((each) => each.startsWith(expected.kind));
  const claim =
    expected.count === 0
      ? `Nothing runs with ${name}; it is assumed only.`
      : `${name} is carried by one ${expected.kind.trim()} and by nothing else.`;
  return [fact(claim, trustSubject(role), holds, `it is carried by ${carriedBy.join(", ") || "nothing"}`)];
}

/** Else nothing in a log would say whose notebook it was. */
function namedSessions({ studio }: Estate): Fact[] {
  if (studio.sourceIdentity === undefined || studio.domainUrn === undefined) return [];
  const claim = "What notebooks do carries the name of the user profile, as source identity.";
  return [
    fact(
      claim,
      { urn: studio.domainUrn },
      studio.sourceIdentity === "USER_PROFILE_NAME",
      `executionRoleIdentityConfig is ${studio.sourceIdentity}`,
    ),
  ];
}

/** Lambda and API Gateway send nothing that says for which account they become a role, so there is nothing to ask for. */
function bearers(estate: Estate, role: AuditedRole): Expected {
  switch (role.purpose) {
    case "function":
      return { services: [LAMBDA] };
    case "execution":
    case "studio-default":
    case "r-studio":
    case "studio-image":
      return { services: [SAGEMAKER] };
    case "api-gateway-logging":
      return { services: [API_GATEWAY] };
    case "workstation":
      return { services: [EC2] };
    case "rollout":
      return { services: [CODE_DEPLOY] };
    case "minting":
      return { roles: functionRoles(estate, "studio-url") };
    case "other":
      return {};
  }
}

function trusted(estate: Estate, role: AuditedRole): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const expected = bearers(open, role);
  const gateway = role.purpose === "minting" && estate.studio.gateway ? ["the gateway's function"] : [];
  const names = [...(expected.services ?? []), ...(expected.roles ?? []).map(({ name }) => name), ...gateway];
  const route = { kind: "assume-role", role } as const;
  const byNoOther: RuleQuestion = {
    claim: names.length > 0 ? `Only ${names.join(" and ")} becomes ${role.name}.` : `No caller becomes ${role.name}.`,
    about: trustSubject(role),
    expect: "never",
    questions: allCallersBut(open, expected).map((asker) => ({
      estate: open,
      asker,
      route,
      that: gateway.length > 0 ? butForTheGateway(open, asker) : TRUE,
    })),
  };
  const [service] = [SAGEMAKER, CODE_DEPLOY].filter((one) => expected.services?.includes(one));
  if (service === undefined) return [byNoOther];
  const ask = (claim: string, that: Formula): RuleQuestion => ({
    claim,
    about: trustSubject(role),
    expect: "never",
    questions: [{ estate: open, asker: { kind: "service", service }, route, that }],
  });
  const forOthers = not(key("aws:SourceAccount").is(estate.account));
  if (service === CODE_DEPLOY)
    return [byNoOther, ask(`CodeDeploy becomes ${role.name} for this account only.`, forOthers)];
  const owner = ownerOf(estate, role);
  const identity = key("sts:SourceIdentity");
  const otherName =
    owner === undefined || role.purpose !== "execution"
      ? identity.present
      : and(identity.present, not(identity.is(owner)));
  return [
    byNoOther,
    ask(`SageMaker becomes ${role.name} for this account only.`, forOthers),
    ask(`SageMaker becomes ${role.name} under no other name than the profile's.`, otherName),
  ];
}

function mustAllow(estate: Estate): IntendedRequest[] {
  const services: Readonly<Partial<Record<AuditedRole["purpose"], string>>> = {
    function: LAMBDA,
    "api-gateway-logging": API_GATEWAY,
    workstation: EC2,
    rollout: CODE_DEPLOY,
    "r-studio": SAGEMAKER,
    "studio-image": SAGEMAKER,
  };
  const byService = estate.roles.flatMap((role): IntendedRequest[] => {
    const route = { kind: "assume-role", role } as const;
    const about = trustSubject(role);
    if (role.purpose === "execution")
      return [
        { claim: `SageMaker becomes ${role.name}.`, about, request: becomeNotebook(estate, role, SAGEMAKER), route },
      ];
    const service = services[role.purpose];
    if (service === undefined) return [];
    const principal = { kind: "service", service } as const;
    const context: Readonly<Record<string, string>> = ["rollout", "r-studio", "studio-image"].includes(role.purpose)
      ? { "aws:SourceAccount": estate.account }
      : {};
    const request = { roleArn: role.arn, principal, context, sessionName: "session", tags: {} };
    return [{ claim: `${service} becomes ${role.name}.`, about, request, route }];
  });
  return [
    ...byService,
    ...becomingMinters(estate),
    ...becomingFromTheGateway(estate),
    ...intendedAnnouncements(estate),
  ];
}

function becomingMinters(estate: Estate): IntendedRequest[] {
  return functionRoles(estate, "studio-url").flatMap((caller) =>
    endpointsOf(estate, ["sts"]).flatMap((endpoint) =>
      minters(estate).map((minter) => ({
        claim: `${caller.name} becomes ${minter.role.name}, for ${minter.who}.`,
        about: trustSubject(minter.role),
        request: becomeMinter(minter, caller, endpoint),
        route: { kind: "assume-role", role: minter.role },
      })),
    ),
  );
}
