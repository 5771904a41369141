/**
 * From the name that a token gives a person to the name of their Studio profile, in claim mode.
 *
 * Two names must never lead to one profile, because the second person would open the first one's Studio. Every step can therefore be
 * undone: what a step takes away has to have been there, and a character becomes hyphens in a number that only it has. Upper case is
 * the exception that cannot be undone, so `lowerCase` is a statement about the provider: that it has no two people whose names differ
 * by case only.
 */
import { isStudioName } from "./studio-profile";

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
