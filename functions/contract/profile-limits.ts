import { isStudioName, LANDING_FORMS, SESSION_SECONDS, URL_SECONDS, type LandingForm } from "./studio-names";

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
