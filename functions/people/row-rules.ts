/** What each field of a person's row has to be. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html */
import {
  isWithin,
  isDomainId,
  isStudioName,
  LANDING_FORMS,
  SESSION_SECONDS,
  URL_SECONDS,
  type LandingForm,
} from "../contract/studio-profile";

/** A disabled person or profile opens nothing. */
export const STATES = ["active", "disabled"] as const;

export type State = (typeof STATES)[number];

/** How many profiles one person can have: each is an ARN in API Gateway's policy, and a write of the row is one transaction. */
export const MOST_ENTRIES = 20;
export const MOST_SPACES = 20;

/** OpenID Connect: "It MUST NOT exceed 255 ASCII characters in length." https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
const MOST_SUBJECT_CHARACTERS = 255;
const MOST_ISSUER_CHARACTERS = 512;
const MOST_LABEL_CHARACTERS = 128;

/** The end of the year 9999: a later number of seconds is one of milliseconds. */
const LATEST_TIME = 253_402_300_799;

/** What one field has to be. */
export interface Rule {
  readonly allowed: string;
  readonly holds: (value: unknown) => boolean;
  readonly optional?: true;
}

const STATE: Rule = { allowed: STATES.join(" or "), holds: (value) => STATES.includes(value as State) };
const TIME: Rule = {
  allowed: "a whole number of seconds since 1970",
  holds: (value) => isWithin(value, { min: 1, max: LATEST_TIME }),
  optional: true,
};

export const ENTRY_RULES = {
  domainId: { allowed: "the id of a Studio domain, d-…", holds: isDomainId },
  userProfileName: {
    allowed: "a Studio profile's name: up to 63 letters, digits and inner hyphens",
    holds: isStudioName,
  },
  accountId: {
    allowed: "the twelve digits of the account that the domain is in",
    holds: (value) => typeof value === "string" && /^\d{12}$/.test(value),
    optional: true,
  },
  landingUris: {
    allowed: `one or more of ${LANDING_FORMS.join(", ")}, each once`,
    holds: (value) => isListOf(value, isLandingForm, LANDING_FORMS.length) && (value as unknown[]).length > 0,
    optional: true,
  },
  spaces: {
    allowed: `up to ${MOST_SPACES} names of spaces, each once`,
    holds: (value) => isListOf(value, isStudioName, MOST_SPACES),
    optional: true,
  },
  sessionMaxSeconds: {
    allowed: `a whole number from ${SESSION_SECONDS.min} to ${SESSION_SECONDS.max}`,
    holds: (value) => isWithin(value, SESSION_SECONDS),
    optional: true,
  },
  urlMaxSeconds: {
    allowed: `a whole number from ${URL_SECONDS.min} to ${URL_SECONDS.max}`,
    holds: (value) => isWithin(value, URL_SECONDS),
    optional: true,
  },
  state: { ...STATE, optional: true },
  expiresAt: TIME,
  shared: { allowed: "true or false", holds: (value) => typeof value === "boolean", optional: true },
} satisfies Readonly<Record<string, Rule>>;

export const ROW_RULES = {
  callerId: { allowed: "the SHA-256 of issuer and subject", holds: (value) => typeof value === "string" },
  issuer: {
    allowed: `the token's iss: up to ${MOST_ISSUER_CHARACTERS} characters, no blanks`,
    holds: (value) => isText(value, MOST_ISSUER_CHARACTERS, /^[\x21-\x7e]+$/),
  },
  subject: {
    allowed: `the token's sub: up to ${MOST_SUBJECT_CHARACTERS} characters, none of them a control character`,
    holds: (value) => isText(value, MOST_SUBJECT_CHARACTERS, NO_CONTROL_CHARACTER),
  },
  label: {
    allowed: `up to ${MOST_LABEL_CHARACTERS} characters, none of them a control character`,
    holds: (value) => isText(value, MOST_LABEL_CHARACTERS, NO_CONTROL_CHARACTER),
    optional: true,
  },
  state: STATE,
  expiresAt: TIME,
  version: {
    allowed: "a whole number from 1",
    holds: (value) => isWithin(value, { min: 1, max: Number.MAX_SAFE_INTEGER }),
  },
} satisfies Readonly<Record<string, Rule>>;

// A line separator too: in a terminal's list it would begin a line that is not in the data.
const NO_CONTROL_CHARACTER = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u;

function isListOf(value: unknown, isGood: (item: unknown) => boolean, most: number): boolean {
  return Array.isArray(value) && value.length <= most && new Set(value).size === value.length && value.every(isGood);
}

function isLandingForm(value: unknown): boolean {
  return LANDING_FORMS.includes(value as LandingForm);
}

function isText(value: unknown, most: number, pattern: RegExp): boolean {
  return typeof value === "string" && value.length <= most && pattern.test(value);
}
