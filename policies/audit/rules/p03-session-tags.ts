/** P3: the tags that say whose session it is come from our function only, and are the two we know. */
import type { AuditedRole, Estate } from "../estate";
import { and, anyActionOf, type Formula, key, not, or, resource } from "../encode/vocabulary";
import {
  butForTheGateway,
  crossAccountGuard,
  gatewayFunction,
  guardInWords,
  type NamedCaller,
} from "./accounts/gateway-doors";
import { becomingFromTheGateway } from "./accounts/gateway-at-work";
import { bothHalves } from "./accounts/both-halves";
import { halvesAgree, peopleOfTheOtherAccount } from "./accounts/halves-agree";
import { exactlyTheTwoTags, TAGS } from "./questions/two-tags";
import { allCallersBut } from "./questions/askers";
import { becomeMinter, minters } from "./intended/intended-requests";
import { withOpenEndpoints } from "./questions/one-layer";
import {
  endpointsOf,
  functionRoles,
  mintedProfileOf,
  mintingRoleNames,
  mintingRolesElsewhere,
  roleSubject,
  rolesFor,
  servedDomains,
  trustSubject,
} from "./ours";
import { type Fact, fact, type IntendedRequest, type Rule, type RuleQuestion } from "./rule";

/** A hash in base64url, as the authorizer makes it. */
const CALLER = "?".repeat(43);

export const sessionTags: Rule = {
  id: "P3",
  title:
    "Only the studio-url function becomes a minting role: in a caller's name, for one profile of a domain that this stack serves, with no other tag.",
  formal:
    "∀ minting role r, ∀ AssumeRole call c on r: allowed(c) ⇒ caller(c) = role of studio-url ∧ |sts:SourceIdentity(c)| = 43 ∧ tags(c) = {StudioDomainId: a served domain, StudioUserProfile: not empty, without '/'} (sessionTags) or ∅ (rolePerProfile); no role of the stack calls iam:*, or sts:* on anything but minting roles",
  controls: ["NIST 800-53r5 AC-3(7)", "NIST 800-53r5 IA-2", "NIST 800-53r5 AU-12"],
  questions,
  facts: (estate) => [...facts(estate), ...halvesAgree(estate)],
  mustAllow,
};

function questions(estate: Estate): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const minting = rolesFor(open, "minting");
  const callers = functionRoles(open, "studio-url");
  return [
    ...minting.flatMap((role) => becoming(open, role, callers)),
    ...open.roles.map((role): RuleQuestion => {
      const elsewhere = and(
        anyActionOf("sts"),
        not(resource(...mintingRoleNames(open), ...mintingRolesElsewhere(open))),
      );
      return {
        claim: `${role.name} changes no role, no tag of a role and no trust, and becomes no role but a minting role.`,
        about: roleSubject(role),
        expect: "never",
        questions: [
          {
            estate: open,
            asker: { kind: "role", role },
            route: { kind: "service" },
            that: or(anyActionOf("iam"), elsewhere),
          },
        ],
      };
    }),
    ...bothHalves(estate),
  ];
}

function becoming(estate: Estate, role: AuditedRole, callers: readonly AuditedRole[]): RuleQuestion[] {
  const route = { kind: "assume-role", role } as const;
  const about = trustSubject(role);
  const must =
    mintedProfileOf(role) === undefined ? exactlyTheTwoTags(servedDomains(estate)) : key("aws:TagKeys").absent;
  const how =
    mintedProfileOf(role) === undefined ? "exactly the two tags of one profile of a domain that is served" : "no tags";
  const byName = key("sts:SourceIdentity").like(CALLER);
  const never = (claim: string, questions: RuleQuestion["questions"]): RuleQuestion => {
    return { claim, about, expect: "never", questions };
  };
  const byFunction = (that: Formula) =>
    functionsThatMint(estate, callers).map(({ asker, itself }) => ({ estate, asker, route, that: and(itself, that) }));
  const byOthers = allCallersBut(estate, { roles: callers }).map((asker) => {
    return { estate, asker, route, that: butForTheGateway(estate, asker) };
  });
  const guard = `The gateway's function becomes ${role.name} with the guard that config asks for only: ${guardInWords(estate)}.`;
  return [
    never(`Only the studio-url function becomes ${role.name}.`, byOthers),
    never(`The function becomes ${role.name} with ${how}, and in no other way.`, byFunction(not(must))),
    never(
      `The function becomes ${role.name} in a caller's name only: a session's source identity is a hash of 43 characters.`,
      byFunction(not(byName)),
    ),
    ...(estate.studio.gateway === undefined ? [] : [never(guard, byFunction(not(crossAccountGuard(estate))))]),
  ];
}

/** The stack's own, and in a Studio account's stack the gateway's. */
function functionsThatMint(estate: Estate, callers: readonly AuditedRole[]): NamedCaller[] {
  const own = callers.map((role): NamedCaller => ({ asker: { kind: "role", role }, itself: and() }));
  return [...own, ...gatewayFunction(estate)];
}

/** A role's own tags become its sessions' tags: one of these names on a role would stand for a person. */
function facts(estate: Estate): Fact[] {
  return estate.roles.map((role) => {
    const taken = Object.keys(role.tags).filter((tag) => TAGS.some((own) => own.toLowerCase() === tag.toLowerCase()));
    const claim = `${role.name} itself carries no tag that stands for a person's session.`;
    return fact(claim, { urn: role.urn, source: role.trust.source }, taken.length === 0, `it has ${taken.join(", ")}`);
  });
}

function mustAllow(estate: Estate): IntendedRequest[] {
  return [...becomingFromTheGateway(estate), ...becomingHere(estate), ...peopleOfTheOtherAccount(estate)];
}

function becomingHere(estate: Estate): IntendedRequest[] {
  return functionRoles(estate, "studio-url").flatMap((caller) =>
    endpointsOf(estate, ["sts"]).flatMap((endpoint) =>
      minters(estate).map((minter) => ({
        claim: `The studio-url function becomes ${minter.role.name} for ${minter.who}.`,
        about: trustSubject(minter.role),
        request: becomeMinter(minter, caller, endpoint),
        route: { kind: "assume-role", role: minter.role },
      })),
    ),
  );
}
