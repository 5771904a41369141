/** The kinds of claims that an authorizer may meet, hostile ones first of all. */
import type { ProfileNameRule } from "../../../functions/contract/studio-profile";

export interface ClaimClass {
  /** In words, for the report. */
  readonly claims: string;
  readonly usernames: readonly (string | undefined)[];
  readonly groups: "all" | "none" | "others";
}

/** The groups that a person of this kind is in, for a stack's own names of groups. */
export function groupsOf(
  { groups }: ClaimClass,
  names: { readonly studioGroup: string; readonly rekognitionGroup: string },
): string[] {
  const ours = [names.studioGroup, names.rekognitionGroup].filter((name) => name !== "");
  if (groups === "all") return ours;
  return groups === "none"
    ? []
    : ours.flatMap((name) => [`${name}s`, name.toUpperCase(), `${name.slice(0, -1)}*`, "*"]);
}

/** The user names of this kind, and where the configured rule asks for more around a name, the same with it. */
export function usernamesOf({ usernames }: ClaimClass, rule: ProfileNameRule): readonly (string | undefined)[] {
  const whole = usernames.map((name) => (name === undefined ? undefined : wholeName(name, rule)));
  return [...new Set([...usernames, ...whole])];
}

/** A name with the beginning and the ending that the rule strips. */
export function wholeName(name: string, { stripPrefix = "", stripDomain }: ProfileNameRule): string {
  return `${stripPrefix}${name}${stripDomain === undefined ? "" : `@${stripDomain}`}`;
}

/** What means something in an ARN, a policy or a path, and a letter to stand beside it. */
const SYMBOLS = ["a", "*", "?", "/", ":", "$", "{", "}", " ", ""];

/** SageMaker's limit for a user profile's name. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateUserProfile.html */
const LONGEST_NAME = 63;

export const CLAIM_CLASSES: readonly ClaimClass[] = [
  {
    claims: "every user name of up to three of a * ? / : $ { } space",
    usernames: wordsOfUpToThree(),
    groups: "all",
  },
  {
    claims: "user names that hold wildcards: *, ?, a*, ??? and 43 question marks",
    usernames: ["*", "?", "alice*", "*alice", "???", "?".repeat(43), "a*e"],
    groups: "all",
  },
  {
    claims: "user names that hold separators: alice/x, ../bob, :, arn:aws:…, %2F, a tab, a line's end",
    usernames: [
      "alice/x",
      "/",
      "../bob",
      ":",
      "arn:aws:iam::111122223333:root",
      "alice%2Fbob",
      "a\tb",
      "alice\n",
      "a\u0000b",
    ],
    groups: "all",
  },
  {
    claims: "user names that hold variables: ${aws:username}, ${*}, $, {}",
    usernames: ["${aws:username}", "${*}", "${?}", "${$}", "$", "{}", "${aws:PrincipalTag/StudioUserProfile}"],
    groups: "all",
  },
  { claims: "no user name, and an empty one", usernames: [undefined, ""], groups: "all" },
  {
    claims: "user names beyond ASCII: the Kelvin sign, Cyrillic, full-width, combining, right to left, an emoji",
    usernames: ["\u212a", "аlice", "ａｌｉｃｅ", "alicé", "\u202ealice", "alice\u200b", "👤", "ALİCE"],
    groups: "all",
  },
  {
    claims: "names of SageMaker's longest and one longer",
    usernames: ["a".repeat(LONGEST_NAME), "a".repeat(LONGEST_NAME + 1), "a".repeat(2048)],
    groups: "all",
  },
  {
    claims: "names near each other: alice, Alice, alice2, alic, a-l-i-c-e, -alice, alice-",
    usernames: [
      "alice",
      "Alice",
      "alice2",
      "alic",
      "a-l-i-c-e",
      "-alice",
      "alice-",
      "ali..ce",
      "ali_ce",
      "ali.ce",
      "ali--ce",
    ],
    groups: "all",
  },
  { claims: "alice in no group", usernames: ["alice", "*"], groups: "none" },
  {
    claims: "alice in groups that are nearly ours: with a letter more, in capitals, with a wildcard",
    usernames: ["alice", "*"],
    groups: "others",
  },
];

function wordsOfUpToThree(): string[] {
  const words = SYMBOLS.flatMap((a) => SYMBOLS.flatMap((b) => SYMBOLS.map((c) => a + b + c)));
  return [...new Set(words)];
}
