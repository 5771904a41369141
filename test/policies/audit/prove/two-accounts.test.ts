import type { Conditions, Statement } from "../../../../policies/document";
import type { AssumeRoleRequest } from "../../../../policies/evaluate/assume-role";
import { withHalf } from "../../../../policies/audit/accounts/joint-estate";
import { TRUE } from "../../../../policies/audit/encode/vocabulary";
import type { Asker, Route } from "../../../../policies/audit/question";
import { ask } from "../../../../policies/audit/prove/ask";
import { decideIn } from "../../../../policies/audit/replay";
import { ACCOUNT, estate, role, trusting } from "./small-estate";

/** Becoming a role of another account: prover and evaluator, each by its own code, over all that a few policies on both sides can say. */
const ELSEWHERE = "444455556666";
const TARGET = `arn:aws:iam::${ELSEWHERE}:role/minting`;
const BECOMING = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
const CALLER = `arn:aws:iam::${ACCOUNT}:role/caller`;
const STRANGERS: readonly (readonly [Asker["kind"], string])[] = [
  ["other-role", `arn:aws:iam::${ACCOUNT}:role/stranger`],
  ["foreign-role", "arn:aws:iam::999988887777:role/stranger"],
  ["foreign-role", `arn:aws:iam::${ELSEWHERE}:role/stranger`],
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

test.each(combinations)(
  "policies %s: possible is what the evaluator lets one of the callers do, and nothing else",
  (_, both) => {
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
        return decideIn(both, request, route).allowed;
      });
    const proved = (asker: Asker) => ask({ estate: both, asker, route, that: TRUE }).kind;
    const callers = [
      [proved({ kind: "role", role: caller }), evaluated(CALLER)],
      ...(["other-role", "foreign-role"] as const).map((kind) => [
        proved({ kind }),
        STRANGERS.some(([stranger, arn]) => stranger === kind && evaluated(arn)),
      ]),
    ];
    expect(callers.map(([kind]) => kind)).toEqual(
      callers.map(([, isAllowed]) => (isAllowed === true ? "possible" : "never")),
    );
  },
);

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
