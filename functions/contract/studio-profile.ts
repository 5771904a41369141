/**
 * SageMaker's own names and limits.
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
