import { askedAbout } from "../../../../policies/audit/audit";
import type { Estate } from "../../../../policies/audit/estate";
import { endpoint, OUR_SAGEMAKER, sourced } from "../prove/small-estate";
import { company, executionRoleOf, PROFILE, STUDIO, withRoleText } from "./small-company";

const NAMES = ["alice", "bob", "carol", "dave", "erin"];
const MODES = ["sessionTags", "rolePerProfile"] as const;

test.each(MODES)("of people who are alike but for their names two are asked about, %s", (mode) => {
  const whole = company(NAMES, mode);
  const { estate, kinds } = askedAbout(whole);
  expect(kinds).toEqual([{ asked: ["alice", "bob"], alike: ["carol", "dave", "erin"] }]);
  expect(estate.studio.profiles.map(({ name }) => name)).toEqual(["alice", "bob"]);
  expect(estate.roles.length).toBe(mode === "sessionTags" ? 4 : 5);
});

test("two people are asked about as they are", () => {
  const two = company(["alice", "bob"], "sessionTags");
  expect(askedAbout(two)).toEqual({ estate: two, kinds: [] });
});

const whole = company(NAMES, "rolePerProfile");
const erins = (change: (text: string) => string) => withRoleText(whole, executionRoleOf("erin"), change);
const more = (statement: object) => (text: string) =>
  text.replace('"Statement":[', `"Statement":[${JSON.stringify(statement)},`);

test.each<[string, Estate]>([
  [
    "one more action",
    erins((text) => text.replace('"logs:CreateLogGroup"', '"logs:CreateLogGroup","logs:DeleteLogGroup"')),
  ],
  ["another endpoint", erins((text) => text.replace(STUDIO, "vpce-0ffffffffffffffff"))],
  ["a changed condition operator", erins((text) => text.replace('"StringNotEquals"', '"StringNotEqualsIfExists"'))],
  ["one character more in a resource", erins((text) => text.replace("/erin/*", "/erin*"))],
  ["another's name in its place", erins((text) => text.replaceAll("/erin", "/alice"))],
  ["its name as a part of another", erins((text) => text.replaceAll("/erin", "/erin-2"))],
  [
    "a statement about another's profile",
    erins(more({ Effect: "Allow", Action: "sagemaker:DescribeUserProfile", Resource: `${PROFILE}/alice` })),
  ],
  [
    "a tag more",
    {
      ...whole,
      roles: whole.roles.map((role) => (executionRoleOf("erin")(role) ? { ...role, tags: { a: "b" } } : role)),
    },
  ],
  [
    "a second bearer",
    {
      ...whole,
      roles: whole.roles.map((role) =>
        executionRoleOf("erin")(role)
          ? { ...role, carriedBy: [...(role.carriedBy ?? []), "function studio-url"] }
          : role,
      ),
    },
  ],
  [
    "its name in an operator that ignores case",
    erins((text) =>
      text.replace('"StringEquals":{"sts:SourceIdentity"', '"StringEqualsIgnoreCase":{"sts:SourceIdentity"'),
    ),
  ],
  ["its name in an action", erins(more({ Effect: "Deny", Action: ["sagemaker:erin"], Resource: "*" }))],
])("who has %s is asked about", (_, estate) => {
  const { estate: smaller, kinds } = askedAbout(estate);
  expect(kinds.flatMap(({ asked, alike }) => [...asked, ...alike])).not.toContain("erin");
  expect(smaller.studio.profiles.map(({ name }) => name)).toContain("erin");
});

test("who is spoken of by somebody else is asked about too", () => {
  const estate = erins(more({ Effect: "Allow", Action: "sagemaker:DescribeUserProfile", Resource: `${PROFILE}/dave` }));
  expect(askedAbout(estate).estate.studio.profiles.map(({ name }) => name)).toEqual(["alice", "bob", "dave", "erin"]);
});

test("two names exchanged within one policy are not a renaming", () => {
  const exchanged = (text: string) => text.replace("/erin", "/%").replace("/alice", "/erin").replace("/%", "/alice");
  const both = withRoleText(withRoleText(whole, executionRoleOf("erin"), exchanged), executionRoleOf("alice"), (text) =>
    text.replace("/alice", "/erin"),
  );
  const names = askedAbout(both).estate.studio.profiles.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["alice", "erin"]));
});

/** Whatever everybody shares, and what it makes of names. */
const passing = (...resources: string[]): Estate => ({
  ...whole,
  endpoints: [
    {
      ...endpoint(OUR_SAGEMAKER, "sagemaker.api"),
      policies: [sourced("shared", { Effect: "Allow", Principal: "*", Action: "*", Resource: resources })],
    },
    ...whole.endpoints.slice(1),
  ],
});

test.each([
  [
    "the beginning of some names",
    [`${PROFILE}/*a*`],
    [
      ["bob", "erin"],
      ["alice", "carol", "dave"],
    ],
  ],
  [
    "names of five letters",
    [`${PROFILE}/?????`],
    [
      ["alice", "carol"],
      ["bob", "dave", "erin"],
    ],
  ],
  ["one name in full", [`${PROFILE}/dave`], [["dave"], ["alice", "bob", "carol", "erin"]]],
  ["names as values of a variable", [`${PROFILE}/\${aws:PrincipalTag/Name}`], NAMES.map((name) => [name])],
] as const)("a shared pattern that tells names apart makes kinds of its own: %s", (_, resources, groups) => {
  const { estate, kinds } = askedAbout(passing(...resources));
  const left = kinds.map(({ asked, alike }) => [...asked, ...alike].sort());
  expect(left).toEqual(groups.filter((group) => group.length > 2).map((group) => [...group]));
  const asked = estate.studio.profiles.map(({ name }) => name);
  for (const group of groups)
    expect(group.filter((name) => asked.includes(name)).length).toBe(Math.min(2, group.length));
});

test("a shared pattern that takes all names alike changes nothing", () => {
  expect(askedAbout(passing(`${PROFILE}/*`, "*", "arn:aws:s3:::alices-bucket/*")).kinds).toHaveLength(1);
});
