import type { APIGatewayAuthorizerResult } from "aws-lambda";
import { AUTHORIZER_ENVIRONMENT, bearer, DOMAIN, LIMITS, PREFIX } from "../events";
import { FunctionProcess } from "../function-process";
import { KeyServer } from "../key-server";
import { accessClaims, CLIENT_ID, nowSeconds, sign, signingKey } from "../tokens";

const key = signingKey();
const started: FunctionProcess<APIGatewayAuthorizerResult>[] = [];

const good = (changes?: Record<string, unknown>): string => sign(key, accessClaims(changes));

/** The bundle with the keys in its environment, or with a URL for them. */
function start(changes: Record<string, string> = {}): FunctionProcess<APIGatewayAuthorizerResult> {
  const name = changes["KEY_SET_URL"] ? "authorizer-fetched-keys" : "authorizer-pinned-keys";
  const KEY_SET = JSON.stringify({ keys: [key.jwk] });
  started.push(new FunctionProcess(name, { ...AUTHORIZER_ENVIRONMENT, KEY_SET, ...changes }));
  return started.at(-1) as FunctionProcess<APIGatewayAuthorizerResult>;
}

let authorizer: FunctionProcess<APIGatewayAuthorizerResult>;

beforeAll(() => (authorizer = start()));
afterAll(() => Promise.all(started.map((each) => each.stop())));

const OWN = [
  `${PREFIX}/GET/v1/studio/profiles`,
  `${PREFIX}/POST/v1/studio/domains/${DOMAIN}/profiles/alice/presigned-url`,
];
const CLOSED = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "execute-api:Invoke", Resource: OWN },
    { Effect: "Deny", Action: "execute-api:Invoke", NotResource: OWN },
  ],
};
const NOTHING = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Action: "execute-api:Invoke",
      Resource: ["arn:aws:execute-api:eu-central-1:111122223333:abcde12345/*"],
    },
  ],
};

test.each([
  ["her list of profiles", "GET/v1/studio/profiles"],
  ["her URL", `POST/v1/studio/domains/${DOMAIN}/profiles/alice/presigned-url`],
  ["bob's URL", `POST/v1/studio/domains/${DOMAIN}/profiles/bob/presigned-url`],
  ["a route that does not exist", "POST/v1/admin/x"],
  ["a path with wildcards", "GET/v1/*/?"],
  ["no path", "GET/"],
])("alice asks first for %s: the answer is the same closed set, right for every route", async (_, method) => {
  const { policyDocument } = await authorizer.answer(bearer(good(), { methodArn: `${PREFIX}/${method}` }));
  expect(policyDocument).toEqual(CLOSED);
});

test("the context holds scalars only: the caller's id, entries as JSON, the token's end, the reason of a denial", async () => {
  const exp = nowSeconds() + 500;
  const { context, principalId } = await authorizer.answer(bearer(good({ exp })));
  expect(context).toEqual({
    callerId: principalId,
    entries: JSON.stringify([{ domainId: DOMAIN, userProfileName: "alice", limits: LIMITS }]),
    expiresAt: exp,
    denialReason: "not_your_profile",
    denialDetail: "The profile in the path is not one of yours; GET /v1/studio/profiles lists them.",
  });
  expect(principalId).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test("a user created anew under the same name is another caller", async () => {
  const [old, anew] = [await authorizer.answer(bearer(good())), await authorizer.answer(bearer(good({ sub: "a2" })))];
  expect(old.principalId).not.toBe(anew.principalId);
});

test.each([
  ["who is not in the group", { "cognito:groups": ["others"] }],
  ["without groups", { "cognito:groups": undefined }],
  ["whose groups are text", { "cognito:groups": "studio-users" }],
  ["who is a machine (no user name)", { username: undefined, sub: CLIENT_ID, "cognito:groups": undefined }],
  ["who is not in the group and named john.doe", { username: "john.doe", "cognito:groups": ["others"] }],
])("a caller %s is valid, has no profile, and may invoke nothing", async (sentence, claims) => {
  const answer = await authorizer.answer(bearer(good(claims), { requestId: sentence }));
  expect(answer.policyDocument).toEqual(NOTHING);
  expect(answer.context).toMatchObject({ entries: "[]", denialReason: "not_in_studio_group" });
  const logged = await authorizer.logged({ event: "caller_denied", requestId: sentence });
  expect(logged).toMatchObject({ reason: "not_in_studio_group", callerId: answer.principalId });
});

test.each([
  ["named john.doe", { username: "john.doe" }],
  ["named jane.roe@corp.example", { username: "jane.roe@corp.example" }],
  ["named j_roe", { username: "j_roe" }],
  ["named as federated users are", { username: "corp_jane-roe" }],
  ["named with a blank", { username: "jane roe" }],
  ["without a name", { username: undefined }],
  ["whose name is empty", { username: "" }],
  ["named *", { username: "*" }],
  ["named ali/ce", { username: "ali/ce" }],
  ["named a?ice", { username: "a?ice" }],
  ["named ${aws:username}", { username: "${aws:username}" }],
  ["named ../bob", { username: "../bob" }],
  ["named -a", { username: "-a" }],
  ["named a_", { username: "a_" }],
  ["named älice", { username: "älice" }],
  ["named with a line break", { username: "alice\n" }],
  ["with a name of 64 characters", { username: "a".repeat(64) }],
  ["whose name is a number", { username: 7 }],
])(
  "a member of the group %s has no profile, may invoke nothing, and reads that it is the name",
  async (who, claims) => {
    const answer = await authorizer.answer(bearer(good(claims), { requestId: who }));
    expect(answer.policyDocument).toEqual(NOTHING);
    expect(answer.context).toMatchObject({ entries: "[]", denialReason: "no_profile_name" });
    expect(answer.context?.["denialDetail"]).toContain("Your user name");
    const logged = await authorizer.logged({ event: "caller_denied", requestId: who });
    expect(logged).toMatchObject({ reason: "no_profile_name", callerId: answer.principalId });
  },
);

test.each([1, 63])("a profile name of %d characters works", async (length) => {
  const { policyDocument } = await authorizer.answer(bearer(good({ username: "a".repeat(length) })));
  expect(JSON.stringify(policyDocument)).toContain(`/profiles/${"a".repeat(length)}/presigned-url`);
});

test("a caller who lacks the required scope may invoke nothing, and reads why", async () => {
  const strict = start({ REQUIRED_SCOPE: "gateway/use" });
  await expect(strict.answer(bearer(good()))).resolves.toMatchObject({ policyDocument: CLOSED });
  const answer = await strict.answer(bearer(good({ scope: "openid gateway/use-not" })));
  expect(answer).toMatchObject({ policyDocument: NOTHING, context: { denialReason: "missing_scope" } });
  expect(await strict.logged({ event: "caller_denied" })).toMatchObject({ reason: "missing_scope" });
});

test.each([
  ["with a wildcard as the API", "arn:aws:execute-api:eu-central-1:111122223333:*/dev/GET/v1"],
  ["with a wildcard as the stage", "arn:aws:execute-api:eu-central-1:111122223333:abcde12345/*/GET/v1"],
  ["of another service", "arn:aws:s3:eu-central-1:111122223333:abcde12345/dev/GET/v1"],
  ["that is missing", undefined],
])("a method ARN %s is an error, never an Allow", async (_, methodArn) => {
  expect(await authorizer.failure(bearer(good(), { methodArn }))).toBe("The caller could not be authorized.");
});

test("partitions other than aws get ARNs of their own", async () => {
  const methodArn = "arn:aws-us-gov:execute-api:us-gov-west-1:111122223333:abcde12345/dev/GET/v1";
  const { policyDocument } = await authorizer.answer(bearer(good(), { methodArn }));
  expect(JSON.stringify(policyDocument)).not.toContain("arn:aws:");
});

test("provider down and keys known: served. Rotated key: accepted after one refetch", async () => {
  const server = await KeyServer.start(key.jwk);
  const fetching = start({ KEY_SET_URL: server.url });
  await fetching.answer(bearer(good()));
  const rotated = signingKey();
  server.keys = [rotated.jwk];
  await expect(fetching.answer(bearer(sign(rotated)))).resolves.toBeDefined();
  server.behaviour = "down";
  await expect(fetching.answer(bearer(sign(rotated)))).resolves.toBeDefined();
  expect(server.requests).toBe(2);
  await server.stop();
});

test("provider down and no key known: an error of ours, never Unauthorized and never an Allow", async () => {
  const server = await KeyServer.start(key.jwk);
  server.behaviour = "down";
  const fetching = start({ KEY_SET_URL: server.url });
  expect(await fetching.failure(bearer(good()))).toBe("The identity provider's key set cannot be had.");
  expect(await fetching.logged({ event: "key_set_unavailable" })).toMatchObject({ isServingStale: false });
  server.behaviour = "serve";
  const outcome = () => fetching.invoke(bearer(good()));
  // The back-off's second has to pass first.
  while ("error" in (await outcome())) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await outcome()).toMatchObject({ result: { policyDocument: CLOSED } });
  await server.stop();
});

test("an environment at fault ends the start with every fault in one message", async () => {
  const broken = start({
    KEY_SET_URL: "http://keys.example.com/jwks.json",
    CLIENT_IDS: " , ",
    DOMAIN_ID: "d-aaa/*",
    MAX_TOKEN_AGE_SECONDS: "0",
    PROFILE_LIMITS: JSON.stringify({ ...LIMITS, urlMaxSeconds: 301, landingUris: ["app:Unknown:"] }),
  });
  const written = await broken.end();
  for (const name of ["KEY_SET_URL", "CLIENT_IDS", "DOMAIN_ID", "MAX_TOKEN_AGE_SECONDS", "PROFILE_LIMITS"]) {
    expect(written).toContain(`${name} is `);
  }
  expect(written).toContain("urlMaxSeconds must be a whole number from 5 to 300; landingUris must be one or more of");
});
