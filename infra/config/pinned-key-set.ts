import type { Fault, Key } from "./key";
import { segment } from "./repair/settings-of";

/** A public RSA signature key (RFC 7517, RFC 7518 §6.3.1). */
export interface PublicSignatureKey {
  readonly kty: "RSA";
  readonly kid: string;
  readonly n: string;
  readonly e: string;
  readonly use?: "sig";
  readonly alg?: "RS256";
}

/** `{}` = the authorizer fetches the issuer's key set. */
export type PinnedKeySet = { readonly keys: readonly PublicSignatureKey[] } | Readonly<Record<string, never>>;

const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** 2048 bits in base64url; AWS and RFC 7518 §3.3 want no less. */
const SHORTEST_MODULUS = 342;
/** Lambda gives a function 4 KB for its whole environment, and the key set travels in it. */
const LONGEST_KEY_SET = 3072;

interface Member {
  readonly fault: string;
  readonly fix: string;
  readonly isRequired: boolean;
  readonly isRight: (value: unknown) => boolean;
}

const MEMBERS: Readonly<Record<string, Member>> = {
  kty: { fault: "is not RSA", fix: "RSA", isRequired: true, isRight: (value) => value === "RSA" },
  kid: { fault: "names no key", fix: "key-1", isRequired: true, isRight: (value) => isText(value) && value !== "" },
  n: {
    fault: "is not a modulus of 2048 bits or more",
    fix: "<modulus in base64url>",
    isRequired: true,
    isRight: isModulus,
  },
  e: {
    fault: "is not an exponent",
    fix: "AQAB",
    isRequired: true,
    isRight: (value) => isText(value) && isBase64(value),
  },
  use: { fault: "is not for signatures", fix: "sig", isRequired: false, isRight: (value) => value === "sig" },
  alg: {
    fault: "is not the algorithm we accept",
    fix: "RS256",
    isRequired: false,
    isRight: (value) => value === "RS256",
  },
};

/** RFC 7518 §6.3.2 and §6.4.1: whoever has one of these signs tokens. */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

export const pinnedKeySet: Key<PinnedKeySet> = {
  type: "object",
  default: {},
  allowed:
    "{keys: […]} of public RSA signature keys (kty RSA, kid, n, e; at most 3072 characters), or {} to fetch the issuer's",
  example: { at: ".keys[0].kty", value: "RSA" },
  faultsOf: (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return [{ at: "", found: value, fault: "is not a key set", hidden: true }];
    }
    if (Object.keys(value).length === 0) return [];
    const keys: unknown = Object.entries(value).find(([name]) => name === "keys")?.[1];
    if (!Array.isArray(keys) || keys.length === 0) {
      return [{ at: ".keys", found: keys, fault: "is not a list of keys", hidden: true }];
    }
    return [...keys.flatMap(faultsOfKey), ...faultsOfTwins(keys), ...faultsOfSize(value, keys)];
  },
};

function faultsOfKey(key: unknown, index: number): Fault[] {
  const at = `.keys[${index}]`;
  if (typeof key !== "object" || key === null)
    return [{ at, found: key, fault: "is not a key", hidden: true, remove: true }];
  const members = new Map<string, unknown>(Object.entries(key));
  const secret = PRIVATE_MEMBERS.filter((name) => members.has(name)).map((name): Fault => {
    const fault = "is part of a private key; treat that key as leaked and make a new one";
    return { at: `${at}.${name}`, found: undefined, fault, remove: true, hidden: true };
  });
  const wrong = Object.entries(MEMBERS).flatMap(([name, { fault, fix, isRequired, isRight }]): Fault[] => {
    const value = members.get(name);
    if (value === undefined ? !isRequired : isRight(value)) return [];
    const near = mendedMember(value).find((each) => isRight(each));
    return [{ at: `${at}.${name}`, found: value, fault, fix: near ?? fix }];
  });
  return [...secret, ...wrong];
}

/** Text for text in other letters, or in the alphabet and with the padding of plain base64. */
function mendedMember(value: unknown): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "string") return [];
  const text = value.trim();
  const url = text.replaceAll(/\s/g, "").replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return [text, text.toUpperCase(), text.toLowerCase(), url].filter((each) => each !== "");
}

function faultsOfTwins(keys: readonly unknown[]): Fault[] {
  const ids = keys.map((key) => (typeof key === "object" && key !== null && "kid" in key ? key.kid : undefined));
  return ids.flatMap((id, index): Fault[] =>
    id !== undefined && ids.indexOf(id) < index
      ? [{ at: `.keys[${index}]`, found: id, fault: "has the kid of an earlier key", remove: true }]
      : [],
  );
}

/** What a signature is not checked with (certificates, most often) goes first, then the last key. */
function faultsOfSize(value: object, keys: readonly unknown[]): Fault[] {
  const size = JSON.stringify(value).length;
  if (size <= LONGEST_KEY_SET) return [];
  const more = keys.flatMap((key, index) =>
    Object.keys(key ?? {})
      .filter((name) => !Object.hasOwn(MEMBERS, name) && !PRIVATE_MEMBERS.includes(name))
      .map((name) => ({ at: `.keys[${index}]${segment(name)}` })),
  );
  const fix = more.length > 0 ? more : [{ at: `.keys[${keys.length - 1}]` }];
  return [{ at: ".keys", found: `${size} characters in all`, fault: "are too many", fix }];
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isBase64(value: string): boolean {
  return BASE64URL.test(value);
}

function isModulus(value: unknown): boolean {
  return isText(value) && isBase64(value) && value.length >= SHORTEST_MODULUS;
}
