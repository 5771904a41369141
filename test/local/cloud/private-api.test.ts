import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { ALLOW_THINGS, bearer, startTestCloud, type TestCloud } from "./fixture/test-cloud";
import { API_ARN, ENDPOINTS } from "./fixture/small-program";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

const THINGS = "/live/v1/things";
const event = (text: string) => JSON.parse(text) as Record<string, unknown>;

test("an allowed caller reaches the function through our door", async () => {
  const reply = await cloud.call("execute-api", THINGS, { headers: bearer(ALLOW_THINGS) });
  expect(reply.status).toBe(200);
  expect(reply.headers["x-laptop-decided-by"]).toMatch(
    /^statement-1 of the authorizer's answer functions\/authorizer\/policy.ts:\d+$/,
  );
});

test("resourcePath is the template, path is the real path", async () => {
  const headers = bearer({ allow: ["GET/v1/things/al%20ice"] });
  const reply = await cloud.call("execute-api", "/live/v1/things/al%20ice?a=1&a=2", { headers });
  expect(event(reply.text)).toMatchObject({
    resource: "/v1/things/{name}",
    path: "/v1/things/al%20ice",
    httpMethod: "GET",
    pathParameters: { name: "al ice" },
    queryStringParameters: { a: "2" },
    multiValueQueryStringParameters: { a: ["1", "2"] },
    body: null,
    isBase64Encoded: false,
    requestContext: {
      apiId: "api0123456",
      stage: "live",
      resourcePath: "/v1/things/{name}",
      path: "/live/v1/things/al%20ice",
      httpMethod: "GET",
      accountId: "111122223333",
      identity: { vpceId: ENDPOINTS.executeApi, vpcId: "vpc-1" },
    },
  });
});

test("context values reach the function as text, beside the principal", async () => {
  const headers = bearer({ ...ALLOW_THINGS, context: { expiresAt: 17, flag: true, note: "n" } });
  const reply = await cloud.call("execute-api", THINGS, { headers });
  const { authorizer } = event(reply.text)["requestContext"] as { authorizer: Record<string, unknown> };
  expect(authorizer).toMatchObject({ expiresAt: "17", flag: "true", note: "n", principalId: "somebody" });
  expect(typeof authorizer["integrationLatency"]).toBe("number");
});

test("the request id is fresh, the same in answer, event and access log, and not the caller's to choose", async () => {
  const headers = { ...bearer({ ...ALLOW_THINGS, context: { note: "kept" } }), "x-amzn-requestid": "chosen" };
  const reply = await cloud.call("execute-api", THINGS, { headers });
  const id = reply.headers["x-amzn-requestid"];
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(event(reply.text)["requestContext"]).toMatchObject({ requestId: id });
  expect(cloud.accessLog.all().at(-1)).toBe(
    `{"id":"${id as string}","status":"200","caller":"somebody","note":"kept","route":"/v1/things"}`,
  );
});

test("two Authorization headers are both shown to the function", async () => {
  const { authorization } = bearer(ALLOW_THINGS);
  const reply = await cloud.call("execute-api", THINGS, {
    headers: ["Host", "127.0.0.1", "Authorization", authorization, "authorization", "Basic x"],
  });
  expect(event(reply.text)["multiValueHeaders"]).toMatchObject({
    Authorization: [authorization],
    authorization: ["Basic x"],
  });
});

describe("doors", () => {
  test("an allowed token at the wrong door is refused, and the authorizer is not asked", async () => {
    const before = cloud.functions.invocations("authorizer");
    for (const door of ["internet", "foreign-execute-api", "foreign-studio", "execute-api-second"]) {
      const reply = await cloud.call(door, THINGS, { headers: bearer(ALLOW_THINGS) });
      expect([door, reply.status]).toEqual([door, 403]);
      expect(reply.headers["x-laptop-decided-by"]).toMatch(
        /^DenyUnlessThroughOurExecuteApiEndpoint policies\/private-api-resource\.ts:\d+$/,
      );
      const came = cloud.door(door).endpointId ?? "none";
      const own = cloud.door("execute-api").endpointId ?? "";
      expect(reply.headers["x-laptop-why"]).toBe(`${SOURCE_VPCE} has to be ${own}; the request has ${came}`);
    }
    expect(cloud.functions.invocations("authorizer")).toBe(before);
  });

  test("the endpoint policy of another service's door lets the API through to nobody", async () => {
    const reply = await cloud.call("sagemaker-api", THINGS, { headers: bearer(ALLOW_THINGS) });
    expect(reply.status).toBe(403);
    expect(reply.headers["x-laptop-decided-by"]).toBe(
      "no-allow in endpoint policies: policies/endpoints/sagemaker-api.ts",
    );
    expect(reply.headers["x-laptop-why"]).toBe("no statement there allows execute-api:Invoke to anyone");
  });

  test("every decision is kept with door, layer, statement and its line", async () => {
    const reply = await cloud.call("internet", THINGS, { headers: bearer(ALLOW_THINGS) });
    expect(cloud.decisions.of(reply.headers["x-amzn-requestid"] as string)).toMatchObject([
      {
        door: "internet",
        service: "execute-api",
        action: "execute-api:Invoke",
        resource: `${API_ARN}/live/GET/v1/things`,
        allowed: false,
        layer: "resource",
        effect: "Deny",
        sid: "DenyUnlessThroughOurExecuteApiEndpoint",
        source: { file: "policies/private-api-resource.ts" },
      },
    ]);
  });
});

describe("preflight", () => {
  test("OPTIONS needs no token and is answered by the gateway", async () => {
    const reply = await cloud.call("execute-api", THINGS, { method: "OPTIONS" });
    expect([reply.status, reply.headers["access-control-allow-origin"]]).toEqual([204, "https://portal.example"]);
  });

  test("OPTIONS is under the resource policy like everything else", async () => {
    expect((await cloud.call("internet", THINGS, { method: "OPTIONS" })).status).toBe(403);
  });
});

describe("the gateway's own answers", () => {
  test("a refusal takes the program's shape, with the authorizer's reason in it", async () => {
    const headers = { ...bearer({ deny: ["*"], context: { reason: "not_yours" } }), origin: "https://portal.example" };
    const reply = await cloud.call("execute-api", THINGS, { headers });
    expect(reply.status).toBe(403);
    expect(JSON.parse(reply.text)).toEqual({ code: "denied", reason: "not_yours", type: "ACCESS_DENIED" });
    expect(reply.headers).toMatchObject({
      "content-type": "application/problem+json",
      "x-origin": "https://portal.example",
    });
  });

  test("before the authorizer there is no reason to give", async () => {
    const reply = await cloud.call("internet", THINGS);
    expect(JSON.parse(reply.text)).toMatchObject({ reason: "" });
  });

  test("a type without a shape of its own has AWS's", async () => {
    const reply = await cloud.call("execute-api", THINGS);
    expect([reply.status, reply.text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(reply.headers["x-amzn-errortype"]).toBe("UnauthorizedException");
  });
});

describe("the function's answer", () => {
  const call = (query: string) => cloud.call("execute-api", `${THINGS}?${query}`, { headers: bearer(ALLOW_THINGS) });

  test("headers are passed on, several cookies too, and WWW-Authenticate is renamed as on AWS", async () => {
    const reply = await call("do=headers");
    expect(reply.status).toBe(201);
    expect(reply.headers).toMatchObject({ "x-own": "1", "x-amzn-remapped-www-authenticate": "Bearer" });
    expect(reply.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    expect(reply.headers["www-authenticate"]).toBeUndefined();
  });

  test.each(["nonsense", "throw", "exit", "sleep"])("a function that goes wrong (%s) is a 502", async (wish) => {
    const reply = await call(`do=${wish}`);
    expect([reply.status, reply.text]).toEqual([502, '{"message":"Internal server error"}']);
  });

  test("only Studio's own origin becomes the Studio door's address, and nothing else in the body", async () => {
    const studio = "https://d-abc123def456.studio.eu-central-1.sagemaker.aws";
    const body = async (url: string) =>
      JSON.parse((await call(`do=url&url=${encodeURIComponent(url)}`)).text) as unknown;
    expect(await body(`${studio}/auth?token=t`)).toEqual({ url: `${cloud.door("studio").url}/auth?token=t` });
    for (const other of [`${studio}.example.net/auth`, "https://d-other.studio.eu-central-1.sagemaker.aws/auth"])
      expect(await body(other)).toEqual({ url: other });
  });
});
