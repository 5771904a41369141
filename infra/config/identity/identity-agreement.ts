import type { ProfileNameRule } from "../../../functions/contract/studio-profile";
import type { SignatureAlgorithm } from "../../../functions/authorizer/token-rules";
import type { Fault, Setting } from "../key";
import type { Federation } from "./federation";
import type { IdentityProvider } from "./identity-provider";
import type { PinnedKeySet, PublicSignatureKey } from "./pinned-key-set";

/** Values about who signs in that passed their own checks. */
export interface IdentityValues {
  readonly identityProvider: IdentityProvider;
  readonly federation: readonly Federation[];
  readonly pinnedKeySet: PinnedKeySet;
  readonly profileNameRule: ProfileNameRule;
  readonly requiredScope: string;
  readonly cognitoDomainPrefix: string;
}

interface IdentityDisagreement extends Fault {
  readonly key: keyof IdentityValues;
}

/** What is wrong between the keys that say whose tokens are believed. */
export function identityDisagreements(values: Partial<IdentityValues>): IdentityDisagreement[] {
  if (values.identityProvider === undefined) return [];
  const known = { ...values, identityProvider: values.identityProvider };
  return [
    ...keysFromNowhere(known),
    ...keysForOtherAlgorithms(known),
    ...onlyForOurPool(known),
    ...scopeOfNoServer(known),
    ...peopleToldApartByCase(known),
  ];
}

type Known = Partial<IdentityValues> & Pick<IdentityValues, "identityProvider">;

/** Whether the stack makes the user pool. */
export function isOwnPool(provider: IdentityProvider): boolean {
  return provider.kind === "cognito" && provider.userPoolId === undefined;
}

/** OpenID Connect has no address for keys that follows from the issuer's: its discovery document says it. */
function keysFromNowhere({ identityProvider: provider, pinnedKeySet }: Known): IdentityDisagreement[] {
  if (pinnedKeySet === undefined || "keys" in pinnedKeySet) return [];
  if (provider.kind === "cognito" || provider.keySetUrl !== undefined) return [];
  const fault = "is missing: pin the keys with pinnedKeySet, or name jwks_uri of the issuer's discovery document";
  const fix = `${provider.issuer.replace(/\/$/, "")}/.well-known/jwks.json`;
  return [{ key: "identityProvider", at: ".keySetUrl", found: undefined, fault, fix }];
}

function keysForOtherAlgorithms({ identityProvider: provider, pinnedKeySet }: Known): IdentityDisagreement[] {
  const keys = pinnedKeySet !== undefined && "keys" in pinnedKeySet ? pinnedKeySet.keys : [];
  const algorithms = (provider.kind === "oidc" ? provider.algorithms : undefined) ?? ["RS256"];
  return keys.flatMap((key: PublicSignatureKey, index: number): IdentityDisagreement[] => {
    if (algorithms.some((algorithm) => serves(key, algorithm))) return [];
    const fault = `checks no token: the algorithms are ${algorithms.join(", ")}`;
    const fix: Setting[] = pinnedKeySet?.keys?.length === 1 ? [{ at: "" }] : [{ at: `.keys[${index}]` }];
    return [{ key: "pinnedKeySet", at: `.keys[${index}]`, found: key.kid, fault, fix }];
  });
}

/** RFC 7518 §3.1: the curve of an EC key says its one algorithm. */
function serves(key: PublicSignatureKey, algorithm: SignatureAlgorithm): boolean {
  if (key.alg !== undefined && key.alg !== algorithm) return false;
  if (key.kty === "RSA") return /^[RP]S/.test(algorithm);
  if (key.kty === "OKP") return algorithm === "EdDSA" || algorithm === "Ed25519";
  return algorithm === { "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" }[key.crv];
}

function onlyForOurPool({ identityProvider, federation, cognitoDomainPrefix }: Known): IdentityDisagreement[] {
  if (isOwnPool(identityProvider)) return [];
  const fault = "belongs to the stack's own user pool, and identityProvider names another";
  const hasPrefix = cognitoDomainPrefix !== undefined && cognitoDomainPrefix !== "";
  return [
    ...(federation ?? []).map(({ name }, index): IdentityDisagreement => {
      return { key: "federation", at: `[${index}]`, found: name, fault, remove: true };
    }),
    ...(hasPrefix
      ? [{ key: "cognitoDomainPrefix", at: "", found: cognitoDomainPrefix, fault, remove: true } as const]
      : []),
  ];
}

/** The last slash divides Cognito's resource server from the scope. */
const SERVER_AND_SCOPE = /^.{1,192}\/[^/]{1,63}$/;

function scopeOfNoServer({ identityProvider, requiredScope = "" }: Known): IdentityDisagreement[] {
  if (identityProvider.kind !== "cognito" || requiredScope === "" || SERVER_AND_SCOPE.test(requiredScope)) return [];
  const fault = "is not a scope of a resource server, as Cognito's are";
  return [{ key: "requiredScope", at: "", found: requiredScope, fault, fix: "private-ml-gateway/studio" }];
}

/** The pool that the stack makes tells Alice from alice: they may be two people. */
function peopleToldApartByCase({ identityProvider, federation, profileNameRule }: Known): IdentityDisagreement[] {
  if (profileNameRule?.lowerCase !== true || federation?.length !== 0 || !isOwnPool(identityProvider)) return [];
  const fault =
    "gives people whose names differ by case one profile, and the stack's user pool has such people; it is for providers that have not";
  return [{ key: "profileNameRule", at: ".lowerCase", found: true, fault, remove: true }];
}
