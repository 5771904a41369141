import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from "../../../functions/authorizer/token-rules";
import { type Fault, type Key } from "../key";
import { nearWord } from "../repair/near-value";
import { textList } from "../text-list";
import { faultOfKind, faultsOfMembers, type Members, textMember } from "./members";

/** A Cognito user pool: the stack's own, or with `userPoolId` one that exists. */
export interface CognitoProvider {
  readonly kind: "cognito";
  readonly userPoolId?: string;
  /** Clients of the existing pool; absent = the stack makes one there. */
  readonly clientIds?: readonly string[];
  /** Host of the existing pool's sign-in pages, for the output `signIn`. */
  readonly signInDomain?: string;
}

/** Any other OpenID Connect issuer. What its tokens say where: infra/identity/token-shape.ts. */
export interface OpenIdProvider {
  readonly kind: "oidc";
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly audience: string;
  readonly keySetUrl?: string;
  readonly clientClaim?: string;
  readonly tokenType?: string;
  readonly accessClaim?: string;
  readonly accessClaimValue?: string;
  readonly scopeClaim?: string;
  readonly groupsClaim?: string;
  readonly algorithms?: readonly SignatureAlgorithm[];
}

export type IdentityProvider = CognitoProvider | OpenIdProvider;

const OPTIONAL: Readonly<Record<string, Key<unknown>>> = {
  clientClaim: claim("client_id"),
  tokenType: printable("at+jwt", "is not a header type"),
  accessClaim: claim("scp"),
  accessClaimValue: printable("Bearer", "is not a claim's value"),
  scopeClaim: claim("scope"),
  groupsClaim: claim("groups"),
};

/** The fields that each kind takes besides `kind`. */
const MEMBERS: Readonly<Record<IdentityProvider["kind"], Members>> = {
  cognito: {
    userPoolId: {
      key: textMember({
        example: "eu-central-1_Ab1Cd2Ef3",
        fault: (value) => (/^[a-z]+(-[a-z]+)+-\d_[0-9A-Za-z]{1,55}$/.test(value) ? undefined : "is not a user pool id"),
        mend: (value) => [/[a-z]+(?:-[a-z]+)+-\d_[0-9A-Za-z]+$/.exec(value)?.[0]],
      }),
    },
    clientIds: { key: clientIds() },
    signInDomain: {
      key: textMember({
        example: "corp.auth.eu-central-1.amazoncognito.com",
        fault: (value) => (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value) ? undefined : "is not a host name"),
        mend: (value) => [
          value
            .toLowerCase()
            .replace(/^https?:\/\//, "")
            .split("/")[0],
        ],
      }),
    },
  },
  oidc: {
    issuer: { key: httpsAddress("https://login.corp.example"), isRequired: true },
    clientIds: { key: clientIds(), isRequired: true },
    audience: { key: printable("api://private-ml-gateway", "is not an audience"), isRequired: true },
    keySetUrl: { key: httpsAddress("https://login.corp.example/.well-known/jwks.json") },
    algorithms: {
      key: textList({
        allowed: `one or more of ${SIGNATURE_ALGORITHMS.join(", ")}`,
        example: "RS256",
        fault: faultOfAlgorithm,
        mend: (value) => [nearWord(value, SIGNATURE_ALGORITHMS)],
      }),
    },
    ...Object.fromEntries(Object.entries(OPTIONAL).map(([name, key]) => [name, { key }])),
  },
};

export const identityProvider: Key<IdentityProvider> = {
  type: "object",
  default: { kind: "cognito" },
  allowed:
    "{kind: cognito}, for an existing user pool with userPoolId and perhaps clientIds, signInDomain; or {kind: oidc, issuer, clientIds, " +
    "audience} with keySetUrl, and with tokenType or accessClaim (accessClaimValue), by which an access token is told from an id token; and " +
    "perhaps clientClaim, scopeClaim, groupsClaim, algorithms",
  example: { at: ".kind", value: "cognito" },
  faultsOf: (value) => {
    const wrongKind = faultOfKind(value, Object.keys(MEMBERS));
    if (wrongKind !== undefined) return [wrongKind];
    const { kind, ...fields } = value as IdentityProvider;
    return [...faultsOfMembers(fields, MEMBERS[kind], `for kind ${kind}`), ...faultsBetween(value as IdentityProvider)];
  },
};

/** What no field can say by itself. */
function faultsBetween(provider: IdentityProvider): Fault[] {
  return provider.kind === "cognito" ? withoutPool(provider) : [...idTokensToo(provider), ...valueOfNothing(provider)];
}

function withoutPool({ userPoolId, ...rest }: CognitoProvider): Fault[] {
  if (userPoolId !== undefined) return [];
  const named = (["clientIds", "signInDomain"] as const).filter((name) => rest[name] !== undefined);
  return named.map((name) => {
    const fault = "belongs to an existing user pool, and userPoolId names none";
    return { at: `.${name}`, found: rest[name], fault, remove: true };
  });
}

/** An id token's `aud` is the client: an API that goes by a client's id would take id tokens for access tokens. */
function idTokensToo({ audience, clientIds: ids, tokenType, accessClaim }: OpenIdProvider): Fault[] {
  const isClient = Array.isArray(ids) && ids.includes(audience);
  const isClientToo: Fault = {
    at: ".audience",
    found: audience,
    fault: "is one of clientIds: an id token has the client as its audience, and would be taken for an access token",
    fix: "api://private-ml-gateway",
  };
  const toldByNothing: Fault = {
    at: ".tokenType",
    found: undefined,
    fault: "is missing, and so is accessClaim: nothing tells an access token from an id token",
    fix: "at+jwt",
  };
  return [...(isClient ? [isClientToo] : []), ...((tokenType ?? accessClaim) === undefined ? [toldByNothing] : [])];
}

function valueOfNothing({ accessClaim, accessClaimValue }: OpenIdProvider): Fault[] {
  if (accessClaim !== undefined || accessClaimValue === undefined) return [];
  const fault = "is the value of accessClaim, which is missing";
  return [{ at: ".accessClaimValue", found: accessClaimValue, fault, fix: [{ at: ".accessClaim", value: "typ" }] }];
}

function faultOfAlgorithm(value: string): string | undefined {
  if (SIGNATURE_ALGORITHMS.some((algorithm) => algorithm === value)) return undefined;
  return /^(none|HS\d+)$/i.test(value)
    ? "lets anyone who can check a token make one"
    : `is not one of ${SIGNATURE_ALGORITHMS.join(", ")}`;
}

/** A text without a default of its own. */
function printable(example: string, sentence: string): Key<unknown> {
  return textMember({ example, fault: (value) => (/^[\x21-\x7E]{1,256}$/.test(value) ? undefined : sentence) });
}

/** A name, or a JSON pointer, in which only `~0` and `~1` begin with a tilde (RFC 6901 §3). */
function claim(example: string): Key<unknown> {
  return textMember({
    example,
    fault: (value) => {
      if (!/^[\x21-\x7E]{1,256}$/.test(value)) return "is not the name of a claim";
      return value.startsWith("/") && /~(?![01])/.test(value) ? "is not a JSON pointer" : undefined;
    },
  });
}

/** The authorizer compares issuers letter for letter, so nothing about one is mended but what cannot be one. */
function httpsAddress(example: string): Key<unknown> {
  return textMember({
    example,
    fault: (value) => {
      const url = URL.canParse(value) ? new URL(value) : undefined;
      if (url === undefined) return "is not a web address";
      if (url.protocol !== "https:") return "is not https";
      if (url.username !== "" || url.password !== "") return "carries a user name";
      return /[?#\s]/.test(value) ? "has a query or a fragment" : undefined;
    },
    mend: (value) => [value.replace(/^http:/, "https:"), `https://${value}`, value.split(/[?#]/)[0]],
  });
}

function clientIds(): Key<unknown> {
  return textList({
    allowed: "",
    example: "0oa1portal2client3",
    // The function takes them comma separated.
    fault: (value) => (/^[\x21-\x2B\x2D-\x7E]{1,256}$/.test(value) ? undefined : "is not a client id"),
  });
}
