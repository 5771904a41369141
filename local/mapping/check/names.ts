/** What a rule makes of a list of user names, before it is deployed. Pure. */
import { namesThatFallTogether, type ProfileNameRule, profileOf } from "../../../functions/contract/studio-profile";

export interface CheckedNames {
  readonly lines: readonly string[];
  readonly isGood: boolean;
}

/** A line for each name: its profile, or why it has none; then the names that fall together, to whom the door would be one. */
export function checkNames(text: string, rule: ProfileNameRule): CheckedNames {
  const names = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\uFEFF/, "").trim())
    .filter((line) => line !== "");
  const named = names.map((name) => ({ name, ...profileOf(name, rule) }));
  const lines = named.map((one) => ("fault" in one ? `${one.name}: ${one.fault}` : `${one.name} → ${one.profileName}`));
  const together = namesThatFallTogether(names, rule);
  const clashes = [...together].map(([profile, all]) => `FALL TOGETHER: ${all.join(", ")} → ${profile}`);
  const without = named.filter((one) => "fault" in one).length;
  const counts = `${names.length} names: ${names.length - without} lead to a profile, ${without} to none, ${together.size} profiles would have two owners.`;
  return { lines: [...lines, ...clashes, counts], isGood: without === 0 && together.size === 0 };
}
