import { ALLOW_THINGS, bearer, type Reply, startTestCloud, type TestCloud } from "./fixture/test-cloud";
import { API_ARN } from "./fixture/small-program";

const THINGS = "/live/v1/things";

describe("combined with a resource policy that allows our endpoint", () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());
  const ask = (headers: Record<string, string>): Promise<Reply> => cloud.call("execute-api", THINGS, { headers });

  test("without the identity source the caller is unauthorized and the authorizer is not asked", async () => {
    const before = cloud.functions.invocations("authorizer");
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: "" })).status).toBe(401);
    expect(cloud.functions.invocations("authorizer")).toBe(before);
  });

  test("the identity source is found whatever the case of its name", async () => {
    const { authorization } = bearer(ALLOW_THINGS);
    expect((await ask({ AUTHORIZATION: authorization })).status).toBe(200);
  });

  test("a Deny in the authorizer policy wins", async () => {
    const reply = await ask(bearer({ ...ALLOW_THINGS, deny: ["GET/v1/things"] }));
    expect(reply.status).toBe(403);
    expect(cloud.decisions.all().at(-1)).toMatchObject({
      allowed: false,
      layer: "authorizer",
      effect: "Deny",
      statement: 1,
    });
  });

  test("an authorizer that is silent is outvoted by the resource policy's Allow, as Table A has it", async () => {
    expect((await ask(bearer({ allow: ["GET/v1/elsewhere"] }))).status).toBe(200);
  });

  test("it throws Unauthorized: 401", async () => {
    expect((await ask(bearer({ throw: "Unauthorized" }))).status).toBe(401);
  });

  const document = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: `${API_ARN}/live/GET/v1/things` }],
  };
  test.each<[string, Record<string, unknown>, string]>([
    ["it throws anything else", { throw: "unauthorized" }, "AuthorizerFailureException"],
    ["it ends its process", { exit: 1 }, "AuthorizerFailureException"],
    ["it is slower than its timeout", { ...ALLOW_THINGS, sleep: 60_000 }, "AuthorizerFailureException"],
    ["it answers nothing", { answer: null }, "AuthorizerConfigurationException"],
    ["it answers text", { answer: "Allow" }, "AuthorizerConfigurationException"],
    ["it names no principal", { answer: { policyDocument: document } }, "AuthorizerConfigurationException"],
    ["it answers no policy", { answer: { principalId: "p" } }, "AuthorizerConfigurationException"],
    [
      "a context value is an object",
      { answer: { principalId: "p", policyDocument: document, context: { a: {} } } },
      "AuthorizerConfigurationException",
    ],
    [
      "a context value is a list",
      { answer: { principalId: "p", policyDocument: document, context: { a: ["x"] } } },
      "AuthorizerConfigurationException",
    ],
    [
      "its policy is not one we model",
      { answer: { principalId: "p", policyDocument: { ...document, Version: "2012-10-18" } } },
      "AuthorizerConfigurationException",
    ],
  ])("%s: 500, never an Allow", async (_, told, errorType) => {
    const before = cloud.functions.invocations("echo");
    const reply = await ask(bearer(told));
    expect([reply.status, reply.headers["x-amzn-errortype"]]).toEqual([500, errorType]);
    expect(cloud.functions.invocations("echo")).toBe(before);
  });

  test("what is wrong with the authorizer's answer is in the log of decisions, where AWS says nothing", async () => {
    await ask(bearer({ answer: { principalId: "p", policyDocument: document, context: { a: {} } } }));
    expect(cloud.decisions.all().at(-1)).toMatchObject({
      allowed: false,
      layer: "authorizer",
      reason: "The authorizer's context.a is not a string, number or boolean.",
    });
  });

  test("with no cache every request asks again", async () => {
    const before = cloud.functions.invocations("authorizer");
    await ask(bearer(ALLOW_THINGS));
    await ask(bearer(ALLOW_THINGS));
    expect(cloud.functions.invocations("authorizer")).toBe(before + 2);
  });
});

test("an authorizer that says nothing does not let anyone in", async () => {
  const Deny = {
    Effect: "Deny",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource: `${API_ARN}/live/GET/v1/other`,
  };
  const cloud = await startTestCloud({ resourcePolicy: { Version: "2012-10-17", Statement: [Deny] } });
  const silent = await cloud.call("execute-api", THINGS, { headers: bearer({ allow: ["GET/v1/elsewhere"] }) });
  const preflight = await cloud.call("execute-api", THINGS, { method: "OPTIONS" });
  const allowed = await cloud.call("execute-api", THINGS, { headers: bearer(ALLOW_THINGS) });
  await cloud.close();
  expect([silent.status, preflight.status, allowed.status]).toEqual([403, 403, 200]);
});

test("a resource policy that only allows our endpoint lets a token in through a foreign one", async () => {
  // Why the program's own policy denies: this is what it would be without.
  const Allow = {
    Effect: "Allow",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource: `${API_ARN}/*`,
    Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } },
  };
  const cloud = await startTestCloud({ resourcePolicy: { Version: "2012-10-17", Statement: [Allow] } });
  const reply = await cloud.call("foreign-execute-api", THINGS, { headers: bearer(ALLOW_THINGS) });
  await cloud.close();
  expect(reply.status).toBe(200);
});

describe("with a cache of 60 seconds", () => {
  let cloud: TestCloud;
  let now = Date.now();
  beforeAll(async () => {
    cloud = await startTestCloud({ authorizerTtl: 60 }, { clock: () => new Date(now) });
  });
  afterAll(() => cloud.close());
  const asked = () => cloud.functions.invocations("authorizer");

  test("one answer serves all methods of the same token, and only that token", async () => {
    const headers = bearer({ allow: ["GET/v1/things"], deny: ["GET/v1/unlisted", "GET/v1/things/*"] });
    expect((await cloud.call("execute-api", THINGS, { headers })).status).toBe(200);
    expect((await cloud.call("execute-api", "/live/v1/things/bob", { headers })).status).toBe(403);
    expect(asked()).toBe(1);
    await cloud.call("execute-api", THINGS, { headers: bearer({ ...ALLOW_THINGS, other: 1 }) });
    expect(asked()).toBe(2);
  });

  test("after its time the authorizer is asked again", async () => {
    const headers = bearer({ ...ALLOW_THINGS, name: "expiring" });
    await cloud.call("execute-api", THINGS, { headers });
    const before = asked();
    now += 59_000;
    await cloud.call("execute-api", THINGS, { headers });
    expect(asked()).toBe(before);
    now += 2000;
    await cloud.call("execute-api", THINGS, { headers });
    expect(asked()).toBe(before + 1);
  });

  test("with the resource's path among the identity sources one answer serves one resource", async () => {
    const identitySource = "method.request.header.Authorization,context.resourcePath";
    const byResource = await startTestCloud({ authorizerTtl: 60, identitySource });
    const headers = bearer({ allow: ["GET/v1/things", "GET/v1/things/*"], deny: ["GET/v1/unlisted"] });
    for (const path of [THINGS, `${THINGS}/bob`, `${THINGS}/alice`, THINGS])
      expect((await byResource.call("execute-api", path, { headers })).status).toBe(200);
    expect(byResource.functions.invocations("authorizer")).toBe(2);
    await byResource.close();
  });

  test("with the path among them one answer serves one path", async () => {
    const identitySource = "method.request.header.Authorization,context.path";
    const byPath = await startTestCloud({ authorizerTtl: 60, identitySource });
    const headers = bearer({ allow: ["GET/v1/things", "GET/v1/things/*"], deny: ["GET/v1/unlisted"] });
    for (const path of [`${THINGS}/bob`, `${THINGS}/alice`, `${THINGS}/bob`])
      expect((await byPath.call("execute-api", path, { headers })).status).toBe(200);
    expect(byPath.functions.invocations("authorizer")).toBe(2);
    await byPath.close();
  });

  test("failures are not kept", async () => {
    const headers = bearer({ throw: "no keys" });
    const before = asked();
    await cloud.call("execute-api", THINGS, { headers });
    await cloud.call("execute-api", THINGS, { headers });
    expect(asked()).toBe(before + 2);
  });
});
