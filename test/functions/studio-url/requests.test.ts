import type { APIGatewayProxyResult } from "aws-lambda";
import { AwsServer } from "../aws-server";
import {
  caller,
  DOMAIN,
  LIMITS,
  MINT_RESOURCE,
  mintEvent,
  PROFILES_RESOURCE,
  profilesEvent,
  type MintRequest,
} from "../events";
import { FunctionProcess } from "../function-process";

const PORTAL = "https://portal.corp.example";
const ROLE = "arn:aws:iam::111122223333:role/gateway-minting";
const STUDIO = "studio.eu-central-1.sagemaker.aws";
const ENVIRONMENT = {
  MINTING_MODE: "sessionTags",
  MINTING_ROLE_ARN: ROLE,
  STUDIO_HOST_SUFFIX: STUDIO,
  PORTAL_ORIGINS: `${PORTAL},https://other.corp.example`,
};

let aws: AwsServer;
let studioUrl: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  aws = await AwsServer.start();
  studioUrl = new FunctionProcess("studio-url", { ...ENVIRONMENT, ...aws.environment });
});

beforeEach(() => aws.reset());

afterAll(async () => {
  await studioUrl.stop();
  await aws.stop();
});

async function post(request?: MintRequest) {
  const { statusCode, headers = {}, body } = await studioUrl.answer(mintEvent(request));
  return { statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
}

test("alice gets a URL for her own profile, with the defaults of her limits", async () => {
  const before = Date.now();
  const { statusCode, body } = await post();
  expect(statusCode).toBe(200);
  expect(Object.keys(body)).toEqual(["authorizedUrl", "expiresAt"]);
  expect(body["authorizedUrl"]).toMatch(`https://${DOMAIN}.${STUDIO}/auth?token=`);
  const expiresAt = Date.parse(body["expiresAt"] as string);
  expect(expiresAt).toBeGreaterThanOrEqual(before + 60_000);
  expect(expiresAt).toBeLessThanOrEqual(Date.now() + 60_000);
  expect(aws.called("CreatePresignedDomainUrl")[0]?.input).toEqual({
    DomainId: DOMAIN,
    UserProfileName: "alice",
    ExpiresInSeconds: 60,
    SessionExpirationDurationInSeconds: 28_800,
    LandingUri: "studio::",
  });
});

test("the minting role is assumed for this caller and this profile, and SageMaker is called as that session", async () => {
  await post();
  expect(aws.calls.map(({ operation }) => operation)).toEqual([
    "AssumeRole",
    "DescribeUserProfile",
    "CreatePresignedDomainUrl",
  ]);
  const { callerId } = caller("alice");
  expect(aws.calls[0]).toMatchObject({
    accessKeyId: "AKIAFUNCTION",
    input: {
      RoleArn: ROLE,
      RoleSessionName: `studio-url-${callerId.slice(0, 32)}`,
      SourceIdentity: callerId,
      DurationSeconds: "900",
      "Tags.member.1.Key": "StudioDomainId",
      "Tags.member.1.Value": DOMAIN,
      "Tags.member.2.Key": "StudioUserProfile",
      "Tags.member.2.Value": "alice",
    },
  });
  expect(aws.calls.slice(1).every(({ accessKeyId }) => accessKeyId.startsWith("ASIA"))).toBe(true);
});

test("with a role for each profile, the profile's own role is assumed and no tag is passed", async () => {
  const environment = { ...ENVIRONMENT, MINTING_MODE: "rolePerProfile", MINTING_ROLE_ARN: `${ROLE}-` };
  const perProfile = new FunctionProcess<APIGatewayProxyResult>("studio-url", { ...environment, ...aws.environment });
  await perProfile.answer(mintEvent());
  await perProfile.stop();
  const input = aws.called("AssumeRole")[0]?.input ?? {};
  expect(input["RoleArn"]).toBe(`${ROLE}-005e01bbff598523e20365533476261a`);
  expect(Object.keys(input).filter((name) => name.startsWith("Tags"))).toEqual([]);
});

test("every mint leaves one audit event, without the URL", async () => {
  const { body } = await post({ requestId: "audited", body: { expiresInSeconds: 30 } });
  expect(await studioUrl.logged({ requestId: "audited" })).toEqual({
    event: "studio_url_minted",
    callerId: caller("alice").callerId,
    domainId: DOMAIN,
    userProfileName: "alice",
    requestId: "audited",
    endpointId: "vpce-0a1b2c3d",
    expiresAt: body["expiresAt"],
    expiresInSeconds: 30,
  });
});

test("a caller lists their own profiles, with what may be asked for, and AWS is not called", async () => {
  const answer = await studioUrl.answer(profilesEvent(caller("alice")));
  expect(JSON.parse(answer.body)).toEqual({
    profiles: [
      {
        domainId: DOMAIN,
        userProfileName: "alice",
        expiresInSeconds: { default: 60, max: 200 },
        sessionExpirationInSeconds: { default: 28_800, max: 28_800 },
        landingUris: LIMITS.landingUris,
        spaces: LIMITS.spaces,
      },
    ],
  });
  expect(aws.calls).toEqual([]);
});

test.each([
  ["bob's profile", { userProfileName: "bob" }],
  ["her name in other letters", { userProfileName: "Alice" }],
  ["a name that begins like hers", { userProfileName: "alice2" }],
  ["her name in another domain", { domainId: "d-bbbbbbbbbbbb" }],
  ["a path without names", { changes: { pathParameters: null } }],
  ["her profile, but has none", { who: caller("alice", { entries: [] }) }],
])("alice asks for %s: 403, and AWS is not called", async (_, request) => {
  const { statusCode, body } = await post(request);
  expect([statusCode, body["code"], body["reason"]]).toEqual([403, "access_denied", "not_your_profile"]);
  expect(aws.calls).toEqual([]);
});

test("a caller with two profiles gets the one in the path", async () => {
  const entries = ["alice", "alice-2"].map((userProfileName) => ({
    domainId: DOMAIN,
    userProfileName,
    limits: LIMITS,
  }));
  await post({ who: caller("alice", { entries }), userProfileName: "alice-2" });
  expect(aws.called("CreatePresignedDomainUrl")[0]?.input["UserProfileName"]).toBe("alice-2");
});

test.each([1, 63])("a profile name of %d characters works: STS's names do not depend on it", async (length) => {
  const { statusCode } = await post({ who: caller("a".repeat(length)) });
  expect(statusCode).toBe(200);
  const { RoleSessionName, SourceIdentity } = aws.called("AssumeRole")[0]?.input ?? {};
  for (const name of [RoleSessionName, SourceIdentity]) expect(name).toMatch(/^[\w+=,.@-]{2,64}$/);
});

test("the console's test button runs without the authorizer: 500, and nothing is minted", async () => {
  const changes = { requestContext: { requestId: "console", stage: "test-invoke-stage", identity: {} } };
  const { statusCode, body } = await post({ changes });
  expect([statusCode, body["code"]]).toEqual([500, "internal_error"]);
  expect(aws.calls).toEqual([]);
});

test("a token that has ended since the authorizer saw it gives no URL and no list", async () => {
  const who = caller("alice", { expiresAt: Math.floor(Date.now() / 1000) - 1 });
  const { statusCode, body } = await post({ who });
  expect([statusCode, body["code"]]).toEqual([401, "token_expired"]);
  expect((await studioUrl.answer(profilesEvent(who))).statusCode).toBe(401);
  expect(aws.calls).toEqual([]);
});

test("a route that the function does not serve is not found", async () => {
  const { statusCode, body } = await post({ changes: { resource: "/v1/admin/{x}" } });
  expect([statusCode, body["code"]]).toEqual([404, "route_not_found"]);
});

test("the same request twice gives two URLs, both alice's", async () => {
  const [one, two] = [await post({ requestId: "replayed" }), await post({ requestId: "replayed" })];
  expect(one.body["authorizedUrl"]).toContain("canary-url-alice");
  expect(two.body["authorizedUrl"]).toContain("canary-url-alice");
  expect(one.body["authorizedUrl"]).not.toBe(two.body["authorizedUrl"]);
});

test.each([
  ["a listed origin is echoed", PORTAL, PORTAL],
  ["another listed origin is echoed", "https://other.corp.example", "https://other.corp.example"],
  ["a foreign origin is not", "https://evil.example", undefined],
  ["an origin that begins like a listed one is not", `${PORTAL}.evil.example`, undefined],
  ["null is not", "null", undefined],
])("%s", async (_, Origin, echoed) => {
  for (const request of [{ headers: { Origin } }, { headers: { origin: Origin }, userProfileName: "bob" }]) {
    const { headers } = await post(request);
    expect(headers["Access-Control-Allow-Origin"]).toBe(echoed);
    expect(headers["Vary"]).toBe("Origin");
    expect(headers["Access-Control-Expose-Headers"]).toBe(
      echoed && "Retry-After, WWW-Authenticate, x-amzn-RequestId, x-request-id",
    );
  }
});

test("a preflight of a listed origin is answered without a caller, and of any other without permission", async () => {
  const ask = (origin: string, resource: string) =>
    studioUrl.answer({
      ...profilesEvent(caller("a")),
      httpMethod: "OPTIONS",
      resource,
      headers: { origin },
      requestContext: { requestId: "request-1", identity: {} },
    });
  const listed = await ask(PORTAL, MINT_RESOURCE);
  expect([listed.statusCode, listed.body]).toEqual([204, ""]);
  expect(listed.headers).toMatchObject({
    "Access-Control-Allow-Origin": PORTAL,
    "Access-Control-Allow-Methods": "POST",
  });
  expect((await ask(PORTAL, PROFILES_RESOURCE)).headers).toMatchObject({ "Access-Control-Allow-Methods": "GET" });
  expect((await ask("https://evil.example", MINT_RESOURCE)).headers).toEqual({ Vary: "Origin" });
  expect(aws.calls).toEqual([]);
});

test("every answer forbids storing, sniffing and passing on, and carries the request's id", async () => {
  const answers = [
    await post(),
    await post({ userProfileName: "bob" }),
    await studioUrl.answer(profilesEvent(caller("a"))),
  ];
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "x-request-id": "request-1",
    });
  }
  expect(answers.map(({ headers }) => headers?.["Content-Type"])).toEqual([
    "application/json",
    "application/problem+json",
    "application/json",
  ]);
});

test("an environment at fault ends the start with every fault in one message", async () => {
  const broken = new FunctionProcess("studio-url", {
    MINTING_MODE: "both",
    MINTING_ROLE_ARN: "role",
    PORTAL_ORIGINS: "*",
  });
  const written = await broken.end();
  for (const name of Object.keys(ENVIRONMENT)) expect(written).toContain(`${name} is `);
});
