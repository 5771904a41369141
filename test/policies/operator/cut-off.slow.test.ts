import { callerIdOf, sessionNameOf } from "../../../functions/contract/caller";
import { ask } from "../../../policies/audit/prove/ask";
import { action, and, type Formula, key, not, or, resource, TRUE } from "../../../policies/audit/encode/vocabulary";
import type { PolicyDocument, Statement } from "../../../policies/document";
import { mintingRolePolicy } from "../../../policies/minting-role";
import { type CutOffPerson, cutOffPolicy, cutOffWholeRole } from "../../../policies/operator/cut-off";
import { weakeningsOf } from "../../bench/mutations/generated/weakenings";
import type { AnyStatement } from "../audit/rules/changed-graph";
import { estate, role } from "../audit/prove/small-estate";

/**
 * The prover's word on every request there can be: a cut-off refuses that person, by each of the marks that a request may carry of them, and
 * nobody else. Who a person is stands here in the prover's words and is not taken from the policy.
 */
const PLACE = { partition: "aws", region: "eu-central-1", account: "111122223333" };
const ENDPOINTS = { sagemakerApiEndpointId: "vpce-05a5a5a5a5a5a5a5a", studioEndpointId: "vpce-05d5d5d5d5d5d5d5d" };
const CALLER = callerIdOf({ issuer: "https://idp.example", subject: "alice" });
const SESSIONS = { sourceIdentity: CALLER, sessionName: sessionNameOf(CALLER) };
const PROFILES = [
  { domainId: "d-one", userProfileName: "alice" },
  { domainId: "d-one", userProfileName: "alice-gpu" },
  { domainId: "d-two", userProfileName: "bob" },
];

const tagged = (domainId: string, profile: string) =>
  and(key("aws:PrincipalTag/StudioDomainId").is(domainId), key("aws:PrincipalTag/StudioUserProfile").is(profile));
const about = (domainId: string, profile: string) =>
  resource(`arn:aws:sagemaker:eu-central-1:111122223333:user-profile/${domainId}/${profile}`);

const BY_SESSION = {
  "the source identity": key("aws:SourceIdentity").is(CALLER),
  "the session's name": key("aws:userid").like(`*:studio-url-${CALLER.slice(0, 32)}`),
};
const BY_PROFILE = {
  "the session tags": or(tagged("d-one", "alice"), tagged("d-one", "alice-gpu"), tagged("d-two", "bob")),
  "the profile's ARN": or(about("d-one", "alice"), about("d-one", "alice-gpu"), about("d-two", "bob")),
};
const MARKS = { ...BY_SESSION, ...BY_PROFILE };

/** Whose credentials they are is answered whatever a policy says, so no cut-off can refuse it. */
const decidedByPolicies = not(action("sts:GetCallerIdentity"));
const ALL_ALLOWED: Statement = { Effect: "Allow", Action: "*", Resource: "*" };

function answer(statements: readonly Statement[], that: Formula): string {
  const minting = role("minting", ...statements);
  const asked = { estate: estate({ roles: [minting] }), route: { kind: "service" } as const };
  return ask({ ...asked, asker: { kind: "role", role: minting }, that: and(that, decidedByPolicies) }).kind;
}

/** Whether the role may do anything of this kind though it is allowed everything: then only the cut-off refuses. */
const underIt = ({ Statement: denies }: PolicyDocument, that: Formula) => answer([ALL_ALLOWED, ...denies], that);
/** What the Denies are about, asked as if they allowed it. */
const asAllowed = ({ Statement: denies }: PolicyDocument, that: Formula) =>
  answer(
    denies.map((statement) => ({ ...statement, Effect: "Allow" })),
    that,
  );

const everyone: [string, CutOffPerson, Formula][] = [
  ["in three profiles of two domains", { sessions: SESSIONS, profiles: PROFILES }, or(...Object.values(MARKS))],
  ["whose profiles are shared", { sessions: SESSIONS, profiles: [] }, or(...Object.values(BY_SESSION))],
  ["of whom only the profiles are known", { profiles: PROFILES }, or(...Object.values(BY_PROFILE))],
];

test.each(everyone)("a person %s is refused everything, and nothing else is refused", (_, person, they) => {
  const policy = cutOffPolicy(PLACE, person);
  expect(underIt(policy, they)).toBe("never");
  expect(underIt(policy, not(they))).toBe("possible");
  expect(asAllowed(policy, not(they))).toBe("never");
});

test.each<[keyof typeof MARKS, string]>([
  ["the source identity", "DenyTheCutOffPersonBySourceIdentity"],
  ["the session's name", "DenyTheCutOffPersonBySessionName"],
  ["the session tags", "DenyTheCutOffProfilesBySessionTags"],
  ["the profile's ARN", "DenyTheCutOffProfiles"],
])("%s is enough by itself, by %s and by no other statement", (mark, sid) => {
  const { Statement: denies } = cutOffPolicy(PLACE, { sessions: SESSIONS, profiles: PROFILES });
  const isIts = ({ Sid = "" }: Statement) => Sid.replace(/\d$/, "") === sid;
  expect(answer([ALL_ALLOWED, ...denies.filter(isIts)], MARKS[mark])).toBe("never");
  expect(answer([ALL_ALLOWED, ...denies.filter((each) => !isIts(each))], MARKS[mark])).toBe("possible");
});

/** Every single thing that the policy says, taken away or made to say anything. */
const weakened = cutOffPolicy(PLACE, { sessions: SESSIONS, profiles: PROFILES }).Statement.flatMap((before, at, all) =>
  weakeningsOf(before as AnyStatement).map(({ kind, what, statement: left }) => ({
    name: `${before.Sid ?? ""}: ${kind}, ${what}`,
    before,
    left: left === undefined ? [] : [left as Statement],
    after: all.flatMap((each, position) => (position === at ? ((left as Statement | undefined) ?? []) : each)),
  })),
);

test.each(weakened.map((each) => [each.name, each] as const))(
  "it is noticed when a statement says less or more: %s",
  (_, { before, left, after }) => {
    // What this statement refuses and no longer would; the person's other marks are left out, for they make up for it.
    const letsThrough = () => answer([{ ...before, Effect: "Allow" }, ...left], TRUE);
    const refusesOthers = () =>
      asAllowed({ Version: "2012-10-17", Statement: after }, not(or(...Object.values(MARKS))));
    expect(letsThrough() === "possible" || refusesOthers() === "possible").toBe(true);
  },
);

test("a statement with all domains and all names in one would refuse others, and this would show", () => {
  const policy = cutOffPolicy(PLACE, { sessions: SESSIONS, profiles: PROFILES });
  const merged = policy.Statement.map((statement) =>
    statement.Sid === "DenyTheCutOffProfilesBySessionTags"
      ? {
          ...statement,
          Condition: {
            StringEquals: {
              "aws:PrincipalTag/StudioDomainId": ["d-one", "d-two"],
              "aws:PrincipalTag/StudioUserProfile": ["alice", "alice-gpu", "bob"],
            },
          },
        }
      : statement,
  );
  expect(asAllowed({ ...policy, Statement: merged }, not(or(...Object.values(MARKS))))).toBe("possible");
});

test("beside the minting role's own policy, others go on minting and opening as before", () => {
  const own = mintingRolePolicy(PLACE, ENDPOINTS).Statement;
  const { Statement: denies } = cutOffPolicy(PLACE, { sessions: SESSIONS, profiles: PROFILES });
  const mints = (domainId: string, profile: string) =>
    and(action("sagemaker:CreatePresignedDomainUrl"), about(domainId, profile), tagged(domainId, profile));
  expect(answer([...own, ...denies], mints("d-one", "bob"))).toBe("possible");
  expect(answer([...own, ...denies], mints("d-two", "alice"))).toBe("possible");
  expect(answer(own, mints("d-one", "alice"))).toBe("possible");
  expect(answer([...own, ...denies], mints("d-one", "alice"))).toBe("never");
});

test("a role of theirs alone may do nothing at all", () => {
  expect(underIt(cutOffWholeRole(), TRUE)).toBe("never");
});

test("a Sid stands once in a document, as IAM demands", () => {
  const sids = cutOffPolicy(PLACE, { sessions: SESSIONS, profiles: PROFILES }).Statement.map(({ Sid }) => Sid);
  expect(new Set(sids).size).toBe(sids.length);
  expect(sids).toContain("DenyTheCutOffProfilesBySessionTags2");
});
