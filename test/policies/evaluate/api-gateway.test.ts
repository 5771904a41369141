import type { Statement } from "../../../policies/document";
import {
  decideBeforeAuthorizer,
  decideWithAuthorizer,
  decideWithoutAuthorizer,
} from "../../../policies/evaluate/api-gateway";
import type { AccessRequest } from "../../../policies/evaluate/request";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { ALLOW_ALL, DENY_ALL, OUR_ENDPOINT, policy } from "./example-requests";

const API = "arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5/live";
const call = (path = "GET/v1/studio/profiles", context: AccessRequest["context"] = OUR_ENDPOINT): AccessRequest => ({
  action: "execute-api:Invoke",
  resource: `${API}/${path}`,
  principal: { kind: "anonymous" },
  context,
});

const anyone = (statement: Statement): Statement => ({ ...statement, Principal: "*" });
const elsewhere: Statement = {
  Effect: "Allow",
  Action: "execute-api:Invoke",
  Resource: "arn:aws:execute-api:*:*:other/*",
};
const says = {
  Allow: [ALLOW_ALL],
  silence: [elsewhere],
  Deny: [ALLOW_ALL, DENY_ALL],
} as const;
const authorizer = (answer: keyof typeof says) => policy(...says[answer]);
const resource = (answer: keyof typeof says) => [policy(...says[answer].map(anyone))];

describe("Table A: the authorizer's answer and the API's policy, caller and API in one account", () => {
  test.each([
    ["Allow", "Allow", true, "authorizer"],
    ["Allow", "silence", true, "authorizer"],
    ["Allow", "Deny", false, "resource"],
    ["silence", "Allow", true, "resource"],
    ["silence", "silence", false, "authorizer"],
    ["silence", "Deny", false, "resource"],
    ["Deny", "Allow", false, "authorizer"],
    ["Deny", "silence", false, "authorizer"],
    ["Deny", "Deny", false, "resource"],
  ] as const)("authorizer %s, resource policy %s: allowed %s, by the %s layer", (answer, attached, allowed, layer) => {
    const decision = decideWithAuthorizer(call(), { resource: resource(attached), authorizer: authorizer(answer) });
    expect(decision).toMatchObject({ allowed, layer });
  });
});

describe("before the authorizer", () => {
  test.each([
    ["allows", "nothing denies", resource("Allow"), resource("silence"), true, "endpoint"],
    ["is silent", "nothing denies", resource("silence"), resource("Allow"), false, "endpoint"],
    ["denies", "it denies too", resource("Deny"), resource("Deny"), false, "endpoint"],
    ["allows", "it denies", resource("Allow"), resource("Deny"), false, "resource"],
    ["is silent", "it denies", resource("silence"), resource("Deny"), false, "endpoint"],
  ] as const)("the endpoint's policy %s, in the API's policy %s", (_, __, endpoint, attached, allowed, layer) => {
    expect(decideBeforeAuthorizer(call(), { endpoint, resource: attached })).toMatchObject({ allowed, layer });
  });

  test("a call through no endpoint of ours goes on to the authorizer unless the API's policy denies it", () => {
    const foreign = call("GET/v1/studio/profiles", { [SOURCE_VPCE]: "vpce-0ffffffffffffffff" });
    expect(decideBeforeAuthorizer(foreign, { resource: resource("silence") })).toEqual({
      allowed: true,
      layer: "resource",
      reason: "Nothing denies execute-api:Invoke so far.",
    });
    expect(decideBeforeAuthorizer(foreign, { resource: resource("Deny") }).decidedBy?.sid).toBe("DenyAll");
  });
});

describe("without an authorizer", () => {
  test.each([
    ["Allow", true],
    ["silence", false],
    ["Deny", false],
  ] as const)("the API's policy has to allow by itself: %s means allowed %s", (attached, allowed) => {
    const layers = { endpoint: resource("Allow"), resource: resource(attached) };
    expect(decideWithoutAuthorizer(call("OPTIONS/v1/studio/profiles"), layers)).toMatchObject({
      allowed,
      layer: "resource",
    });
  });

  test("the endpoint's policy has to allow as well", () => {
    const layers = { endpoint: resource("silence"), resource: resource("Allow") };
    expect(decideWithoutAuthorizer(call(), layers)).toMatchObject({ allowed: false, layer: "endpoint" });
  });
});

test("a private API without a resource policy admits nobody, whatever the authorizer says", () => {
  const denied = { allowed: false, layer: "resource" };
  expect(decideBeforeAuthorizer(call(), { resource: [] })).toMatchObject(denied);
  expect(decideWithAuthorizer(call(), { resource: [], authorizer: authorizer("Allow") })).toMatchObject(denied);
  expect(decideWithoutAuthorizer(call(), { resource: [] })).toMatchObject(denied);
});

describe("an authorizer's answer", () => {
  const answer = (path: string) =>
    policy({ Effect: "Allow", Action: "execute-api:Invoke", Resource: `${API}/${path}` });
  const allowed = (path: string, called: string) =>
    decideWithAuthorizer(call(called), { resource: resource("silence"), authorizer: answer(path) }).allowed;

  test.each([
    ["GET/users/alice", "GET/users/alice", true],
    ["GET/users/alice", "GET/users/bob", false],
    ["GET/users/*", "GET/users/bob", true],
    ["GET/users/a?ice", "GET/users/alice", true],
    ["*/GET/alice", "GET/bob/GET/alice", true],
  ])("has live wildcards, so that a name like * widens it: %s for a call of %s", (path, called, expected) => {
    expect(allowed(path, called)).toBe(expected);
  });

  test("a closed answer, with a Deny on everything but its list, holds against an open API policy", () => {
    const own = [`${API}/GET/v1/studio/profiles`];
    const closed = policy(
      { Effect: "Allow", Action: "execute-api:Invoke", Resource: own },
      { Effect: "Deny", Action: "execute-api:Invoke", NotResource: own },
    );
    const decide = (path: string) =>
      decideWithAuthorizer(call(path), { resource: resource("Allow"), authorizer: closed });
    expect(decide("GET/v1/studio/profiles").allowed).toBe(true);
    expect(decide("POST/v1/admin")).toMatchObject({ allowed: false, decidedBy: { layer: "authorizer", index: 1 } });
  });
});
