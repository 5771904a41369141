/**
 * A Studio profile: SageMaker's own names and limits, what its owner may ask for, and which profile a person's name leads to.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html
 *
 * The patterns are anchored: AWS prints them without anchors, and a name that merely contains a good one ("a/../bob")
 * must not pass. `*`, `?`, `/` and `$` never match, so a checked name is literal in any ARN.
 */

const MAX_NAME_LENGTH = 63;

export const DOMAIN_ID_PATTERN = "^d-(-*[a-z0-9]){1,61}$";
export const STUDIO_NAME_PATTERN = "^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$";

const DOMAIN_ID = new RegExp(DOMAIN_ID_PATTERN);
const STUDIO_NAME = new RegExp(STUDIO_NAME_PATTERN);

export function isDomainId(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_NAME_LENGTH && DOMAIN_ID.test(value);
}

/** User profiles and spaces are named by the same rule. */
export function isStudioName(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_NAME_LENGTH && STUDIO_NAME.test(value);
}

/** How long the URL may be opened, in seconds. */
export const URL_SECONDS = { min: 5, max: 300 } as const;

/** How long the Studio session behind it lasts, in seconds. */
export const SESSION_SECONDS = { min: 1800, max: 43_200 } as const;

export const LANDING_URI_MAX_LENGTH = 1023;

/** The six places where SageMaker can land a person; each may be followed by a relative path. */
export const LANDING_FORMS = [
  "studio::",
  "app:JupyterServer:",
  "app:JupyterLab:",
  "app:RStudioServerPro:",
  "app:CodeEditor:",
  "app:Canvas:",
] as const;

export type LandingForm = (typeof LANDING_FORMS)[number];

/**
 * SageMaker says only "relative path". Ours: segments of letters, digits and `. _ ~ -` with single slashes between and
 * perhaps one behind. No segment starts with two dots or is a dot, so `..` cannot occur; nothing that a URL parser
 * reads as scheme, host, query, fragment or escape (`: @ ? # % \`), no blanks, no control characters.
 */
const SEGMENT = "\\.?[A-Za-z0-9_~-][A-Za-z0-9._~-]*";
export const LANDING_URI_PATTERN =
  "^(studio::|app:(JupyterServer|JupyterLab|RStudioServerPro|CodeEditor|Canvas):)" + `(${SEGMENT}(/${SEGMENT})*/?)?$`;

const LANDING_URI = new RegExp(LANDING_URI_PATTERN);

/** The form of a well-formed landing URI, or undefined. */
export function landingForm(uri: string): LandingForm | undefined {
  if (uri.length > LANDING_URI_MAX_LENGTH || !LANDING_URI.test(uri)) return undefined;
  return LANDING_FORMS.find((form) => uri.startsWith(form));
}

/** What one profile's owner may ask for. */
export interface ProfileLimits {
  /** Seconds for which a URL can be opened when the caller names none; 5 to `urlMaxSeconds`. */
  readonly urlSeconds: number;
  /** The most the caller may name; up to 300. */
  readonly urlMaxSeconds: number;
  /** Seconds a Studio session lasts at most, and when the caller names none; 1800 to 43200. */
  readonly sessionMaxSeconds: number;
  /** Landing forms that may be asked for; the first is what a caller gets who names none. */
  readonly landingUris: readonly string[];
  /** Spaces that may be opened, by name. */
  readonly spaces: readonly string[];
}

/**
 * @param value parsed JSON
 * @throws Error with every fault, in one sentence each
 */
export function readProfileLimits(value: unknown): ProfileLimits {
  const given = (typeof value === "object" && value !== null ? value : {}) as Partial<
    Record<keyof ProfileLimits, unknown>
  >;
  const faults: string[] = [];
  const check = (key: keyof ProfileLimits, good: boolean, allowed: string): void => {
    if (!good) faults.push(`${key} must be ${allowed}`);
  };
  check("urlMaxSeconds", isWithin(given.urlMaxSeconds, URL_SECONDS), "a whole number from 5 to 300");
  const urlMax = isWithin(given.urlMaxSeconds, URL_SECONDS) ? given.urlMaxSeconds : URL_SECONDS.max;
  check(
    "urlSeconds",
    isWithin(given.urlSeconds, { ...URL_SECONDS, max: urlMax }),
    `a whole number from 5 to ${urlMax}`,
  );
  check("sessionMaxSeconds", isWithin(given.sessionMaxSeconds, SESSION_SECONDS), "a whole number from 1800 to 43200");
  const isForm = (item: unknown): boolean => LANDING_FORMS.includes(item as LandingForm);
  check(
    "landingUris",
    isListOf(given.landingUris, isForm) && given.landingUris.length > 0,
    `one or more of ${LANDING_FORMS.join(", ")}`,
  );
  check("spaces", isListOf(given.spaces, isStudioName), "a list of space names");
  if (faults.length > 0) throw new Error(faults.join("; "));
  const { urlSeconds, urlMaxSeconds, sessionMaxSeconds, landingUris, spaces } = given as ProfileLimits;
  return { urlSeconds, urlMaxSeconds, sessionMaxSeconds, landingUris, spaces };
}

/** Whether a value is a whole number within bounds, both included. */
export function isWithin(value: unknown, bounds: { readonly min: number; readonly max: number }): value is number {
  return Number.isInteger(value) && (value as number) >= bounds.min && (value as number) <= bounds.max;
}

function isListOf(value: unknown, isGood: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isGood);
}

/**
 * From the name that a token gives a person to the name of their Studio profile, in claim mode.
 *
 * Two names must never lead to one profile, because the second person would open the first one's Studio. Every step can therefore be
 * undone: what a step takes away has to have been there, and a character becomes hyphens in a number that only it has. Upper case is
 * the exception that cannot be undone, so `lowerCase` is a statement about the provider: that it has no two people whose names differ
 * by case only.
 */
export interface ProfileNameRule {
  /** Every name has to begin with exactly this. Cognito writes `<provider>_` in front of a federated person's name. */
  readonly stripPrefix?: string;
  /** Every name has to end with `@` and exactly this, e.g. `corp.example`. Domains are compared in any case with `lowerCase`. */
  readonly stripDomain?: string;
  /** `Jane` is `jane`: for providers in which the two are one person. */
  readonly lowerCase?: boolean;
  /**
   * Up to three of `.`, `_` and `-`: the first becomes `-`, the second `--`, the third `---`. With `.-`, `jane.roe-smith` is
   * `jane-roe--smith`. One that is not listed refuses the name: with `.`, `jane-roe` would take the profile of `jane.roe`.
   * Absent, a hyphen stays as it is and the other two are refused.
   */
  readonly separators?: string;
}

export type NamedProfile =
  | { readonly profileName: string }
  /** As the end of a sentence that begins with the name. */
  | { readonly fault: string };

/** The profile that a name leads to, or why it leads to none. Equal profile names come from equal names, up to case with `lowerCase`. */
export function profileOf(name: unknown, rule: ProfileNameRule): NamedProfile {
  if (typeof name !== "string" || name === "") return { fault: "is not text" };
  const { stripPrefix = "", stripDomain, separators } = rule;
  if (!name.startsWith(stripPrefix)) return { fault: `does not begin with ${stripPrefix}` };
  const cased = name.slice(stripPrefix.length);
  // Before the case is changed: the Kelvin sign's lower case is an ordinary k.
  if (!/^[\x21-\x7E]+$/.test(cased)) return { fault: "has other characters than printable ASCII" };
  const whole = rule.lowerCase === true ? cased.toLowerCase() : cased;
  const ending = stripDomain === undefined ? "" : `@${stripDomain}`;
  if (!whole.endsWith(ending)) return { fault: `does not end with ${ending}` };
  const local = whole.slice(0, whole.length - ending.length);
  return separators === undefined ? studioName(local) : separated(local, separators);
}

function studioName(profileName: string): NamedProfile {
  return isStudioName(profileName)
    ? { profileName }
    : { fault: "does not lead to a profile name: up to 63 letters, digits and inner hyphens" };
}

/** Runs of hyphens have to be told apart afterwards, so two separators may not stand side by side. */
function separated(local: string, separators: string): NamedProfile {
  if (/[._-]{2}/.test(local)) return { fault: "has two separators side by side" };
  const unlisted = /[._-]/g;
  const stranger = (local.match(unlisted) ?? []).find((character) => !separators.includes(character));
  if (stranger !== undefined)
    return { fault: `has a "${stranger}", which is not one of the separators "${separators}"` };
  return studioName(local.replace(unlisted, (character) => "-".repeat(separators.indexOf(character) + 1)));
}

/** Names that lead to one profile, by that profile: it can be given to none of them. A name that stands in the list twice is one name. */
export function namesThatFallTogether(
  names: Iterable<string>,
  rule: ProfileNameRule,
): ReadonlyMap<string, readonly string[]> {
  const byProfile = new Map<string, string[]>();
  for (const name of new Set(names)) {
    const named = profileOf(name, rule);
    if ("fault" in named) continue;
    byProfile.set(named.profileName, [...(byProfile.get(named.profileName) ?? []), name]);
  }
  return new Map([...byProfile].filter(([, all]) => all.length > 1));
}

/** What each member of a rule may be, as the end of "must be". Shared by the configuration's check and the function's. */
export const RULE_MEMBERS: Readonly<
  Record<keyof ProfileNameRule, { readonly allowed: string; readonly isRight: (value: unknown) => boolean }>
> = {
  stripPrefix: {
    allowed: "1 to 128 printable characters without space, e.g. CorpIdP_",
    isRight: (value) => typeof value === "string" && /^[\x21-\x7E]{1,128}$/.test(value),
  },
  stripDomain: {
    allowed: "a domain name in lower case, e.g. corp.example",
    isRight: (value) => typeof value === "string" && value.length <= 253 && DOMAIN_NAME.test(value),
  },
  lowerCase: { allowed: "true or false", isRight: (value) => typeof value === "boolean" },
  separators: {
    allowed: "one to three of the characters . and _ and - with none of them twice",
    isRight: (value) => typeof value === "string" && /^[._-]{1,3}$/.test(value) && new Set(value).size === value.length,
  },
};

const DOMAIN_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

/**
 * A rule out of parsed JSON.
 * @throws Error naming every member at fault
 */
export function readProfileNameRule(value: unknown): ProfileNameRule {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("it must be an object");
  const faults = Object.entries(value).flatMap(([name, member]) => {
    if (!isMember(name)) return [`${name} is not a member`];
    return RULE_MEMBERS[name].isRight(member) ? [] : [`${name} must be ${RULE_MEMBERS[name].allowed}`];
  });
  if (faults.length > 0) throw new Error(faults.join("; "));
  return value;
}

function isMember(name: string): name is keyof ProfileNameRule {
  return Object.hasOwn(RULE_MEMBERS, name);
}
