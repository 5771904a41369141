import type { Conditions, Statement } from "../../../../policies/document";
import type { AuditedOrganization, Estate } from "../../../../policies/audit/estate";
import { asInOrganization } from "../../../../policies/audit/organization/organization-keys";
import type { AssumeRoleRequest } from "../../../../policies/evaluate/assume-role";
import { withHalf } from "../../../../policies/audit/accounts/joint-estate";
import { TRUE } from "../../../../policies/audit/encode/vocabulary";
import type { Asker, Route } from "../../../../policies/audit/question";
import { ask } from "../../../../policies/audit/prove/ask";
import { decideIn } from "../../../../policies/audit/replay";
import { ACCOUNT, estate, role, sourced, trusting } from "./small-estate";

/** Becoming a role of another account: prover and evaluator, each by its own code, over all that a few policies on both sides can say. */
const ELSEWHERE = "444455556666";
const TARGET = `arn:aws:iam::${ELSEWHERE}:role/minting`;
const BECOMING = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
const CALLER = `arn:aws:iam::${ACCOUNT}:role/caller`;
const STRANGERS: readonly (readonly [Asker["kind"], string])[] = [
  ["other-role", `arn:aws:iam::${ACCOUNT}:role/stranger`],
  ["foreign-role", "arn:aws:iam::999988887777:role/stranger"],
  ["foreign-role", `arn:aws:iam::${ELSEWHERE}:role/stranger`],
  // Control policies do not reach them.
  ["other-role", `arn:aws:iam::${ACCOUNT}:role/aws-service-role/stranger`],
  ["foreign-role", `arn:aws:iam::${ELSEWHERE}:role/aws-service-role/stranger`],
];

const SAID_BY_CALLER: readonly (readonly Statement[])[] = [
  [{ Effect: "Allow", Action: BECOMING, Resource: TARGET }],
  [{ Effect: "Allow", Action: BECOMING, Resource: TARGET.replace(ELSEWHERE, "999988887777") }],
  [],
  [
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Effect: "Deny", Action: "sts:*", Resource: TARGET },
  ],
];
const TRUSTED = [{ AWS: CALLER }, { AWS: ACCOUNT }, { AWS: "arn:aws:iam::999988887777:role/stranger" }, "*"] as const;
const ASKED: readonly Conditions[] = [
  {},
  { StringEquals: { "sts:ExternalId": "gateway" } },
  { StringEquals: { "sts:ExternalId": "gateway" }, StringNotEquals: { "aws:PrincipalAccount": ACCOUNT } },
];

/** What stands above the caller's account, and above the other. */
const FULL: Statement = { Effect: "Allow", Action: "*", Resource: "*" };
const NO_ROLES: Statement = { Effect: "Deny", Action: "sts:AssumeRole", Resource: "*" };
const forEveryone = (statement: Statement): Statement => ({ ...statement, Principal: "*" });
const NO_STRANGERS = forEveryone({
  ...NO_ROLES,
  Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorgid" } },
});
interface Above {
  readonly scp: readonly Statement[];
  readonly rcp: readonly Statement[];
}
const ABOVE: Readonly<Record<string, Above | undefined>> = {
  nothing: undefined,
  "an SCP against roles": { scp: [FULL, NO_ROLES], rcp: [forEveryone(FULL)] },
  "an RCP against roles": { scp: [FULL], rcp: [forEveryone(FULL), forEveryone(NO_ROLES)] },
  "an RCP against strangers": { scp: [FULL], rcp: [forEveryone(FULL), NO_STRANGERS] },
};

function beneath(account: Estate, above: Above | undefined): Estate {
  if (above === undefined) return account;
  const levels = (name: string, statements: readonly Statement[]) => [
    { name, policies: [sourced(name, ...statements)] },
  ];
  const organization: AuditedOrganization = {
    id: "o-exampleorgid",
    path: "o-exampleorgid/r-ab12/",
    isManagementAccount: false,
    scps: levels("scps", above.scp),
    rcps: levels("rcps", above.rcp),
  };
  return { ...account, organization };
}

const combinations = SAID_BY_CALLER.flatMap((identity, said) =>
  TRUSTED.flatMap((Principal, trusted) =>
    ASKED.map((Condition, asked) => {
      const trust: Statement = { Effect: "Allow", Principal, Action: BECOMING, Condition };
      const half = estate({
        account: ELSEWHERE,
        roles: [{ ...trusting(role("minting"), trust), arn: TARGET, purpose: "minting" }],
      });
      return [`${said}${trusted}${asked}`, withHalf(estate({ roles: [role("caller", ...identity)] }), half)] as const;
    }),
  ),
);

/** Of the caller and of both kinds of strangers: what the prover says, and whether the evaluator lets one of them do it. */
function byBoth(both: Estate): readonly (readonly [proved: string, isAllowed: boolean])[] {
  const [caller, minting] = both.roles;
  if (!caller || !minting) throw new Error("The estate has both roles.");
  const route: Route = { kind: "assume-role", role: minting };
  const evaluated = (roleArn: string) =>
    [undefined, "gateway", "other"].some((externalId) => {
      const request: AssumeRoleRequest = {
        roleArn: TARGET,
        principal: { kind: "role", roleArn, account: roleArn.split(":")[4] ?? "" },
        context: {},
        sessionName: "session",
        tags: {},
        ...(externalId !== undefined && { externalId }),
      };
      return decideIn(both, asInOrganization(both, request, TARGET), route).allowed;
    });
  const proved = (asker: Asker) => ask({ estate: both, asker, route, that: TRUE }).kind;
  return [
    [proved({ kind: "role", role: caller }), evaluated(CALLER)],
    ...(["other-role", "foreign-role"] as const).map((kind) => {
      const strangers = STRANGERS.filter(([stranger]) => stranger === kind);
      return [proved({ kind }), strangers.some(([, arn]) => evaluated(arn))] as const;
    }),
  ];
}

const asEvaluated = (found: ReturnType<typeof byBoth>) =>
  found.map(([, isAllowed]) => (isAllowed ? "possible" : "never"));

test.each(combinations)(
  "policies %s: possible is what the evaluator lets one of the callers do, and nothing else",
  (_, both) => {
    const found = byBoth(both);
    expect(found.map(([kind]) => kind)).toEqual(asEvaluated(found));
  },
);

const OPEN: Statement = { Effect: "Allow", Principal: "*", Action: BECOMING };
const trusted = estate({
  account: ELSEWHERE,
  roles: [{ ...trusting(role("minting"), OPEN), arn: TARGET, purpose: "minting" }],
});
const calling = estate({ roles: [role("caller", { Effect: "Allow", Action: BECOMING, Resource: TARGET })] });
/** Both accounts are described or neither: of one that is not, the organisation is not known. */
const above = Object.keys(ABOVE)
  .flatMap((here) => Object.keys(ABOVE).map((there) => [here, there] as const))
  .filter(([here, there]) => here !== "nothing" || there !== "an RCP against strangers");

test.each(above)("with %s above the caller's account and %s above the other's, both say the same", (here, there) => {
  const both = withHalf(beneath(calling, ABOVE[here]), beneath(trusted, ABOVE[there]));
  const found = byBoth(both);
  expect(found.map(([kind]) => kind)).toEqual(asEvaluated(found));
});

test("an SCP reaches the roles of its own account, and an RCP the roles that are there to be assumed", () => {
  const [caller] = calling.roles;
  if (!caller) throw new Error("The estate has the caller.");
  const open = above.filter(([here, there]) => {
    const both = withHalf(beneath(calling, ABOVE[here]), beneath(trusted, ABOVE[there]));
    return byBoth(both)[0]?.[0] === "possible";
  });
  expect(open.map(([here, there]) => `${here}, ${there}`)).toEqual([
    "nothing, nothing",
    "nothing, an SCP against roles",
    "an RCP against roles, nothing",
    "an RCP against roles, an SCP against roles",
    "an RCP against roles, an RCP against strangers",
    "an RCP against strangers, nothing",
    "an RCP against strangers, an SCP against roles",
    "an RCP against strangers, an RCP against strangers",
  ]);
});

test("both accounts have to allow it: either side alone lets nobody through", () => {
  const outcome = Object.fromEntries(
    combinations.map(([name, both]) => {
      const [caller, minting] = both.roles;
      if (!caller || !minting) throw new Error("The estate has both roles.");
      const route: Route = { kind: "assume-role", role: minting };
      return [name, ask({ estate: both, asker: { kind: "role", role: caller }, route, that: TRUE }).kind];
    }),
  );
  const open = Object.keys(outcome).filter((name) => outcome[name] === "possible");
  expect(open).toEqual(["000", "001", "010", "011", "030", "031"]);
});
