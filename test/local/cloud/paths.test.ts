import { ALLOW_THINGS, bearer, startTestCloud, type TestCloud } from "./fixture/test-cloud";

let cloud: TestCloud;
beforeAll(async () => {
  // The endpoint's policy stands aside, so that what refuses is the gateway's own routing and the authorizer's policy.
  cloud = await startTestCloud({
    more: (builder) => {
      const policy =
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';
      builder.replaceEndpointPolicy("vpce-0a00000000000000a", policy);
    },
  });
});
afterAll(() => cloud.close());

const everything = bearer({ allow: ["*"] });

test.each([
  "/live/v1/things/",
  "/live//v1/things",
  "//live/v1/things",
  "/live/v1//things",
  "/live/v1%2Fthings",
  "/live/v1%2fthings",
  "/live/v1/unlisted/../things",
  "/live/v1/./things",
  "/live/v1/%2e%2e/v1/things",
  "/live/v1/things/a%2Fb",
  "/live/v1/things/a%5Cb",
  "/live/v1/things/%zz",
  "/live/v1/Things",
  "/live/v1",
  "/live/",
  "/live",
  "/other/v1/things",
])("%s reaches no function, whatever the authorizer allows", async (path) => {
  const before = cloud.functions.invocations("echo");
  const reply = await cloud.call("execute-api", path, { headers: everything });
  expect([403, 404]).toContain(reply.status);
  expect(cloud.functions.invocations("echo")).toBe(before);
});

test("an unknown route is told from a refused one by AWS's own message", async () => {
  const reply = await cloud.call("execute-api", "/live/v1/nowhere", { headers: everything });
  expect([reply.status, reply.text]).toEqual([403, '{"message":"Missing Authentication Token"}']);
});

test("an Allow for /a does not open /a/b", async () => {
  const reply = await cloud.call("execute-api", "/live/v1/things/b", {
    headers: bearer({ allow: ["GET/v1/things"], deny: ["GET/v1/things/*"] }),
  });
  expect(reply.status).toBe(403);
});

test("a longer name does not ride on a shorter one", async () => {
  const allow = ["GET/v1/things/alice"];
  const headers = bearer({ allow, deny: ["GET/v1/things/alice2"] });
  expect((await cloud.call("execute-api", "/live/v1/things/alice", { headers })).status).toBe(200);
  expect((await cloud.call("execute-api", "/live/v1/things/alice2", { headers })).status).toBe(403);
});

test("an encoded letter makes another path, which nobody was allowed", async () => {
  const headers = bearer({ answer: closedTo("GET/v1/things/alice") });
  expect((await cloud.call("execute-api", "/live/v1/things/alice", { headers })).status).toBe(200);
  expect((await cloud.call("execute-api", "/live/v1/things/%61lice", { headers })).status).toBe(403);
});

test.each(["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])(
  "%s does not change the method",
  async (name) => {
    const headers = { ...bearer(ALLOW_THINGS), [name]: "DELETE" };
    const reply = await cloud.call("execute-api", "/live/v1/things", { headers });
    expect(JSON.parse(reply.text)).toMatchObject({ httpMethod: "GET" });
  },
);

test("a method that the route does not have is not a route, HEAD included", async () => {
  for (const method of ["DELETE", "PUT", "HEAD"])
    expect((await cloud.call("execute-api", "/live/v1/things", { method, headers: everything })).status).toBe(403);
});

describe("addressed by name", () => {
  const closed = { ...bearer(ALLOW_THINGS) };
  const region = "execute-api.eu-central-1.amazonaws.com";
  const ask = (headers: Record<string, string>) =>
    cloud.call("execute-api", "/live/v1/things", { headers: { ...closed, ...headers } });

  test.each([
    ["private DNS", { host: `api0123456.${region}` }],
    ["an alias of this endpoint", { host: `api0123456-vpce-0a00000000000000a.${region}` }],
    [
      "the endpoint's own name and x-apigw-api-id",
      { host: `vpce-0a-x.${region.replace("amazonaws", "vpce.amazonaws")}`, "x-apigw-api-id": "api0123456" },
    ],
  ])("%s leads to our API", async (_, headers) => {
    expect((await ask(headers)).status).toBe(200);
  });

  test.each([
    ["another API by Host", { host: `other98765.${region}` }],
    ["another API by header", { "x-apigw-api-id": "other98765" }],
    ["an alias of another endpoint", { host: `api0123456-vpce-0b.${region}` }],
    ["another API by Host, ours by header", { host: `other98765.${region}`, "x-apigw-api-id": "api0123456" }],
  ])("%s does not", async (_, headers) => {
    const before = cloud.functions.invocations("authorizer");
    const reply = await ask(headers);
    expect([reply.status, reply.text]).toEqual([403, '{"message":"Forbidden"}']);
    expect(cloud.functions.invocations("authorizer")).toBe(before);
  });
});

test("the program's endpoint policy refuses another API by itself", async () => {
  const reply = await cloud.call("execute-api-second", "/live/v1/things", {
    headers: { "x-apigw-api-id": "other98765" },
  });
  expect(reply.headers["x-laptop-decided-by"]).toMatch(
    /^no-allow in endpoint policies: policies\/endpoints\/[a-z-]+\.ts$/,
  );
});

/** The authorizer's closed form: exactly this, and a Deny of everything else. */
function closedTo(method: string): unknown {
  const Resource = `arn:aws:execute-api:eu-central-1:111122223333:api0123456/live/${method}`;
  const Action = "execute-api:Invoke";
  const Statement = [
    { Effect: "Allow", Action, Resource },
    { Effect: "Deny", Action, NotResource: Resource },
  ];
  return { principalId: "p", policyDocument: { Version: "2012-10-17", Statement } };
}
