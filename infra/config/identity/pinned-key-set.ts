import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from "../../../functions/authorizer/token-rules";
import type { Fault, Key } from "../key";
import { segment } from "../repair/settings-of";

interface SignatureKey {
  readonly kid: string;
  readonly use?: "sig";
  readonly alg?: SignatureAlgorithm;
}

/** A public signature key (RFC 7517, RFC 7518 §6, RFC 8037 §2). */
export type PublicSignatureKey = SignatureKey &
  (
    | { readonly kty: "RSA"; readonly n: string; readonly e: string }
    | { readonly kty: "EC"; readonly crv: string; readonly x: string; readonly y: string }
    | { readonly kty: "OKP"; readonly crv: string; readonly x: string }
  );

/** `{}` = the authorizer fetches the issuer's key set. */
export type PinnedKeySet = { readonly keys: readonly PublicSignatureKey[] } | Readonly<Record<string, never>>;

const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** 2048 bits in base64url; AWS and RFC 7518 §3.3 want no less. */
const SHORTEST_MODULUS = 342;
/** Lambda gives a function 4 KB for its whole environment, and the key set travels in it. */
const LONGEST_KEY_SET = 3072;
/** Which curve a coordinate of so many characters belongs to. */
const CURVES: Readonly<Record<string, number>> = { "P-256": 43, "P-384": 64, "P-521": 88 };

interface Member {
  readonly fault: string;
  readonly fix: string;
  readonly isRequired: boolean;
  readonly isRight: (value: unknown) => boolean;
}

const COMMON: Readonly<Record<string, Member>> = {
  kid: { fault: "names no key", fix: "key-1", isRequired: true, isRight: (value) => isText(value) && value !== "" },
  use: { fault: "is not for signatures", fix: "sig", isRequired: false, isRight: (value) => value === "sig" },
  alg: {
    fault: "is not an algorithm of public keys",
    fix: "RS256",
    isRequired: false,
    isRight: (value) => SIGNATURE_ALGORITHMS.some((algorithm) => algorithm === value),
  },
};

const MEMBERS: Readonly<Record<PublicSignatureKey["kty"], Readonly<Record<string, Member>>>> = {
  RSA: {
    kty: { fault: "is not RSA", fix: "RSA", isRequired: true, isRight: (value) => value === "RSA" },
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
    ...COMMON,
  },
  EC: { crv: curve(Object.keys(CURVES)), x: coordinate("x"), y: coordinate("y"), ...COMMON },
  OKP: { crv: curve(["Ed25519"]), x: coordinate("x"), ...COMMON },
};

/** By its modulus a key is an RSA key, whatever it calls itself. */
function membersOf(key: object): Readonly<Record<string, Member>> {
  const { kty, n } = key as { readonly kty?: unknown; readonly n?: unknown };
  return n === undefined && (kty === "EC" || kty === "OKP") ? MEMBERS[kty] : MEMBERS.RSA;
}

function curve(names: readonly string[]): Member {
  const isRight = (value: unknown) => names.some((name) => name === value);
  return { fault: `is not one of ${names.join(", ")}`, fix: names[0] ?? "", isRequired: true, isRight };
}

function coordinate(name: string): Member {
  const lengths = Object.values(CURVES);
  return {
    fault: "is not a coordinate of the curve",
    fix: `<${name} in base64url>`,
    isRequired: true,
    isRight: (value) => isText(value) && isBase64(value) && lengths.includes(value.length),
  };
}

/** RFC 7518 §6.3.2 and §6.4.1: the holder of one of these can sign tokens. */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

export const pinnedKeySet: Key<PinnedKeySet> = {
  type: "object",
  default: {},
  allowed:
    "{keys: […]} of public signature keys (kty RSA with kid, n, e; EC with kid, crv, x, y; OKP with kid, crv, x; at most 3072 characters), " +
    "or {} to fetch the issuer's",
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
  const wrong = Object.entries(membersOf(key)).flatMap(([name, { fault, fix, isRequired, isRight }]): Fault[] => {
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
      .filter((name) => !Object.hasOwn(membersOf(key as object), name) && !PRIVATE_MEMBERS.includes(name))
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
