/** The same for a comparison: a person who is like another today, and was like them before, changes as they do. */
import type { Estate } from "../estate";
import { keysOfKinds, twoOfEachKind } from "./kinds";
import { peopleOf, withPeople } from "./people";

export interface SmallerEstates {
  readonly before: Estate;
  readonly today: Estate;
  /** These people, and all who are left out and alike to one of them. */
  readonly allLike: (names: readonly string[]) => readonly string[];
}

/** Questions of a comparison ask what is allowed at all, and compare with no person's name. */
const NOTHING_BESIDES = () => [];

export function twoOfEachKindIn(before: Estate, today: Estate): SmallerEstates {
  const kindsBefore = keysOfKinds(before, NOTHING_BESIDES);
  const known = new Set(before.studio.profiles.map(({ name }) => name));
  const kindBefore = (name: string) => (known.has(name) ? (kindsBefore.get(name) ?? `alone ${name}`) : "new");
  const { estate, kinds } = twoOfEachKind(today, NOTHING_BESIDES, kindBefore);
  const away = new Set(kinds.flatMap(({ alike }) => alike));
  const people = peopleOf(before);
  return {
    today: estate,
    before: withPeople(before, people, new Set(people.filter(({ name }) => !away.has(name)))),
    allLike: (names) => {
      const theirs = kinds.filter(({ asked }) => asked.some((name) => names.includes(name)));
      return [...new Set([...names, ...theirs.flatMap(({ alike }) => alike)])].sort();
    },
  };
}
