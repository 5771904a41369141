/**
 * Whose profile an authorizer's answer opens, read from the answer alone. None of the authorizer's code is used: what judges it must
 * not share its mistakes. A profile's name is read character by character, and led back to the user name it must have come from.
 */
import { routePath, ROUTES } from "../../../functions/contract/routes";
import type { ProfileNameRule } from "../../../functions/contract/studio-profile";
import type { PolicyDocument } from "../../../policies/document";

/** Images are found by ids that no claim holds, so this route's wildcard is the authorizer's own. */
const ANY_IMAGE = `/GET${routePath("read-result", { imageId: "*" })}`;
/** Of the route that mints, what stands before the domain's id and behind the profile's name. */
const [BEFORE_DOMAIN = "", BEHIND_PROFILE = ""] = ROUTES["mint-url"].path.split(/\{.*\}/s);
/** What means more than itself in a policy's ARN: two wildcards, and the beginning of a variable. */
const LIVE = /[*?$]/;

/** What the Allow statements of an answer name, whole. */
function allowed(document: PolicyDocument): readonly string[] {
  return document.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Resource = [] }) => Resource);
}

/** A resource of an Allow that is more than the one it spells; undefined when each is literal. */
export function liveResource(document: PolicyDocument, stage: string): string | undefined {
  return allowed(document).find((arn) => arn !== `${stage}${ANY_IMAGE}` && LIVE.test(arn));
}

export interface NamedProfile {
  readonly domainId: string;
  readonly userProfileName: string;
}

/** The profiles for which the answer lets a caller ask for a URL, as they are spelled. */
export function profilesNamed(document: PolicyDocument, stage: string): readonly NamedProfile[] {
  const before = `${stage}/POST${BEFORE_DOMAIN}`;
  return allowed(document).flatMap((arn) => {
    if (!arn.startsWith(before) || !arn.endsWith(BEHIND_PROFILE)) return [];
    const [domainId = "", , ...rest] = arn.slice(before.length, -BEHIND_PROFILE.length).split("/");
    return [{ domainId, userProfileName: rest.join("/") }];
  });
}

const LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/**
 * Up to 63 letters, digits and hyphens, with neither first nor last a hyphen.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateUserProfile.html
 */
export function isProfileName(name: string): boolean {
  const characters = Array.from(name);
  const isPlain = (character: string | undefined) => character !== undefined && LETTERS_AND_DIGITS.includes(character);
  return (
    characters.length <= 63 &&
    isPlain(characters[0]) &&
    isPlain(characters.at(-1)) &&
    characters.every((character) => character === "-" || isPlain(character))
  );
}

/** Whether a user name leads to this profile by the configured rule: its steps are undone, last first, and the names compared. */
export function leadsTo(username: string | undefined, profile: string, rule: ProfileNameRule): boolean {
  const { stripPrefix = "", stripDomain, lowerCase = false, separators } = rule;
  const local = separators === undefined ? profile : withSeparators(profile, separators);
  const original = `${local}${stripDomain === undefined ? "" : `@${stripDomain}`}`;
  if (username?.startsWith(stripPrefix) !== true) return false;
  const given = username.slice(stripPrefix.length);
  return given === original || (lowerCase && withSmallLetters(given) === original);
}

/** One hyphen is the first separator, two are the second, three the third. */
function withSeparators(profile: string, separators: string): string {
  return profile.replaceAll(/-+/g, (run) => separators[run.length - 1] ?? run);
}

const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** ASCII only: in Unicode, other characters have an ASCII letter as their small one. */
function withSmallLetters(text: string): string {
  return Array.from(text, (each) => (CAPITALS.includes(each) ? each.toLowerCase() : each)).join("");
}
