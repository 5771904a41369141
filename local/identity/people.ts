import { createHash } from "node:crypto";
import type { Person } from "./messages";

/** Names for employees who have no Studio profile, in the order they are given out. */
const WITHOUT_PROFILE = ["carol", "dave", "erin", "frank"];

/**
 * Everyone the company sign-in knows: one person per Studio user profile, in the Studio group; one valid employee who is in no group,
 * because a sign-in that knows only entitled people cannot show a refusal; and, where there is a Rekognition pool, one who may use that
 * and no Studio. The first of those with a profile may use both.
 *
 * @param studioGroup "" when everybody may use Studio
 * @param poolGroup "" when there is no pool
 */
export function peopleOf(profileNames: readonly string[], studioGroup: string, poolGroup = ""): Person[] {
  const [stranger, member] = WITHOUT_PROFILE.filter((name) => !profileNames.includes(name));
  const studio = studioGroup === "" ? [] : [studioGroup];
  const pool = poolGroup === "" ? [] : [poolGroup];
  const entitled = profileNames.map((name, index) => person(name, index === 0 ? [...studio, ...pool] : studio));
  return [
    ...entitled,
    ...(stranger === undefined ? [] : [person(stranger, [])]),
    ...(member === undefined || pool.length === 0 ? [] : [person(member, pool)]),
  ];
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
