import * as fs from "node:fs";
import * as path from "node:path";
import { ALLOW_THINGS, bearer, startTestCloud, type TestCloud } from "./fixture/test-cloud";

const THINGS = "/live/v1/things";

describe("size and form", () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());
  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    cloud.call("execute-api", THINGS, { method: "POST", body, headers: { ...bearer(ALLOW_THINGS), ...headers } });

  test("11 MB of body: 413, nothing is invoked", async () => {
    const before = cloud.functions.invocations("authorizer");
    const reply = await post(Buffer.alloc(11 * 1024 * 1024, "a"));
    expect([reply.status, reply.headers["x-amzn-errortype"]]).toEqual([413, "RequestTooLargeException"]);
    expect(cloud.functions.invocations("authorizer")).toBe(before);
  });

  test("more than 10,240 bytes of headers are refused", async () => {
    expect((await post("{}", { "x-long": "a".repeat(10_240) })).status).toBe(431);
  });

  test("a method ARN of more than 1,600 bytes: 414", async () => {
    const reply = await cloud.call("execute-api", `${THINGS}/${"a".repeat(1600)}`, { headers: bearer(ALLOW_THINGS) });
    expect(reply.status).toBe(414);
  });

  test.each<[string, string, number]>([
    ["what the model allows", '{"count":5}', 200],
    ["an empty object", "{}", 200],
    ["too small a number", '{"count":4}', 400],
    ["too large a number", '{"count":301}', 400],
    ["a number in quotes", '{"count":"60"}', 400],
    ["a fraction", '{"count":60.5}', 400],
    ["a property nobody knows", '{"userProfileName":"bob"}', 400],
    ["a list", "[]", 400],
    ["no JSON", "{", 400],
    ["blanks", "  ", 400],
    ["nothing, which counts as an empty object", "", 200],
  ])("a body with %s", async (_, body, status) => {
    const reply = await post(body, { "content-type": "application/json; charset=utf-8" });
    expect(reply.status).toBe(status);
    if (status === 400) expect(reply.text).toBe('{"message":"Invalid request body"}');
  });

  test("a body whose media type has no model is not looked at, as on AWS", async () => {
    expect((await post("hello", { "content-type": "text/plain" })).status).toBe(200);
  });

  test("the authorizer comes before the body's check", async () => {
    expect((await post("{", bearer({ deny: ["*"] }))).status).toBe(403);
  });

  test("a body reaches the function as text", async () => {
    const reply = await post('{"count":7}', { "content-type": "application/json" });
    expect(JSON.parse(reply.text)).toMatchObject({ body: '{"count":7}', isBase64Encoded: false });
  });
});

describe("throttle", () => {
  test.each(["~1v1~1things/GET", "v1/things/GET", "*/*"])(
    "%s: more than the burst is 429 with Retry-After",
    async (methodPath) => {
      const cloud = await startTestCloud({ throttle: { methodPath, rate: 0.001, burst: 2 } });
      const replies = [];
      for (let count = 0; count < 3; count++)
        replies.push(await cloud.call("execute-api", THINGS, { headers: bearer(ALLOW_THINGS) }));
      const other = await cloud.call("execute-api", THINGS, {
        method: "POST",
        body: "{}",
        headers: bearer(ALLOW_THINGS),
      });
      await cloud.close();
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
      expect(replies[2]?.headers["retry-after"]).toBe("1");
      // Each method has a bucket of its own, also under the wildcard.
      expect(other.status).toBe(200);
    },
  );
});

test("a function slower than the integration's timeout is a 504, and the caller does not wait for it", async () => {
  const cloud = await startTestCloud({ integrationTimeoutMs: 200 });
  const reply = await cloud.call("execute-api", `${THINGS}?do=sleep`, { headers: bearer(ALLOW_THINGS) });
  await cloud.close();
  expect([reply.status, reply.text]).toEqual([504, '{"message":"Endpoint request timed out"}']);
});

test("without its permission API Gateway may invoke neither authorizer nor function", async () => {
  const nobody = await startTestCloud({ withoutPermissions: true });
  const authorizer = await nobody.call("execute-api", THINGS, { headers: bearer(ALLOW_THINGS) });
  expect([authorizer.status, nobody.functions.invocations("authorizer")]).toEqual([500, 0]);
  await nobody.close();
  const other = await startTestCloud({
    withoutPermissions: true,
    more: (builder) => {
      const permission = { action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" };
      const api = "arn:aws:execute-api:eu-central-1:111122223333:api0123456";
      builder.add("lambda/permission:Permission", "a", {
        ...permission,
        function: "authorizer",
        sourceArn: `${api}/authorizers/jwt`,
      });
      builder.add("lambda/permission:Permission", "f", {
        ...permission,
        function: "echo",
        sourceArn: `${api}/live/GET/v1/unlisted`,
      });
    },
  });
  const reply = await other.call("execute-api", THINGS, { headers: bearer(ALLOW_THINGS) });
  expect([reply.status, other.functions.invocations("echo")]).toEqual([500, 0]);
  expect(other.decisions.all().at(-1)).toMatchObject({
    service: "lambda",
    action: "lambda:InvokeFunction",
    allowed: false,
  });
  await other.close();
});

test("the access log and the functions' output are also files", async () => {
  const cloud = await startTestCloud();
  await cloud.call("execute-api", `${THINGS}?do=log`, { headers: bearer(ALLOW_THINGS) });
  const read = (name: string) => fs.readFileSync(path.join(cloud.logFolder, name), "utf8");
  expect(read("access.log")).toBe(`${cloud.accessLog.all()[0] ?? ""}\n`);
  expect(read("echo.log")).toBe("one line\n");
  await cloud.close();
});
