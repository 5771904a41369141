import { groupName } from "./group-name";
import { federation } from "./identity/federation";
import { identityProvider } from "./identity/identity-provider";
import { pinnedKeySet } from "./identity/pinned-key-set";
import { profileNameRule } from "./identity/profile-name-rule";
import { flag, integer, oneOf, optionalText, text } from "./key";
import { hyphenated } from "./repair/near-value";
import { nearCallbacks, nearOrigins } from "./repair/near-web-address";
import { textList } from "./text-list";
import { faultOfCallback, faultOfOrigin } from "./web-address";

/** Who signs in, where from, and what an access token has to say. */
export const SIGN_IN_KEYS = {
  portalOrigins: textList({
    allowed: "https origins without path or trailing slash; http for localhost and 127.0.0.1 only",
    example: "https://portal.corp.example",
    fault: faultOfOrigin,
    mend: nearOrigins,
  }),
  portalCallbackUrls: textList({
    default: [],
    allowed: "https addresses without fragment, http for localhost and 127.0.0.1 only; none = each origin + /callback",
    example: "https://portal.corp.example/callback",
    fault: faultOfCallback,
    mend: nearCallbacks,
  }),
  identityProvider,
  federation,
  mfa: oneOf(["OFF", "OPTIONAL", "ON"], "ON"),
  requiredScope: text({
    default: "private-ml-gateway/studio",
    allowed: 'a scope of printable characters without space, for Cognito as <resource server>/<scope>, or "" for none',
    example: "private-ml-gateway/studio",
    fault: (value) => (value === "" || SCOPE.test(value) ? undefined : "is not a scope"),
  }),
  profileClaim: text({
    default: "username",
    allowed: "the name of a claim, or a JSON pointer to one",
    example: "username",
    fault: (value) => (/^[\x21-\x7E]{1,256}$/.test(value) ? undefined : "is not the name of a claim"),
  }),
  profileNameRule,
  studioGroup: groupName("studio-users"),
  accessTokenMinutes: integer({ min: 5, max: 1440, default: 60, unit: "minutes" }),
  authorizerCacheSeconds: integer({ min: 0, max: 60, default: 0, unit: "seconds" }),
  pinnedKeySet,
  cognitoDomainPrefix: optionalText({
    allowed:
      "1 to 63 lower-case letters, digits and inner hyphens without the words aws, amazon, cognito; none = derived",
    example: "corp-private-ml-gateway",
    fault: faultOfDomainPrefix,
    mend: (value) => [withoutReservedWords(value).slice(0, 63).replace(/-$/, "")],
  }),
  deletionProtection: flag(true),
};

const DOMAIN_PREFIX = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]{1,256}$/;

const RESERVED_WORDS = ["aws", "amazon", "cognito"];

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html */
export function faultOfDomainPrefix(value: string): string | undefined {
  if (!DOMAIN_PREFIX.test(value)) return "is not a domain prefix";
  const word = RESERVED_WORDS.find((reserved) => value.includes(reserved));
  return word === undefined ? undefined : `contains the reserved word ${word}`;
}

function withoutReservedWords(value: string): string {
  const parts = hyphenated(value).toLowerCase().split("-");
  return parts.filter((part) => !RESERVED_WORDS.some((reserved) => part.includes(reserved))).join("-");
}
