import * as fc from "fast-check";
import type { Conditions, Statement } from "../../../../policies/document";
import type { AssumeRoleRequest } from "../../../../policies/evaluate/assume-role";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import { and, type Formula, key, not, or, through, TRUE } from "../../../../policies/audit/encode/vocabulary";
import { ACCOUNT, FOREIGN, OUR_STS } from "./small-estate";

/** Trust policies, calls to become the role, and questions about them, over few names. */
const ACTIONS = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:*", "sts:A*"];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  "aws:RequestTag/Team": ["red", "r*", "", "*/*", "${aws:PrincipalTag/Team}"],
  "aws:RequestTag/Job": ["red", "blue"],
  "aws:TagKeys": ["Team", "team", "Job", "*"],
  "sts:SourceIdentity": ["abc", "a?c", "${aws:PrincipalTag/Team}", "*"],
  "sts:RoleSessionName": ["abc", "a*"],
  "sts:ExternalId": ["secret"],
  "sts:TransitiveTagKeys": ["Team", "Job"],
  [SOURCE_VPCE]: [OUR_STS, FOREIGN],
  "aws:PrincipalTag/Team": ["red", "blue"],
};
const OPERATORS = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"];

const condition = fc.constantFrom(...Object.keys(VALUES)).chain((name): fc.Arbitrary<Conditions> => {
  const isList = name === "aws:TagKeys" || name === "sts:TransitiveTagKeys";
  const quantifier = isList
    ? fc.constantFrom("ForAllValues:", "ForAnyValue:", "")
    : fc.constantFrom("", "", "ForAllValues:");
  const compared = fc
    .tuple(
      quantifier,
      fc.constantFrom(...OPERATORS),
      fc.constantFrom("", "IfExists"),
      fc.uniqueArray(fc.constantFrom(...(VALUES[name] ?? [])), { minLength: 1, maxLength: 2 }),
    )
    .map(([many, operator, ifExists, values]): Conditions => ({
      [`${many}${operator}${ifExists}`]: { [name]: values },
    }));
  const isNull = fc.constantFrom("true", "false").map((value): Conditions => ({ Null: { [name]: value } }));
  return fc.oneof({ weight: 3, arbitrary: compared }, { weight: 1, arbitrary: isNull });
});
const conditions = fc
  .array(condition, { maxLength: 2 })
  .map((all): Conditions => Object.assign({}, ...all) as Conditions);

const PRINCIPALS = [
  "*",
  { AWS: ACCOUNT },
  { AWS: `arn:aws:iam::${ACCOUNT}:role/asker` },
  { AWS: `arn:aws:iam::${ACCOUNT}:role/asker` },
  { Service: "ec2.amazonaws.com" },
] as const;

export function statements(where: "identity" | "trust"): fc.Arbitrary<readonly Statement[]> {
  const statement = fc
    .record({
      effect: fc.constantFrom("Allow" as const, "Allow" as const, "Allow" as const, "Deny" as const),
      principal: fc.constantFrom(...PRINCIPALS),
      actions: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 3 }),
      conditions,
    })
    .map((drawn): Statement => ({
      Effect: drawn.effect,
      ...(where === "trust" ? { Principal: drawn.principal } : { Resource: "*" }),
      Action: drawn.actions,
      Condition: drawn.conditions,
    }));
  return fc.array(statement, { minLength: 1, maxLength: 4 });
}

type Call = Omit<AssumeRoleRequest, "principal" | "roleArn">;

export interface Aim {
  readonly that: Formula;
  readonly holds: (call: Call) => boolean;
}

const AIMS: readonly Aim[] = [
  { that: TRUE, holds: () => true },
  { that: key("aws:RequestTag/Team").is("red"), holds: ({ tags }) => teamOf(tags) === "red" },
  { that: key("aws:RequestTag/Team").absent, holds: ({ tags }) => teamOf(tags) === undefined },
  { that: key("aws:TagKeys").absent, holds: ({ tags }) => Object.keys(tags).length === 0 },
  {
    that: key("aws:TagKeys").someOtherThan("Team"),
    holds: ({ tags }) => Object.keys(tags).some((name) => name !== "Team"),
  },
  {
    that: not(key("sts:SourceIdentity").like("a*")),
    holds: ({ sourceIdentity }) => sourceIdentity?.startsWith("a") !== true,
  },
  { that: not(through([OUR_STS])), holds: ({ context }) => context[SOURCE_VPCE] !== OUR_STS },
];

function teamOf(tags: Call["tags"]): string | undefined {
  return Object.entries(tags).find(([name]) => name.toLowerCase() === "team")?.[1];
}

export const aim: fc.Arbitrary<Aim> = fc
  .tuple(fc.constantFrom(...AIMS), fc.constantFrom(...AIMS), fc.boolean())
  .map(([one, other, both]) => ({
    that: both ? and(one.that, other.that) : or(one.that, other.that),
    holds: (call) => (both ? one.holds(call) && other.holds(call) : one.holds(call) || other.holds(call)),
  }));

const perhaps = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);

export const call: fc.Arbitrary<Call> = fc
  .record({
    team: perhaps("red", "rot", "", "a/b"),
    isLower: fc.boolean(),
    job: perhaps("red", "blue"),
    third: perhaps("x"),
    sourceIdentity: perhaps("abc", "axc", "red", "xyz"),
    externalId: perhaps("secret", "a"),
    transitive: perhaps("Team", "Job"),
    sessionName: fc.constantFrom("abc", "axx", "xyz"),
    vpce: perhaps(OUR_STS, FOREIGN),
    own: perhaps("red", "blue", ""),
  })
  .map((drawn) => {
    const { team, job, third, sourceIdentity, externalId, transitive, vpce, own } = drawn;
    const tags = {
      ...(team !== undefined && { [drawn.isLower ? "team" : "Team"]: team }),
      ...(job !== undefined && { Job: job }),
      ...(third !== undefined && { Third: third }),
    };
    return {
      context: {
        ...(vpce !== undefined && { [SOURCE_VPCE]: vpce }),
        ...(own !== undefined && { "aws:PrincipalTag/Team": own }),
      },
      sessionName: drawn.sessionName,
      tags,
      ...(sourceIdentity !== undefined && { sourceIdentity }),
      ...(externalId !== undefined && { externalId }),
      ...(transitive !== undefined && Object.keys(tags).length > 0 && { transitiveTagKeys: [transitive] }),
    };
  });
