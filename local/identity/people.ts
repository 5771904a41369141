import { createHash } from "node:crypto";
import type { Person } from "./messages";

/** Names for the employee who has no Studio profile; the first that nobody with a profile has. */
const WITHOUT_PROFILE = ["carol", "dave", "erin", "employee-without-profile"];

/**
 * Everyone the company sign-in knows: one person per Studio user profile, in the Studio group, and one valid employee
 * who is in no group, because a sign-in that knows only entitled people cannot show a refusal.
 */
export function peopleOf(profileNames: readonly string[], studioGroup: string): Person[] {
  const stranger = WITHOUT_PROFILE.find((name) => !profileNames.includes(name));
  const entitled = profileNames.map((name) => person(name, studioGroup === "" ? [] : [studioGroup]));
  return stranger === undefined ? entitled : [...entitled, person(stranger, [])];
}

function person(name: string, groups: readonly string[]): Person {
  return { name, email: `${name.toLowerCase()}@company.example`, subject: subjectOf(name), groups };
}

/** The same UUID for the same name on every start, so that a mapping by subject outlives a restart. */
function subjectOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
