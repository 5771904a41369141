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

/** The six places where SageMaker can land somebody; each may be followed by a relative path. */
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
