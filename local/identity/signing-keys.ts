import { generateKeyPair, randomUUID, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { JWK } from "oidc-provider";
import type { SignatureAlgorithm } from "../../functions/authorizer/token-rules";

const CURVES: Partial<Record<SignatureAlgorithm, string>> = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };

/**
 * A new signing key, private part included. Made at every start and kept nowhere: last night's token must fail.
 */
export async function newSigningKey(algorithm: SignatureAlgorithm): Promise<JWK> {
  const { privateKey } = await keyPair(algorithm);
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: algorithm, use: "sig" };
}

function keyPair(algorithm: SignatureAlgorithm): Promise<{ privateKey: KeyObject }> {
  const namedCurve = CURVES[algorithm];
  if (namedCurve !== undefined) return promisify(generateKeyPair)("ec", { namedCurve });
  if (algorithm.startsWith("Ed")) return promisify(generateKeyPair)("ed25519");
  return promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
}
