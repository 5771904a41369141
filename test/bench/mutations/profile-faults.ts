import type { Graph } from "../../../local/program/graph";
import {
  type AnyStatement,
  withBeside,
  withInputs,
  withoutStatements,
  withStatements,
} from "../../policies/audit/rules/changed-graph";
import { onResource } from "../../policies/audit/rules/ways-to-change";
import { asking, type Fault, MINT_ALLOW, PROFILE_DENY, withText } from "./faults";

const SAME_IN_DENY = "the same in the Deny for other profiles";
const TAG = "${aws:PrincipalTag/StudioUserProfile}";
const BECOMING = "LetTheFunctionMintAsSomebodyForOneProfile";
const TAGGING = "LetTheFunctionTagTheSession";
const NAMING = "LetTheFunctionNameTheCaller";

function profileWritten(as: string): (graph: Graph) => Graph {
  return (graph) =>
    withStatements(
      withoutStatements(graph, "DenyWithoutTheProfileTag"),
      [MINT_ALLOW, PROFILE_DENY],
      onResource((arn) => arn.replace(TAG, as)),
    );
}

function withoutConditions(...operators: readonly string[]) {
  return ({ Condition = {}, ...statement }: AnyStatement): AnyStatement => ({
    ...statement,
    Condition: Object.fromEntries(Object.entries(Condition).filter(([operator]) => !operators.includes(operator))),
  });
}

/** The rule asks about sessions with an empty tag by themselves: as good as without one. */
const EMPTY_TAG = "aws:PrincipalTag/StudioDomainId is empty";

/** P2 and P3: one profile, the one that the session's tags name; and who gives these tags. */
export const PROFILE_FAULTS: readonly Fault[] = [
  {
    id: "M17",
    what: "any domain instead of the tag's",
    also: "the same in the Deny for other profiles",
    odd: EMPTY_TAG,
    breaks: "P2",
    of: "dev",
    change: (graph) =>
      withStatements(
        graph,
        [MINT_ALLOW, PROFILE_DENY],
        onResource((arn) => arn.replace("${aws:PrincipalTag/StudioDomainId}", "*")),
      ),
  },
  {
    id: "M16",
    what: "the profile's tag with a wildcard behind it",
    also: "the same in the Deny for other profiles",
    breaks: "P2",
    of: "pool",
    change: (graph) =>
      withStatements(
        graph,
        [MINT_ALLOW, PROFILE_DENY],
        onResource((arn) => `${arn}*`),
      ),
  },
  {
    id: "M18",
    what: "the domain left out, so that the profile's tag may bring one along",
    also: "the same in the Deny for other profiles",
    odd: EMPTY_TAG,
    breaks: "P2",
    of: "strict",
    change: (graph) =>
      withStatements(
        graph,
        [MINT_ALLOW, PROFILE_DENY],
        onResource((arn) => arn.replace("${aws:PrincipalTag/StudioDomainId}/", "")),
      ),
  },
  {
    id: "M19",
    what: "every profile of the domain, for a role that is one person's",
    also: "the same in the Deny for other profiles",
    breaks: "P2",
    of: "gov",
    change: (graph) =>
      withStatements(
        graph,
        [MINT_ALLOW, PROFILE_DENY],
        onResource((arn) => arn.replace(/[^/]+$/, "*")),
      ),
  },
  {
    id: "M23",
    what: "trust in the whole account",
    breaks: "P3",
    of: "gov",
    change: (graph) =>
      withStatements(graph, ["LetTheFunctionMintAsSomebody", "LetTheFunctionNameTheCaller"], (statement) => ({
        ...statement,
        Principal: { AWS: "arn:aws-us-gov:iam::111122223333:root" },
      })),
  },
  {
    id: "M24",
    what: "tags without the bound on their names",
    breaks: "P3",
    of: "dev",
    change: (graph) =>
      withStatements(
        graph,
        ["LetTheFunctionMintAsSomebodyForOneProfile", "LetTheFunctionTagTheSession"],
        (statement) => {
          const { "ForAllValues:StringEquals": _dropped, ...others } = statement.Condition ?? {};
          return { ...statement, Condition: others };
        },
      ),
  },
  {
    id: "M25",
    what: "a function may change a role's tags",
    breaks: "P3",
    of: "strict",
    change: (graph) =>
      withBeside(graph, "AllowBecomingTheMintingRole", { Effect: "Allow", Action: "iam:TagRole", Resource: "*" }),
  },
  ...["${aws:PrincipalTag/StudioUserProfile}?", "*"].map((written, index): Fault => ({
    id: index === 0 ? "M16" : "M19",
    what: `the profile is written ${written}`,
    also: SAME_IN_DENY,
    breaks: "P2",
    of: "dev",
    change: profileWritten(written),
  })),
  ...["*", "admin"].map((fallback): Fault => ({
    id: "M20",
    what: `without the tag, the profile is '${fallback}'`,
    also: `${SAME_IN_DENY}; the Deny without the tag`,
    breaks: "P2",
    // AWS does not say whether a wildcard in a default value is one.
    status: fallback === "*" ? "UNKNOWN" : "REFUTED",
    of: "dev",
    change: profileWritten(`\${aws:PrincipalTag/StudioUserProfile, '${fallback}'}`),
  })),
  ...["${aws:userid}", "${aws:username}", "${aws:RequestTag/StudioUserProfile}"].map((variable): Fault => ({
    id: "M21",
    what: `the profile is ${variable}`,
    also: SAME_IN_DENY,
    // A role's session has no user name, and a call about a profile no such tag: then nothing is allowed any more.
    breaks: variable === "${aws:userid}" ? "P2" : "P15",
    of: "dev",
    change: profileWritten(variable),
  })),
  {
    id: "M22",
    what: "profiles by their owner's tag, and a role that may tag them",
    also: "the Deny for other profiles",
    odd: EMPTY_TAG,
    breaks: "P2",
    of: "dev",
    change: (graph) =>
      withBeside(
        withStatements(withoutStatements(graph, PROFILE_DENY), MINT_ALLOW, (statement) => ({
          ...statement,
          Resource: "arn:aws:sagemaker:eu-central-1:111122223333:user-profile/*",
          Condition: { ...statement.Condition, StringLike: { "aws:ResourceTag/owner": TAG } },
        })),
        "AllowStudioLogs",
        { Effect: "Allow", Action: "sagemaker:AddTags", Resource: "*" },
      ),
  },
  {
    id: "M23",
    what: "another role becomes a minting role, and tags it",
    breaks: "P3",
    of: "dev",
    change: (graph) =>
      withStatements(graph, [BECOMING, TAGGING, NAMING], ({ Principal, ...statement }) => ({
        ...statement,
        Principal: {
          AWS: [
            ...Object.values(Principal as Record<string, string>),
            graph.resources.find(({ name }) => name === "authorizer-role")?.outputs["arn"],
          ],
        },
      })),
  },
  {
    id: "M23",
    what: "the account may tag sessions, name callers and become the role",
    breaks: "P11",
    of: "dev",
    change: (graph) =>
      withStatements(graph, [BECOMING, TAGGING, NAMING], (statement) => ({
        ...statement,
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
      })),
  },
  ...(
    [
      ["StringLike", "may be missing"],
      ["StringNotLike", "may hold a slash"],
      ["StringEquals", "may name any domain"],
    ] as const
  ).map(([operator, harm]): Fault => ({
    id: "M24",
    what: `the session's profile ${harm}: ${operator} is gone`,
    breaks: "P3",
    of: "dev",
    change: (graph) => withStatements(graph, [BECOMING, TAGGING], withoutConditions(operator)),
  })),
  {
    id: "M24",
    what: "tags are bounded by ForAllValues alone, which is true of none",
    breaks: "P3",
    of: "dev",
    change: (graph) =>
      withStatements(graph, [BECOMING, TAGGING], withoutConditions("StringLike", "StringNotLike", "StringEquals")),
  },
  {
    id: "M25",
    what: "the minting role carries a tag of our name",
    breaks: "P3",
    of: "dev",
    change: (graph) =>
      withInputs(
        graph,
        ({ name, type }) => name === "minting" && type === "aws:iam/role:Role",
        (inputs) => ({ ...inputs, tags: { StudioUserProfile: "alice" } }),
      ),
  },
  {
    id: "M25",
    what: "a function may take a role's tags away",
    breaks: "P3",
    of: "dev",
    change: (graph) =>
      withBeside(graph, "AllowBecomingTheMintingRole", { Effect: "Allow", Action: "iam:UntagRole", Resource: "*" }),
  },
  {
    id: "M23",
    what: "the caller's name is not asked for",
    breaks: "P3",
    of: "dev",
    change: (graph) => withStatements(graph, NAMING, asking({})),
  },
  {
    id: "M58",
    what: "the minting policy is of 2008, when ${…} was text",
    breaks: "P15",
    of: "dev",
    change: (graph) => withText(graph, "minting-policy", "policy", (text) => text.replace("2012-10-17", "2008-10-17")),
  },
];
