import { type Fault, flag, type Key } from "../key";
import { textList } from "../text-list";
import { faultOfKind, faultsOfMembers, isObject, type Members, textMember } from "./members";

interface Federated {
  /** Begins the user name of every person from there, before a `_`; another name makes other people of them. */
  readonly name: string;
  /** Attribute of the user pool → claim or SAML attribute. */
  readonly attributeMapping?: Readonly<Record<string, string>>;
}

export interface SamlFederation extends Federated {
  readonly kind: "saml";
  readonly metadataUrl: string;
  /** Whether signing out of the portal signs out at the provider too. */
  readonly signOut?: boolean;
}

export interface OpenIdFederation extends Federated {
  readonly kind: "oidc";
  readonly issuer: string;
  readonly clientId: string;
  /** Name or ARN of the secret in Secrets Manager, whose whole text is the client's secret. */
  readonly clientSecretName: string;
  readonly scopes?: readonly string[];
}

/** A corporate provider from which people come into the stack's own user pool. */
export type Federation = SamlFederation | OpenIdFederation;

const COMMON: Members = {
  name: {
    key: textMember({
      example: "CorpIdP",
      fault: faultOfName,
      mend: (value) => [value.replaceAll(/[^A-Za-z0-9-]/g, "").slice(0, 32)],
    }),
    isRequired: true,
  },
  attributeMapping: { key: attributeMapping() },
};

const MEMBERS: Readonly<Record<Federation["kind"], Members>> = {
  saml: {
    ...COMMON,
    metadataUrl: { key: https("https://login.corp.example/saml/metadata"), isRequired: true },
    signOut: { key: flag(false) },
  },
  oidc: {
    ...COMMON,
    issuer: { key: https("https://login.corp.example"), isRequired: true },
    clientId: { key: matching(/^[\x21-\x7E]{1,256}$/, "user-pool", "is not a client id"), isRequired: true },
    clientSecretName: {
      key: matching(/^[\w/+=.@:-]{1,512}$/, "corp/user-pool-client", "is not a secret's name or ARN"),
      isRequired: true,
    },
    scopes: {
      key: textList({
        allowed: "",
        example: "openid",
        fault: (value) => (/^[\x21\x23-\x5B\x5D-\x7E]{1,256}$/.test(value) ? undefined : "is not a scope"),
      }),
    },
  },
};

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const federation: Key<readonly Federation[]> = {
  type: "array",
  items: "object",
  default: [],
  allowed:
    "providers as {kind: saml, name, metadataUrl} with perhaps signOut, attributeMapping, or {kind: oidc, name, issuer, clientId, " +
    "clientSecretName} with perhaps scopes, attributeMapping; none = people are in the user pool itself",
  example: { at: "[0].kind", value: "saml" },
  faultsOf: (value) => {
    if (!Array.isArray(value)) return [{ at: "", found: value, fault: "is not a list" }];
    return [...value.flatMap(faultsOfProvider), ...twins(value)];
  },
};

function faultsOfProvider(value: unknown, index: number): Fault[] {
  const at = `[${index}]`;
  if (!isObject(value)) return [{ at, found: value, fault: "is not a provider", remove: true }];
  const wrongKind = faultOfKind(value, Object.keys(MEMBERS), at);
  if (wrongKind !== undefined) return [wrongKind];
  const { kind, ...fields } = value as unknown as Federation;
  return faultsOfMembers(fields, MEMBERS[kind], `for kind ${kind}`, at);
}

function twins(all: readonly unknown[]): Fault[] {
  const names = all.map((each) => (isObject(each) && typeof each["name"] === "string" ? each["name"] : undefined));
  return names.flatMap((name, index): Fault[] => {
    const isTwin =
      name !== undefined && names.findIndex((other) => other?.toLowerCase() === name.toLowerCase()) < index;
    return isTwin
      ? [{ at: `[${index}]`, found: name, fault: "has the name of an earlier provider", remove: true }]
      : [];
  });
}

/** The underscore ends the name in a person's user name; the others are Cognito's own providers. */
function faultOfName(value: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9-]{2,31}$/.test(value)) {
    return "is not a provider's name: 3 to 32 letters, digits and hyphens, a letter first";
  }
  const taken = ["cognito", "facebook", "google", "loginwithamazon", "signinwithapple"];
  return taken.includes(value.toLowerCase()) ? "is the name of one of Cognito's own providers" : undefined;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html */
function attributeMapping(): Key<unknown> {
  return {
    type: "object",
    allowed: "",
    example: { at: ".email", value: "email" },
    faultsOf: (value) => {
      if (!isObject(value)) return [{ at: "", found: value, fault: "is not a map of attributes" }];
      return Object.entries(value).flatMap(([attribute, source]): Fault[] => {
        const at = /^[a-z_]+$/.test(attribute) ? `.${attribute}` : `["${attribute}"]`;
        const isAttribute = /^([a-z_]{1,32}|custom:[\w-]{1,20})$/.test(attribute);
        if (attribute === "username" || !isAttribute) {
          const fault =
            attribute === "username"
              ? "is what Cognito itself takes from the name id or from sub"
              : "is not an attribute of a user pool";
          return [{ at, found: source, fault, remove: true }];
        }
        const isSource = typeof source === "string" && /^[\x21-\x7E]{1,256}$/.test(source);
        return isSource ? [] : [{ at, found: source, fault: "is not the name of a claim", fix: attribute }];
      });
    },
  };
}

function matching(pattern: RegExp, example: string, sentence: string): Key<unknown> {
  return textMember({ example, fault: (value) => (pattern.test(value) ? undefined : sentence) });
}

function https(example: string): Key<unknown> {
  return textMember({
    example,
    fault: (value) => (URL.canParse(value) && value.startsWith("https://") ? undefined : "is not an https address"),
    mend: (value) => [value.replace(/^http:/, "https:"), `https://${value}`],
  });
}
