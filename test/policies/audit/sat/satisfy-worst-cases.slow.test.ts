/** Policies that are hard on purpose. Each has to end within jest's five seconds; where an answer is expected, with it. */
import { and, atom, type Formula, not, or } from "../../../../policies/audit/sat/formula";
import { glob, literal, noneOf, oneOrMore, type Pattern } from "../../../../policies/audit/sat/pattern";
import type { Domains } from "../../../../policies/audit/sat/satisfaction";
import { satisfy } from "../../../../policies/audit/sat/satisfy";

const PROFILES = "arn:aws:sagemaker:eu-central-1:111122223333:user-profile/";
const NAME = oneOrMore(noneOf("/:*?"));
const profile: Pattern = [...literal(PROFILES), ...NAME, ...literal("/"), ...NAME];
const OF_PROFILES: Domains = new Map([["resource", { kind: "text", grammar: [profile], mayBeAbsent: false }]]);
const ANYTHING: Domains = new Map();

const like = (text: string) => atom("resource", { kind: "matches", pattern: glob(text) });
const eighty = (text: (index: number) => string): Formula[] =>
  Array.from({ length: 80 }, (_, index) => like(text(index)));
const users = eighty((index) => `${PROFILES}*/user${index}*`);
const letters = Array.from("abcdefghij");
const twoStars = letters.map((letter) => like(`*${letter}*${letter.toUpperCase()}*`));
const names = (prefix: string) => eighty((index) => `${PROFILES}d-1/${prefix}${index}-*`);

test.each<[string, Formula, Domains, string]>([
  ["a profile besides eighty patterns", and(like(`${PROFILES}*`), not(or(...users))), OF_PROFILES, "satisfied"],
  ["the same of any resource", and(like(`${PROFILES}*/*`), not(or(...users))), ANYTHING, "satisfied"],
  [
    "a profile of two patterns of eighty",
    and(or(...users.slice(0, 40)), or(...users.slice(40))),
    OF_PROFILES,
    "satisfied",
  ],
  [
    "a profile that eighty patterns cover",
    and(like(`${PROFILES}d-1/user*`), not(or(...users, ...eighty((index) => `*/user${index}*`), like("*user*")))),
    OF_PROFILES,
    "unsatisfiable",
  ],
  [
    "eighty names that are not among eighty others",
    and(or(...names("a")), or(...names("b"))),
    OF_PROFILES,
    "unsatisfiable",
  ],
  [
    "the one of eighty names that is not denied",
    and(or(...names("a")), not(or(...names("a").slice(1)))),
    OF_PROFILES,
    "satisfied",
  ],
  ["ten patterns of three stars", and(...twoStars), ANYTHING, "satisfied"],
  ["none of ten patterns of three stars", and(like("?".repeat(20)), not(or(...twoStars))), ANYTHING, "satisfied"],
  [
    "five of them, and none of the others",
    and(...twoStars.map((each, index) => (index < 5 ? each : not(each)))),
    ANYTHING,
    "satisfied",
  ],
])("%s", (_, formula, domains, expected) => {
  expect(satisfy(formula, domains).kind).toBe(expected);
});

test.each<[string, Formula]>([
  ["all of eighty patterns at once", and(...users)],
  ["places counted from the end", and(like(`*a${"?".repeat(16)}`), like(`*b${"?".repeat(16)}`))],
  ["ten patterns of three stars, of which one cannot be", and(...twoStars, not(like("*J*")))],
])("what takes too long is undecided: %s", (_, formula) => {
  expect(satisfy(formula, ANYTHING)).toEqual({ kind: "undecided", why: "there are too many texts to look through" });
});

test("a witness reads well", () => {
  const formula = and(like(`${PROFILES}d-1/*`), not(or(...names("a"))), not(like("*/a")));
  const found = satisfy(formula, OF_PROFILES);
  expect(found.kind === "satisfied" && found.assignment.get("resource")).toBe(`${PROFILES}d-1/b`);
});
