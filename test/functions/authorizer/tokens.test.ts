import type { APIGatewayAuthorizerResult } from "aws-lambda";
import { generateKeyPairSync } from "node:crypto";
import { AUTHORIZER_ENVIRONMENT, authorizerEvent, bearer } from "../events";
import { FunctionProcess } from "../function-process";
import { KeyServer } from "../key-server";
import { accessClaims, ISSUER, nowSeconds, sign, signedWithPublicKey, signingKey, unsigned } from "../tokens";

// The presigned-URL cases 1–18 and 20: every one against the built bundle, with keys over real HTTP.
const key = signingKey("pool-key-1");
const stranger = signingKey("pool-key-1");
let keyServer: KeyServer;
let authorizer: FunctionProcess<APIGatewayAuthorizerResult>;

beforeAll(async () => {
  keyServer = await KeyServer.start(key.jwk);
  authorizer = new FunctionProcess("authorizer-fetched-keys", {
    ...AUTHORIZER_ENVIRONMENT,
    KEY_SET_URL: keyServer.url,
  });
});

afterAll(async () => {
  await authorizer.stop();
  await keyServer.stop();
});

const good = (changes?: Record<string, unknown>): string => sign(key, accessClaims(changes));
const withHeader = (changes: object): string => sign(key, accessClaims(), { kid: key.kid, alg: "RS256", ...changes });

test("a good access token is allowed its own profile", async () => {
  const answer = await authorizer.answer(bearer(good()));
  expect(answer.policyDocument.Statement.map(({ Effect }) => Effect)).toEqual(["Allow", "Deny"]);
  expect(answer.context).toMatchObject({ callerId: answer.principalId, denialReason: "not_your_profile" });
});

test.each(["authorization", "AUTHORIZATION", "Authorization"])("the header is found when spelled %s", async (name) => {
  await expect(authorizer.answer(authorizerEvent({ [name]: `Bearer ${good()}` }))).resolves.toBeDefined();
});

test("the header is found when API Gateway's test button sends no multiValueHeaders", async () => {
  const event = { ...bearer(good()), multiValueHeaders: null };
  await expect(authorizer.answer(event)).resolves.toBeDefined();
});

// RFC 9110 §11.1 and §11.4; blanks around a value are not part of it (§5.5).
test.each(["bearer ", "BEARER ", "bEaReR ", "Bearer  ", "bearer        ", " Bearer ", "\tBearer "])(
  "the scheme written as %j and the token behind it are read",
  async (scheme) => {
    for (const end of ["", " ", " \t"])
      await expect(
        authorizer.answer(authorizerEvent({ Authorization: `${scheme}${good()}${end}` })),
      ).resolves.toBeDefined();
  },
);

test("as many spaces as fit into a header do not slow it down, and do not count as the token's length", async () => {
  const spaces = " ".repeat(8000);
  await expect(
    authorizer.answer(authorizerEvent({ Authorization: `Bearer${spaces}${good()}` })),
  ).resolves.toBeDefined();
  expect(await authorizer.failure(authorizerEvent({ Authorization: `Bearer${spaces}!` }))).toBe("Unauthorized");
});

test.each([
  ["no header", {}],
  ["two values", { Authorization: [`Bearer ${good()}`, `Bearer ${good()}`] }],
  ["two headers that differ in case", { Authorization: `Bearer ${good()}`, authorization: `Bearer ${good()}` }],
  ["another scheme", { Authorization: "Basic YWxpY2U6c2VjcmV0" }],
  ["another scheme and a good token", { Authorization: `Basic ${good()}` }],
  ["a scheme that only begins like it", { Authorization: `Bearers ${good()}` }],
  ["a tab after the scheme", { Authorization: `Bearer\t${good()}` }],
  ["a tab among the spaces", { Authorization: `Bearer \t ${good()}` }],
  ["a no-break space after the scheme", { Authorization: `Bearer\u00a0${good()}` }],
  ["a sign after the scheme", { Authorization: `Bearer: ${good()}` }],
  ["no space after the scheme", { Authorization: `Bearer${good()}` }],
  ["a letter that only folds to one of the scheme's", { Authorization: `Bea\u0280er ${good()}` }],
  ["two tokens", { Authorization: `Bearer ${good()} ${good()}` }],
  ["two tokens with a comma", { Authorization: `Bearer ${good()}, Bearer ${good()}` }],
  ["a comma behind the token", { Authorization: `Bearer ${good()},` }],
  ["the token in quotes", { Authorization: `Bearer "${good()}"` }],
  ["the scheme twice", { Authorization: `Bearer Bearer ${good()}` }],
  ["a line break", { Authorization: `Bearer ${good()}\r\n` }],
  ["a line break before it", { Authorization: `\nBearer ${good()}` }],
  ["no token", { Authorization: "Bearer " }],
  ["the scheme alone", { Authorization: "Bearer" }],
  ["nothing", { Authorization: "" }],
  ["blanks", { Authorization: "   " }],
  ["no scheme", { Authorization: good() }],
  ["a space before the token and no scheme", { Authorization: ` ${good()}` }],
])("an Authorization header with %s is unauthorized", async (_, headers) => {
  expect(await authorizer.failure(authorizerEvent(headers))).toBe("Unauthorized");
});

const ecKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
const broughtKey = { kid: key.kid, alg: "RS256", jwk: stranger.jwk };
const [header = "", payload = "", signature = ""] = good().split(".");
const bobs = Buffer.from(JSON.stringify(accessClaims({ username: "bob" }))).toString("base64url");
const doubled = (text: string, again: string): string => text.replace("{", `{${again},`);

const payloadText = JSON.stringify(accessClaims());
const spareBits = `${signature.slice(0, -1)}${signature.endsWith("B") ? "C" : "B"}`;
const notUtf8 = Buffer.concat([Buffer.from('{"sub":"'), Buffer.from([0xff]), Buffer.from('"}')]);

// Each with the check that must catch it: a token refused for another reason would prove nothing about this one.
test.each([
  ["that says alg none", unsigned(key), "no_single_bearer_token"],
  ["that says alg none and has a signature", unsigned(key, signature), "algorithm"],
  ["signed HS256 with the public key", signedWithPublicKey(key), "algorithm"],
  ["that says RS512", withHeader({ alg: "RS512" }), "algorithm"],
  ["that says rs256", withHeader({ alg: "rs256" }), "algorithm"],
  ["that says no algorithm", withHeader({ alg: undefined }), "algorithm"],
  ["that brings its key along (jwk)", sign(stranger, accessClaims(), broughtKey), "header_member"],
  ["that says where its key is (jku)", withHeader({ jku: "https://evil.example/keys" }), "header_member"],
  ["that says where its certificate is (x5u)", withHeader({ x5u: "https://evil.example/cert" }), "header_member"],
  ["that brings its certificate along (x5c)", withHeader({ x5c: ["MIIB"] }), "header_member"],
  ["with critical extensions", withHeader({ crit: ["exp"], exp: 1 }), "header_member"],
  ["whose payload is unencoded (b64)", withHeader({ b64: false }), "header_member"],
  ["without a key id", withHeader({ kid: undefined }), "key_id"],
  ["whose key id is a path", withHeader({ kid: "../../pool-key-1" }), "key_id"],
  ["whose key id has 4 KB", withHeader({ kid: "k".repeat(4096) }), "key_id"],
  ["whose key id is a number", withHeader({ kid: 1 }), "key_id"],
  ["whose key id is a member of every object", withHeader({ kid: "__proto__" }), "unknown_key"],
  ["signed by another pool's key of the same id", sign(stranger), "signature"],
  ["of another issuer", good({ iss: ISSUER.replace("00001", "00002") }), "issuer"],
  ["whose issuer has a trailing slash", good({ iss: `${ISSUER}/` }), "issuer"],
  ["whose issuer is in another Region", good({ iss: ISSUER.replaceAll("eu-central-1", "eu-west-1") }), "issuer"],
  ["whose issuer is a list", good({ iss: [ISSUER] }), "issuer"],
  ["that is an id token", good({ token_use: "id", aud: "4j3k2l1m5n6o7p8q9r0s" }), "token_use"],
  ["of another client", good({ client_id: "somebody-elses" }), "client"],
  ["without a client", good({ client_id: undefined }), "client"],
  ["that ended a second beyond the skew", good({ exp: nowSeconds() - 61 }), "expired"],
  ["whose end is text", good({ exp: String(nowSeconds() + 600) }), "time_missing"],
  ["without an end", good({ exp: undefined }), "time_missing"],
  ["that never ends (1e999)", sign(key, payloadText.replace(/"exp":\d+/, '"exp":1e999')), "time_missing"],
  ["without the time it was issued at", good({ iat: undefined }), "time_missing"],
  ["that was issued in the future", good({ iat: nowSeconds() + 120 }), "not_yet_valid"],
  ["that is not valid yet", good({ nbf: nowSeconds() + 120 }), "not_yet_valid"],
  ["whose nbf is text", good({ nbf: "0" }), "not_yet_valid"],
  ["that is older than tokens may be", good({ iat: nowSeconds() - 3700 }), "too_old"],
  ["without a subject", good({ sub: undefined }), "subject"],
  ["whose subject is empty", good({ sub: "" }), "subject"],
  ["whose payload was altered", `${header}.${bobs}.${signature}`, "signature"],
  ["whose signature was cut short", `${header}.${payload}.${signature.slice(0, -2)}`, "signature"],
  ["whose signature has spare bits set", `${header}.${payload}.${spareBits}`, "malformed"],
  ["whose signature is missing", `${header}.${payload}.`, "no_single_bearer_token"],
  ["in two segments", `${header}.${payload}`, "no_single_bearer_token"],
  ["in five segments (JWE)", `${header}.${payload}.${signature}.${payload}.${signature}`, "no_single_bearer_token"],
  ["in standard base64", `${header}.${payload}.${signature.slice(0, -4)}+/==`, "no_single_bearer_token"],
  ["with padding", `${header}=.${payload}.${signature}`, "no_single_bearer_token"],
  ["with two subjects", sign(key, doubled(payloadText, '"sub":"b2"')), "repeated_member"],
  ["with two subjects, one in escapes", sign(key, doubled(payloadText, '"s\\u0075b":"b2"')), "repeated_member"],
  ["with two algorithms", sign(key, payloadText, `{"alg":"none","alg":"RS256","kid":"${key.kid}"}`), "repeated_member"],
  ["whose payload is a list", sign(key, "[]"), "malformed"],
  ["whose payload is null", sign(key, "null"), "malformed"],
  ["whose payload is not JSON", sign(key, "{"), "malformed"],
  ["whose payload is not UTF-8", sign(key, notUtf8), "malformed"],
  ["whose header is not JSON", sign(key, payloadText, "{"), "malformed"],
  ["of 20 KB", good({ padding: "x".repeat(20_000) }), "too_long"],
])("a token %s is unauthorized", async (sentence, token, fault) => {
  expect(await authorizer.failure(bearer(token, { requestId: sentence }))).toBe("Unauthorized");
  const logged = { event: "token_refused", fault, requestId: sentence, endpointId: "vpce-0a1b2c3d" };
  const issuers = fault === "issuer" ? { expectedIssuer: ISSUER, seenIssuer: expect.any(String) as string } : {};
  expect(await authorizer.logged({ requestId: sentence })).toEqual({ ...logged, ...issuers });
});

test("the log shows both issuers, which differ by as little as a slash, and no other claim", async () => {
  const requestId = "a slash";
  await authorizer.failure(bearer(good({ iss: `${ISSUER}/` }), { requestId }));
  const logged = await authorizer.logged({ requestId });
  expect(logged).toMatchObject({ expectedIssuer: ISSUER, seenIssuer: `${ISSUER}/` });
});

test.each([
  ["ended within the skew", { exp: nowSeconds() - 40 }],
  ["was issued within the skew", { iat: nowSeconds() + 40 }],
  ["is valid from within the skew", { nbf: nowSeconds() + 40 }],
])("a token that %s is accepted", async (_, changes) => {
  await expect(authorizer.answer(bearer(good(changes)))).resolves.toBeDefined();
});

test("a token may be as long as 8 KB", async () => {
  const padding = "x".repeat(Math.floor((8192 - good({ padding: "" }).length) * 0.75) - 2);
  expect(good({ padding }).length).toBeGreaterThan(8180);
  await expect(authorizer.answer(bearer(good({ padding })))).resolves.toBeDefined();
});

test("an elliptic-curve key with the token's key id is not a key for it", async () => {
  const other = await KeyServer.start({ ...ecKey, kid: key.kid, alg: "RS256", use: "sig" }, signingKey().jwk);
  const environment = { ...AUTHORIZER_ENVIRONMENT, KEY_SET_URL: other.url };
  const misled = new FunctionProcess<APIGatewayAuthorizerResult>("authorizer-fetched-keys", environment);
  expect(await misled.failure(bearer(good()))).toBe("Unauthorized");
  await misled.stop();
  await other.stop();
});
