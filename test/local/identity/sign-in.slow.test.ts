import { execFile } from "node:child_process";
import { createRemoteJWKSet, decodeProtectedHeader, type JWK, jwtVerify, type JWTPayload } from "jose";
import { COGNITO_SHAPE } from "../../../functions/authorizer/token-rules";
import { loadIdentity, type Identity } from "../../../local/identity/identity";
import { peopleOf } from "../../../local/identity/people";
import { substitutions } from "../../../local/identity/substitution";
import { signIn } from "../../../local/identity/sign-in";
import { buildIdentityProvider } from "../running-laptop";
import { until } from "../../until";

let bundle: string;
const settings = {
  port: 0,
  people: peopleOf(["alice", "bob"], { studio: "studio-users", pool: "", lanes: [] }),
  clientId: "portal-client",
  redirectUris: ["http://127.0.0.1:4100/signed-in"],
  scope: "studio/open",
  tokenSeconds: 600,
  shape: COGNITO_SHAPE,
};

let identity: Identity;
beforeAll(async () => {
  bundle = await buildIdentityProvider("build/test/identity-provider.mjs");
  identity = await loadIdentity(bundle).start(settings);
});
afterAll(() => identity.stop());

const client = () => ({ issuer: identity.issuer, clientId: settings.clientId });
const tokenOf = async (person: string) => (await signIn(client(), person, settings.scope)).accessToken;

async function verified(token: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(identity.keySetUrl));
  return (await jwtVerify(token, keys, { issuer: identity.issuer, algorithms: ["RS256"] })).payload;
}

describe("the company sign-in", () => {
  test("gives alice an access token with the claims of a Cognito user pool", async () => {
    const token = await tokenOf("alice");
    const claims = await verified(token);
    expect(claims).toMatchObject({
      token_use: "access",
      username: "alice",
      "cognito:groups": ["studio-users"],
      client_id: "portal-client",
      scope: "studio/open",
      iss: identity.issuer,
    });
    expect(claims.sub).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600);
    expect(decodeProtectedHeader(token)).toEqual({ alg: "RS256", kid: expect.any(String) as string });
  });

  test("knows carol, and no group of hers", async () => {
    const claims = await verified(await tokenOf("carol"));
    expect(claims.username).toBe("carol");
    expect(claims).not.toHaveProperty("cognito:groups");
  });

  test("knows nobody else", async () => {
    await expect(tokenOf("mallory")).rejects.toThrow('does not let "mallory" in (status 400)');
  });

  test("gives nothing to a client without PKCE", async () => {
    const query = new URLSearchParams({
      client_id: settings.clientId,
      redirect_uri: "http://127.0.0.1:4100/signed-in",
      response_type: "code",
      scope: "openid",
    });
    const response = await fetch(`${identity.issuer}/auth?${query.toString()}`, { redirect: "manual" });
    expect(new URL(response.headers.get("location") ?? "").searchParams.get("error")).toBe("invalid_request");
  });

  test("shows its page only inside a sign-in that the same browser began", async () => {
    const response = await fetch(`${identity.issuer}/sign-in/somebody-elses`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("This sign-in is over");
  });

  test.each(["/auth?client_id=unknown", "/auth?client_id=%3Cscript%3E", "/auth/nothing"])(
    "its error page names no other host, and may ask none: %s",
    async (path) => {
      const response = await fetch(`${identity.issuer}${path}`, { headers: { accept: "text/html" } });
      const text = await response.text();
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(text).toContain("The sign-in cannot go on");
      expect(text).not.toMatch(/@import|\/\/(?!127\.0\.0\.1)|<script/);
    },
  );

  test("signs with a new key after a rotation, and keeps the old one only when told to", async () => {
    const before = await tokenOf("alice");
    await identity.rotateKeys({ keepOld: true });
    const between = await tokenOf("alice");
    expect(decodeProtectedHeader(between).kid).not.toBe(decodeProtectedHeader(before).kid);
    await verified(before);
    await verified(between);
    await identity.rotateKeys({ keepOld: false });
    await expect(verified(between)).rejects.toThrow("no applicable key");
    await verified(await tokenOf("alice"));
  });

  test("refuses last night's token: a restart has new keys under the same issuer", async () => {
    const before = await tokenOf("bob");
    const { issuer } = identity;
    await identity.stop();
    await expect(fetch(identity.keySetUrl)).rejects.toThrow();
    await identity.restart();
    expect(identity.issuer).toBe(issuer);
    await expect(verified(before)).rejects.toThrow("no applicable key");
  });

  test("gives an authorizer with pinned keys the public keys, and nothing private", async () => {
    const environment = { ISSUER: "https://before", KEY_SET: '{"keys":[]}' };
    const authorizer = {
      urn: "",
      type: "",
      name: "authorizer",
      custom: true,
      dependencies: [],
      inputs: {},
      outputs: {},
      options: {},
    };
    const [issuer, keySet] = await substitutions(
      { authorizer, environment, settings, corporateProviders: [] },
      identity,
    );
    expect(issuer).toMatchObject({ variable: "ISSUER", before: "https://before", after: identity.issuer });
    expect(keySet).toMatchObject({ functionName: "authorizer", variable: "KEY_SET" });
    const { keys } = JSON.parse(keySet?.after ?? "") as { keys: JWK[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([["alg", "e", "kid", "kty", "n", "use"]]);
  });

  test("ends when the process that started it is gone", async () => {
    const script = `
      const { fork } = require("node:child_process");
      const child = fork(${JSON.stringify(bundle)}, [], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
      child.send({ kind: "start", settings: ${JSON.stringify(settings)} });
      child.on("message", ({ issuer }) => process.stdout.write(issuer, () => process.kill(process.pid, "SIGKILL")));`;
    const issuer = await new Promise<string>((resolve) => {
      execFile(process.execPath, ["-e", script], (_error, stdout) => resolve(stdout));
    });
    expect(issuer).toMatch(/^http:/);
    await until(() =>
      fetch(`${issuer}/jwks`).then(
        () => false,
        () => true,
      ),
    );
  });

  test("says which port was taken", async () => {
    const port = Number(new URL(identity.issuer).port);
    const second = loadIdentity(bundle);
    await expect(second.start({ ...settings, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    second.abandon();
  });
});
