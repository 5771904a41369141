import {
  isProfileName,
  leadsTo,
  liveResource,
  profilesNamed,
} from "../../../../local/audit/authorizer/profile-of-answer";
import type { PolicyDocument } from "../../../../policies/document";

const STAGE = "arn:aws:execute-api:eu-central-1:111122223333:abcde12345/live";
const answer = (...paths: string[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "execute-api:Invoke", Resource: paths.map((path) => `${STAGE}${path}`) },
    { Effect: "Deny", Action: "execute-api:Invoke", NotResource: `${STAGE}/*` },
  ],
});
const route = (name: string) => `/POST/v1/studio/domains/d-abc/profiles/${name}/presigned-url`;

test.each([
  ["a", true],
  ["a-b", true],
  ["a--b", true],
  ["9", true],
  ["a".repeat(63), true],
  ["a".repeat(64), false],
  ["", false],
  ["-a", false],
  ["a-", false],
  ["*", false],
  ["a?", false],
  ["a/b", false],
  ["a.b", false],
  ["a_b", false],
  ["a\n", false],
  ["é", false],
  ["\u212a", false],
])("SageMaker's rule for a profile's name, character by character: %j is %s", (name, expected) => {
  expect(isProfileName(name)).toBe(expected);
});

test.each([
  [[route("alice")], undefined],
  [["/GET/v1/studio/profiles", "/GET/v1/images/*"], undefined],
  [[route("*")], route("*")],
  [[route("alic?")], route("alic?")],
  [[route("${aws:username}")], route("${aws:username}")],
  [["/GET/v1/images/*", "/GET/v1/*"], "/GET/v1/*"],
  [["/POST/v1/images/*"], "/POST/v1/images/*"],
])("what an answer allows is literal but for the ids of images: %j", (paths, live) => {
  expect(liveResource(answer(...paths), STAGE)).toBe(live === undefined ? undefined : `${STAGE}${live}`);
});

test("the profiles that an answer opens, as they are spelled", () => {
  expect(profilesNamed(answer(route("alice"), "/GET/v1/studio/profiles", route("x/y")), STAGE)).toEqual([
    { domainId: "d-abc", userProfileName: "alice" },
    { domainId: "d-abc", userProfileName: "x/y" },
  ]);
});

test.each([
  ["alice", "alice", {}, true],
  ["Alice", "alice", {}, false],
  ["Alice", "alice", { lowerCase: true }, true],
  ["\u212aim", "kim", { lowerCase: true }, false],
  ["CorpIdP_alice", "alice", { stripPrefix: "CorpIdP_" }, true],
  ["corpidp_alice", "alice", { stripPrefix: "CorpIdP_", lowerCase: true }, false],
  ["alice@corp.example", "alice", { stripDomain: "corp.example" }, true],
  ["alice@corp.example.evil", "alice", { stripDomain: "corp.example" }, false],
  ["alice", "alice", { stripDomain: "corp.example" }, false],
  ["jane.roe-smith", "jane-roe--smith", { separators: ".-" }, true],
  ["jane.roe.smith", "jane-roe--smith", { separators: ".-" }, false],
  ["jane-roe", "jane-roe", { separators: "." }, false],
  ["jane-roe", "jane-roe", {}, true],
  [undefined, "undefined", {}, false],
])("%j leads to the profile %s by %j: %s", (username, profile, rule, expected) => {
  expect(leadsTo(username, profile, rule)).toBe(expected);
});
