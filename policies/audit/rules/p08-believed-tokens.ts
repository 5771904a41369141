/** Part of P8: whose tokens the authorizer believes, by the environment that it is deployed with. */
import type { AuditedApi, AuditedFunction, Estate } from "../estate";
import { type Fact, fact, type Subject } from "./rule";

/** Signed with a private key: the public key that checks a signature cannot make one. RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2. */
const BY_PRIVATE_KEY = /^((RS|PS|ES)(256|384|512)|EdDSA|Ed25519)$/;

export function believedTokens(estate: Estate, api: AuditedApi): Fact[] {
  const names = api.authorizers.flatMap(({ functionName }) => functionName ?? []);
  return estate.functions.filter(({ name }) => names.includes(name)).flatMap(factsOf);
}

function factsOf({ urn, variables = {} }: AuditedFunction): Fact[] {
  const about: Subject = { urn };
  const { ISSUER = "", CLIENT_IDS = "", KEY_SET, KEY_SET_URL = "" } = variables;
  const shape = parsed(variables["TOKEN_SHAPE"]);
  const algorithms = Array.isArray(shape["algorithms"]) ? shape["algorithms"].map(String) : [];
  const clients = CLIENT_IDS.split(",").map((id) => id.trim());
  const [audience, clientClaim] = [textIn(shape["audience"]), textIn(shape["clientClaim"])];
  return [
    fact(
      `The authorizer believes one issuer, ${ISSUER || "(none)"}, whose keys ${KEY_SET === undefined ? `come from ${KEY_SET_URL}` : "are pinned"}.`,
      about,
      isHttps(ISSUER) && (KEY_SET !== undefined || isHttps(KEY_SET_URL)),
      "issuer or keys are not behind https, or there are none",
    ),
    fact(
      `A token's signature is made with a private key (${algorithms.join(", ")}).`,
      about,
      algorithms.length > 0 && algorithms.every((algorithm) => BY_PRIVATE_KEY.test(algorithm)),
      "it may be none, or one that every holder of the checking key can make",
    ),
    fact(
      `A token is made for a client of ours, as its ${clientClaim ?? "(nothing)"} says.`,
      about,
      clientClaim !== undefined && clients.some((id) => id !== ""),
      "any client's would do",
    ),
    fact(
      `An access token is told from an id token${audience === undefined ? "" : `, also by its audience ${audience}`}.`,
      about,
      (shape["tokenType"] ?? shape["accessClaim"]) !== undefined &&
        !(audience !== undefined && clients.includes(audience)),
      "an id token, which every portal of the company has of its people, would pass too",
    ),
  ];
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isHttps(address: string): boolean {
  return /^https:\/\/[^\s?#@]+$/.test(address);
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
