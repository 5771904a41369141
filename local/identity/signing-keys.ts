import { generateKeyPair, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import type { JWK } from "oidc-provider";

/**
 * A new RS256 signing key, private part included. Made at every start and kept nowhere: last night's token must fail.
 */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kty: "RSA", kid: randomUUID(), alg: "RS256", use: "sig" };
}
