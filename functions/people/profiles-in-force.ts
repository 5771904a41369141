/** What a person's row gives them at a moment: profiles, each with the stack's limits narrowed by the row's. */
import type { ProfileEntry, ClosedProfile, OwnProfiles } from "../contract/caller";
import { type ProfileLimits, SESSION_SECONDS } from "../contract/studio-profile";
import type { PersonEntry, PersonRow } from "./people-row";

/** What the stack allows everyone. */
export interface StackRules {
  /** Domains whose profiles rows may name. */
  readonly domainIds: readonly string[];
  /** Of those in other accounts: the account by domain. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly limits: ProfileLimits;
}

/**
 * An entry counts when person and entry are active and not expired, and its domain is one of the stack's, in the account that config has
 * for it: a row cannot name an account of its own. One that shares no landing form
 * with the stack cannot be opened and is left out.
 *
 * @param now seconds since 1970
 */
export function profilesInForce(row: PersonRow, rules: StackRules, now: number): OwnProfiles {
  const whole = whyClosed(row, now);
  if (whole !== undefined) return { entries: [], reason: whole };
  const own = row.entries.filter((entry) => isServed(entry, rules));
  const closed = own.flatMap((entry): ClosedProfile[] => {
    const reason = whyClosed(entry, now);
    const { domainId, userProfileName } = entry;
    return reason === undefined ? [] : [{ domainId, userProfileName, reason }];
  });
  const inForce = own.filter((entry) => whyClosed(entry, now) === undefined);
  const entries = inForce.flatMap((entry): ProfileEntry[] => {
    const limits = narrowedLimits(rules.limits, entry, secondsLeft([row, entry], now));
    const { domainId, userProfileName } = entry;
    return limits ? [{ domainId, userProfileName, limits }] : [];
  });
  return { entries, closed, reason: closed[0]?.reason ?? "no_studio_profile" };
}

function isServed({ domainId, accountId }: PersonEntry, { domainIds, accounts }: StackRules): boolean {
  return domainIds.includes(domainId) && accounts.get(domainId) === accountId;
}

/** @returns undefined for what is in force */
function whyClosed(
  one: Pick<PersonEntry, "state" | "expiresAt">,
  now: number,
): "profile_disabled" | "profile_expired" | undefined {
  if (one.state === "disabled") return "profile_disabled";
  return isOver(one, now) ? "profile_expired" : undefined;
}

function isOver({ expiresAt }: { readonly expiresAt?: number }, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/** Until the earliest of the expiries; Infinity without one. */
function secondsLeft(parts: readonly { readonly expiresAt?: number }[], now: number): number {
  return Math.min(...parts.map(({ expiresAt }) => (expiresAt === undefined ? Infinity : expiresAt - now)));
}

/**
 * Never more than the stack's. No session is allowed beyond the expiry, except that SageMaker makes none shorter than half an hour.
 * @returns undefined when no landing form is left
 */
function narrowedLimits(stack: ProfileLimits, entry: PersonEntry, left: number): ProfileLimits | undefined {
  const landingUris = (entry.landingUris ?? stack.landingUris).filter((form) => stack.landingUris.includes(form));
  if (landingUris.length === 0) return undefined;
  const urlMaxSeconds = Math.min(stack.urlMaxSeconds, entry.urlMaxSeconds ?? stack.urlMaxSeconds);
  const sessionMost = Math.min(stack.sessionMaxSeconds, entry.sessionMaxSeconds ?? stack.sessionMaxSeconds);
  return {
    urlSeconds: Math.min(stack.urlSeconds, urlMaxSeconds),
    urlMaxSeconds,
    sessionMaxSeconds: Math.max(SESSION_SECONDS.min, Math.min(sessionMost, Math.floor(left))),
    landingUris,
    spaces: (entry.spaces ?? stack.spaces).filter((space) => stack.spaces.includes(space)),
  };
}
