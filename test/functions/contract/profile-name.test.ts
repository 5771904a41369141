import fc from "fast-check";
import {
  namesThatFallTogether,
  profileOf,
  type ProfileNameRule,
  readProfileNameRule,
  isStudioName,
} from "../../../functions/contract/studio-profile";

const FEDERATED: ProfileNameRule = { stripPrefix: "CorpIdP_", stripDomain: "corp.example", separators: "." };
const ANY_CASE: ProfileNameRule = { stripDomain: "corp.example", lowerCase: true, separators: ".-" };

test.each<[string, ProfileNameRule, string]>([
  ["alice", {}, "alice"],
  ["Al-ice--2", {}, "Al-ice--2"],
  ["CorpIdP_jane.roe@corp.example", FEDERATED, "jane-roe"],
  ["Jane.Roe@Corp.Example", ANY_CASE, "jane-roe"],
  ["jane.roe-smith@corp.example", ANY_CASE, "jane-roe--smith"],
  ["jane_roe", { separators: "._" }, "jane--roe"],
  ["a-b.c_d", { separators: "-._" }, "a-b--c---d"],
])("%s by %j is the profile %s", (name, rule, profileName) => {
  expect(profileOf(name, rule)).toEqual({ profileName });
});

test.each<[unknown, ProfileNameRule, string]>([
  ["jane.roe", {}, "does not lead to a profile name"],
  ["jane.roe@corp.example", { separators: "." }, "does not lead to a profile name"],
  ["jane.roe@corp.example", FEDERATED, "does not begin with CorpIdP_"],
  ["corpidp_jane.roe@corp.example", { ...FEDERATED, lowerCase: true }, "does not begin with CorpIdP_"],
  ["CorpIdP_jane.roe@corp.example.evil", FEDERATED, "does not end with @corp.example"],
  ["CorpIdP_jane.roe@evil.corp.example", FEDERATED, "does not end with @corp.example"],
  ["CorpIdP_jane.roe@CORP.example", FEDERATED, "does not end with @corp.example"],
  ["CorpIdP_@corp.example", FEDERATED, "does not lead to a profile name"],
  ["CorpIdP_jane-roe@corp.example", FEDERATED, 'has a "-", which is not one of the separators "."'],
  ["CorpIdP_jane..roe@corp.example", FEDERATED, "has two separators side by side"],
  ["\u212Aim@corp.example", ANY_CASE, "has other characters than printable ASCII"],
  ["al ice", {}, "has other characters than printable ASCII"],
  ["ali/ce", {}, "does not lead to a profile name"],
  ["*", {}, "does not lead to a profile name"],
  ["${aws:username}", {}, "does not lead to a profile name"],
  ["x".repeat(64), {}, "does not lead to a profile name"],
  ["", {}, "is not text"],
  [["alice"], {}, "is not text"],
  [undefined, {}, "is not text"],
])("%j by %j is not a profile: it %s", (name, rule, fault) => {
  expect(profileOf(name, rule)).toEqual({ fault: expect.stringContaining(fault) as string });
});

const names = fc.stringMatching(/^[ab][._-]{1,2}[ab]$|^[aA][bB@.-]{1,5}$/);
const rules = fc.record(
  {
    stripPrefix: fc.constantFrom("a", "A_"),
    stripDomain: fc.constantFrom("a.b"),
    separators: fc.constantFrom(".", "-.", "._-", "_"),
  },
  { requiredKeys: [] },
);

test("two names never lead to one profile, and what they lead to is a Studio name", () => {
  const some = fc.uniqueArray(names, { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(some, rules, (few, rule) => {
      const decorated = few.map((name) => `${rule.stripPrefix ?? ""}${name}${rule.stripDomain ? "@a.b" : ""}`);
      const found = decorated.map((name) => profileOf(name, rule)).filter((named) => "profileName" in named);
      expect(found.every(({ profileName }) => isStudioName(profileName))).toBe(true);
      expect(namesThatFallTogether(decorated, rule).size).toBe(0);
    }),
    { seed: 20_260_301, numRuns: 500 },
  );
});

test("in lower case, names that differ by case only fall together, and a name written twice does not", () => {
  const people = ["Jane.Roe@corp.example", "jane.roe@corp.example", "bob@corp.example", "bob@corp.example", "nobody"];
  expect([...namesThatFallTogether(people, ANY_CASE)]).toEqual([
    ["jane-roe", ["Jane.Roe@corp.example", "jane.roe@corp.example"]],
  ]);
  expect(namesThatFallTogether(people, { ...ANY_CASE, lowerCase: false }).size).toBe(0);
});

test("a rule out of JSON is read whole, or refused with every member at fault", () => {
  expect(readProfileNameRule(FEDERATED)).toEqual(FEDERATED);
  expect(readProfileNameRule({})).toEqual({});
  const wrong = { stripPrefix: "", stripDomain: "Corp", lowerCase: "yes", separators: "..", pattern: "(.*)" };
  const members = [
    "stripPrefix must",
    "stripDomain must",
    "lowerCase must",
    "separators must",
    "pattern is not a member",
  ];
  for (const member of members) expect(() => readProfileNameRule(wrong)).toThrow(member);
  for (const value of [null, [], "{}"]) expect(() => readProfileNameRule(value)).toThrow("it must be an object");
});
