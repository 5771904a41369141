/** Numbers and dates as policies and requests write them; what could be read in two ways is not read at all. */

/** An integer or decimal that a double holds exactly enough to compare; undefined otherwise. */
export function numberIn(text: string): number | undefined {
  const digits = text.replace(/\D/g, "").length;
  return /^[+-]?\d+(\.\d+)?$/.test(text) && digits <= 15 ? Number(text) : undefined;
}

/**
 * Milliseconds since 1970, from an ISO 8601 date with time and zone or from seconds since 1970.
 *
 * A date alone is undefined: AWS does not say which instant of the day it is. So is a short number, which might be a year.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function dateIn(text: string): number | undefined {
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  const [, day] = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
  const instant = day === undefined ? NaN : Date.parse(text);
  // JavaScript reads 30 February as 1 March.
  const isDay = !Number.isNaN(instant) && new Date(`${day ?? ""}T00:00:00Z`).toISOString().startsWith(day ?? "");
  return isDay ? instant : undefined;
}

const HOUR = 3_600_000;

/**
 * The instants that a date in a policy may stand for, first and last, in milliseconds since 1970.
 *
 * W3C's format, which AWS takes, has dates without a time; AWS does not say at which instant such a day begins or ends, nor in which
 * zone, so it may be any from its first in the easternmost zone to its last in the westernmost.
 * https://www.w3.org/TR/NOTE-datetime
 */
export function instantsIn(text: string): readonly [number, number] | undefined {
  const exact = dateIn(text);
  if (exact !== undefined) return [exact, exact];
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateIn(`${text}T00:00:00Z`) : undefined;
  return midnight === undefined ? undefined : [midnight - 14 * HOUR, midnight + 36 * HOUR];
}
