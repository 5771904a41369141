import { createHash, randomBytes } from "node:crypto";
import { SIGNATURE_ALGORITHMS } from "../../functions/authorizer/token-rules";
import { createRemoteJWKSet, jwtVerify } from "jose";

/** One sign-in under way: what must be remembered between leaving for the provider and coming back. */
export interface CodeFlow {
  /** Where the browser goes. */
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface SignedIn {
  readonly accessToken: string;
  readonly name: string;
  /** The id token's `sub`. */
  readonly subject: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

export interface Client {
  readonly issuer: string;
  readonly clientId: string;
}

/** The authorization code flow with PKCE, first half (RFC 7636). Always asks who it is, so that people can switch. */
export function beginCodeFlow(client: Client, redirectUri: string, scope: string): CodeFlow {
  const [state, nonce, verifier] = [random(), random(), random()];
  const query = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: `openid ${scope}`.trim(),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    prompt: "login",
    state,
    nonce,
  });
  return { url: `${client.issuer}/auth?${query.toString()}`, state, nonce, verifier, redirectUri };
}

/**
 * Second half: checks state and issuer of the redirect, exchanges the code and verifies the id token.
 * @param returned the address the browser came back to, with its query
 * @throws Error that says which check failed; never with a code or a token in it
 */
export async function finishCodeFlow(client: Client, flow: CodeFlow, returned: URL): Promise<SignedIn> {
  const given = returned.searchParams;
  if (given.get("state") !== flow.state) throw new Error("The sign-in came back with another state than it left with.");
  if (given.get("iss") !== client.issuer) throw new Error("The sign-in came back from another issuer.");
  const code = given.get("code");
  if (code === null) throw new Error(`The sign-in was refused: ${given.get("error") ?? "no code and no reason"}.`);
  const tokens = await exchange(client, flow, code);
  const keys = createRemoteJWKSet(new URL(`${client.issuer}/jwks`));
  const { payload } = await jwtVerify(tokens.id_token, keys, {
    issuer: client.issuer,
    audience: client.clientId,
    algorithms: [...SIGNATURE_ALGORITHMS],
  });
  if (payload.nonce !== flow.nonce) throw new Error("The id token belongs to another sign-in (nonce).");
  return {
    accessToken: tokens.access_token,
    name: String(payload["name"]),
    subject: String(payload.sub),
    expiresAt: Math.floor(Date.now() / 1000) + tokens.expires_in,
  };
}

async function exchange(client: Client, flow: CodeFlow, code: string) {
  const response = await fetch(`${client.issuer}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: client.clientId,
      redirect_uri: flow.redirectUri,
      code_verifier: flow.verifier,
      code,
    }),
  });
  if (!response.ok) throw new Error(`The sign-in's token endpoint answered ${response.status}.`);
  return (await response.json()) as { access_token: string; id_token: string; expires_in: number };
}

function random(): string {
  return randomBytes(32).toString("base64url");
}
