import type { APIGatewayProxyResult } from "aws-lambda";
import { AwsServer } from "../aws-server";
import { caller, DOMAIN, LIMITS, mintEvent, profilesEvent, type MintRequest } from "../events";
import { FunctionProcess } from "../function-process";

let aws: AwsServer;
let studioUrl: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  aws = await AwsServer.start();
  studioUrl = new FunctionProcess("studio-url", {
    MINTING_MODE: "sessionTags",
    MINTING_ROLE_ARN: "arn:aws:iam::111122223333:role/gateway-minting",
    STUDIO_HOST_SUFFIX: "studio.eu-central-1.sagemaker.aws",
    PORTAL_ORIGINS: "",
    ...aws.environment,
  });
});

beforeEach(() => aws.reset());

afterAll(async () => {
  await studioUrl.stop();
  await aws.stop();
});

interface Answer {
  readonly statusCode: number;
  readonly code: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly errors?: readonly { field: string; fault: string; allowed: string }[];
}

async function post(request: MintRequest): Promise<Answer> {
  const { statusCode, body } = await studioUrl.answer(mintEvent(request));
  return { ...(JSON.parse(body) as Answer), statusCode };
}

const asked = (): Readonly<Record<string, unknown>> => aws.called("CreatePresignedDomainUrl")[0]?.input ?? {};

test.each([
  ["expiresInSeconds 4", { expiresInSeconds: 4 }, "is 4", "a whole number from 5 to 200"],
  [
    "expiresInSeconds above the profile's own maximum",
    { expiresInSeconds: 201 },
    "is 201",
    "a whole number from 5 to 200",
  ],
  ["expiresInSeconds 301", { expiresInSeconds: 301 }, "is 301", "a whole number from 5 to 200"],
  ["expiresInSeconds as text", { expiresInSeconds: "60" }, "is not a number", "a whole number from 5 to 200"],
  ["expiresInSeconds 60.5", { expiresInSeconds: 60.5 }, "is 60.5", "a whole number from 5 to 200"],
  ["expiresInSeconds null", { expiresInSeconds: null }, "is not a number", "a whole number from 5 to 200"],
  [
    "sessionExpirationInSeconds 1799",
    { sessionExpirationInSeconds: 1799 },
    "is 1799",
    "a whole number from 1800 to 28800",
  ],
  [
    "sessionExpirationInSeconds 43201",
    { sessionExpirationInSeconds: 43_201 },
    "is 43201",
    "a whole number from 1800 to 28800",
  ],
  [
    "a session above the profile's cap",
    { sessionExpirationInSeconds: 28_801 },
    "is 28801",
    "a whole number from 1800 to 28800",
  ],
  ["a space's name with a slash", { spaceName: "a/b" }, "is not the name of a space", "up to 63 letters"],
  ["a space's name as a list", { spaceName: ["team-space"] }, "is not the name of a space", "up to 63 letters"],
  ["userProfileName", { userProfileName: "bob" }, "is not a field of this request", "only expiresInSeconds"],
  ["__proto__", '{"__proto__":{"expiresInSeconds":7}}', "is not a field of this request", "only expiresInSeconds"],
  ["toString", { toString: 1 }, "is not a field of this request", "only expiresInSeconds"],
])("%s is refused by name, with what is allowed", async (_, body, fault, allowed) => {
  const { statusCode, code, errors } = await post({ body });
  expect([statusCode, code]).toEqual([400, "invalid_request"]);
  const field = Object.keys(typeof body === "string" ? (JSON.parse(body) as object) : body)[0];
  expect(errors).toEqual([{ field, fault, allowed: expect.stringContaining(allowed) as string }]);
  expect(aws.calls).toEqual([]);
});

test("every field at fault is named at once", async () => {
  const body = { expiresInSeconds: 1, sessionExpirationInSeconds: 1, landingUri: "x", spaceName: "-", bob: 1 };
  const { errors } = await post({ body });
  expect(errors?.map(({ field }) => field)).toEqual(Object.keys(body));
});

test("of 300 fields that do not exist twenty are named, and the rest are counted", async () => {
  const body = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`field${index}`, 1]));
  const { statusCode, errors, detail } = await post({ body });
  expect([statusCode, errors?.length]).toEqual([400, 20]);
  expect(detail).toBe("300 fields are invalid: these 20, and 280 more.");
});

test("a field's name that does not look like one is not repeated", async () => {
  const { errors } = await post({ body: { "<script>": 1, "a\ud800": 1 } });
  expect(errors?.map(({ field }) => field)).toEqual(["(a name that is not shown)", "(a name that is not shown)"]);
});

test("NaN is not JSON", async () => {
  expect(await post({ body: '{"expiresInSeconds":NaN}' })).toMatchObject({ statusCode: 400, code: "invalid_request" });
});

test("everything within the limits is passed on", async () => {
  const body = {
    expiresInSeconds: 200,
    sessionExpirationInSeconds: 1800,
    landingUri: "app:JupyterLab:lab/tree/a.ipynb",
    spaceName: "team-space",
  };
  expect((await post({ body })).statusCode).toBe(200);
  expect(asked()).toEqual({
    DomainId: DOMAIN,
    UserProfileName: "alice",
    ExpiresInSeconds: 200,
    SessionExpirationDurationInSeconds: 1800,
    LandingUri: "app:JupyterLab:lab/tree/a.ipynb",
    SpaceName: "team-space",
  });
});

test.each([
  ["https://evil"],
  ["studio::../../x"],
  ["studio::a/../b"],
  ["studio::/absolute"],
  ["studio:://evil"],
  ["studio::a//b"],
  ["studio::a\\b"],
  ["studio::a%2fb"],
  ["studio::a?b=c"],
  ["studio::a#b"],
  ["studio::https://evil"],
  ["studio::a\r\nLocation: https://evil"],
  ["studio::a\u0000"],
  ["app:Unknown:"],
  ["app:JupyterLab"],
  ["STUDIO::"],
  [" studio::"],
  [`app:JupyterLab:${"x".repeat(1024)}`],
  [""],
  [7],
])("the landing URI %j is refused", async (landingUri) => {
  const { statusCode, errors } = await post({ body: { landingUri } });
  expect(statusCode).toBe(400);
  expect(errors).toMatchObject([{ field: "landingUri", fault: "is not a landing URI" }]);
});

test("a landing URI that the profile's list lacks is well-formed but not permitted; listed, it is", async () => {
  const body = { landingUri: "app:CodeEditor:" };
  expect(await post({ body })).toMatchObject({ statusCode: 403, code: "access_denied", reason: "not_permitted" });
  expect(aws.calls).toEqual([]);
  const limits = { ...LIMITS, landingUris: ["app:CodeEditor:"] };
  const who = caller("alice", { entries: [{ domainId: DOMAIN, userProfileName: "alice", limits }] });
  expect((await post({ who, body })).statusCode).toBe(200);
});

test("who names no landing URI lands on the first of the profile's list, never beside it", async () => {
  const limits = { ...LIMITS, landingUris: ["app:JupyterLab:"] };
  await post({ who: caller("alice", { entries: [{ domainId: DOMAIN, userProfileName: "alice", limits }] }) });
  expect(asked()["LandingUri"]).toBe("app:JupyterLab:");
});

test("a space alone is opened by its own application: no landing page is sent beside it", async () => {
  expect((await post({ body: { spaceName: "team-space" } })).statusCode).toBe(200);
  expect(asked()).toMatchObject({ SpaceName: "team-space" });
  expect(asked()).not.toHaveProperty("LandingUri");
});

test("a space that the profile's list lacks is not permitted", async () => {
  const answer = await post({ body: { spaceName: "bobs-space" } });
  expect(answer).toMatchObject({ statusCode: 403, code: "access_denied", reason: "not_permitted" });
  expect(aws.calls).toEqual([]);
});

test.each([
  ["a list", "[]"],
  ["null", "null"],
  ["text", '"studio::"'],
  ["no JSON", "{"],
  ["blanks", "  "],
  ["a property twice", '{"expiresInSeconds":60,"expiresInSeconds":61}'],
])("a body that is %s is refused", async (_, body) => {
  const { statusCode, errors } = await post({ body });
  expect(statusCode).toBe(400);
  expect(errors).toMatchObject([{ field: "body", allowed: "one JSON object" }]);
});

test("a body that is not UTF-8 is refused", async () => {
  const body = Buffer.from([0x7b, 0xff, 0x7d]).toString("base64");
  expect((await post({ body, changes: { isBase64Encoded: true } })).statusCode).toBe(400);
});

test("a body in base64 is read", async () => {
  const body = Buffer.from('{"expiresInSeconds":17}').toString("base64");
  expect((await post({ body, changes: { isBase64Encoded: true } })).statusCode).toBe(200);
  expect(asked()["ExpiresInSeconds"]).toBe(17);
});

test.each([
  ["of 4 KB and a byte", "x".repeat(4097), false],
  ["of 11 MB", "x".repeat(11_000_000), false],
  ["of 5 KB in base64", Buffer.alloc(5000).toString("base64"), true],
])("a body %s is too large", async (_, body, isBase64Encoded) => {
  const answer = await post({ body, changes: { isBase64Encoded } });
  expect(answer).toMatchObject({ statusCode: 413, code: "request_too_large" });
});

test.each([
  ["application/json; charset=utf-8", 200],
  ["APPLICATION/JSON", 200],
  ["text/plain", 415],
  ["application/x-www-form-urlencoded", 415],
  ["application/json-patch+json", 415],
])("a body sent as %s: %d", async (contentType, expected) => {
  const request = { body: {}, headers: { "content-type": contentType } };
  expect((await post(request)).statusCode).toBe(expected);
});

test.each([
  ["absent", { body: null, headers: null }],
  ["absent (and its type given)", { body: null, headers: { "content-type": "application/json" } }],
  ["absent (and another type given)", { body: null, headers: { "content-type": "text/plain" } }],
  ["empty", { body: "", headers: {} }],
])("an %s body means the defaults, whatever its type", async (_, changes) => {
  expect((await post({ changes })).statusCode).toBe(200);
});

test("a body without a type is JSON, as it is to API Gateway", async () => {
  const body = JSON.stringify({ expiresInSeconds: 18 });
  expect((await post({ changes: { body, headers: {} } })).statusCode).toBe(200);
  expect(asked()["ExpiresInSeconds"]).toBe(18);
  expect((await post({ changes: { body: "{", headers: {} } })).statusCode).toBe(400);
});

test("a body on the route that takes none is refused", async () => {
  const answer = await studioUrl.answer(profilesEvent(caller("alice"), { body: '{"userProfileName":"bob"}' }));
  expect(answer.statusCode).toBe(400);
});
