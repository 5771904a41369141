/** What an environment has several of, alike but for their names: one more of them is an ordinary day's work. */
import type { Estate } from "../../estate";

/** A person has a Studio profile; a Region has a Rekognition caller. */
export const PATTERN_KINDS = ["person", "Region"] as const;

export type PatternKind = (typeof PATTERN_KINDS)[number];

const MEMBERS: Readonly<Record<PatternKind, (estate: Estate) => readonly string[]>> = {
  person: ({ studio }) => studio.profiles.map(({ name }) => name),
  // The home Region carries more than a caller: nothing else is like it.
  Region: ({ rekognition, homeRegion }) => rekognition.regions.filter((region) => region !== homeRegion),
};

/** By name. */
export function membersOf(kind: PatternKind, estate: Estate): readonly string[] {
  return [...new Set(MEMBERS[kind](estate))].sort();
}

/** A name as a word of its own: `jane` is in `profiles-jane-role` and not in `janet`; nor in `jane-roe`, where that is a name too. */
export function mentions(text: string, name: string, others: readonly string[]): boolean {
  return wordOf(name).test(withoutLonger(text, name, others));
}

export function wordOf(name: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![A-Za-z0-9])`, "g");
}

function withoutLonger(text: string, name: string, others: readonly string[]): string {
  const longer = others.filter((other) => other !== name && other.includes(name));
  return longer.reduce((rest, other) => rest.replace(wordOf(other), ""), text);
}
