/** An issuer of the tests' own: real keys, real signatures, and every way of getting a token wrong. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  randomUUID,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { KEPT_KEYS } from "../kept-keys";

export const ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Test00001";
export const CLIENT_ID = "4j3k2l1m5n6o7p8q9r0s";

export interface SigningKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** As the provider publishes it. */
  readonly jwk: JsonWebKey & { kid: string };
}

/** A key that no other of the file's has, whatever their names are. */
export function signingKey(kid: string = randomUUID(), modulusLength = 2048): SigningKey {
  const { publicKey, privateKey } =
    (modulusLength === 2048 && keptKeyPairs().shift()) || generateKeyPairSync("rsa", { modulusLength });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" };
  return { kid, publicKey, privateKey, jwk };
}

let kept: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }[] | undefined;

/** Made once for all runs: a pair of 2048 bits takes longer to make than most tests. */
function keptKeyPairs() {
  kept ??= (JSON.parse(fs.readFileSync(path.join(projectRoot(), KEPT_KEYS), "utf8")) as JsonWebKey[]).map((key) => {
    const privateKey = createPrivateKey({ key, format: "jwk" });
    return { privateKey, publicKey: createPublicKey(privateKey) };
  });
  return kept;
}

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** The claims of an access token as Cognito issues it; `changes` with undefined leave a claim out. */
export function accessClaims(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    sub: "a1a1a1a1-0000-4000-8000-000000000001",
    "cognito:groups": ["studio-users"],
    iss: ISSUER,
    client_id: CLIENT_ID,
    token_use: "access",
    scope: "openid gateway/use",
    auth_time: nowSeconds() - 20,
    iat: nowSeconds() - 20,
    exp: nowSeconds() + 3000,
    jti: randomUUID(),
    username: "alice",
    ...changes,
  };
}

const encode = (value: unknown): string =>
  Buffer.from(typeof value === "string" || value instanceof Buffer ? value : JSON.stringify(value)).toString(
    "base64url",
  );

/** @param claims an object, or the very text or bytes of the payload; the same for `header` */
export function sign(key: SigningKey, claims: unknown = accessClaims(), header?: unknown): string {
  const signed = `${encode(header ?? { kid: key.kid, alg: "RS256" })}.${encode(claims)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key.privateKey, "base64url")}`;
}

/** `alg: none`, with an empty signature or a made-up one. */
export function unsigned(key: SigningKey, signature = ""): string {
  return `${encode({ kid: key.kid, alg: "none" })}.${encode(accessClaims())}.${signature}`;
}

/** HS256 with the public key's text as the secret: accepted where the token may choose the algorithm. */
export function signedWithPublicKey(key: SigningKey): string {
  const signed = `${encode({ kid: key.kid, alg: "HS256" })}.${encode(accessClaims())}`;
  const secret = key.publicKey.export({ type: "spki", format: "pem" });
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
