import type { Settings } from "../config";

/** Claims that providers let pass from one person to another: a new colleague gets a former one's address. */
const CHANGES_HANDS = ["email", "preferred_username", "upn", "unique_name", "name", "nickname"];

/** What is allowed about names and may give one person's profile to another: for the preview. Pure. */
export function nameWarnings({ profileClaim, profileNameRule }: Pick<Settings, "profileClaim" | "profileNameRule">) {
  const passes = CHANGES_HANDS.includes(profileClaim);
  return [
    ...(passes
      ? [
          `profileClaim ${profileClaim} can pass to another person, who then opens the former one's Studio. Never give it to a second ` +
            "person, or name a claim that stays (sub, or Entra ID's oid).",
        ]
      : []),
    ...(profileNameRule.lowerCase === true
      ? [
          "profileNameRule.lowerCase gives people whose names differ by case only the same profile: it is for providers that have no such people.",
        ]
      : []),
  ];
}
