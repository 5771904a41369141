/** The people of an estate: a Studio profile each, and the roles that are there for it and for nothing else. */
import type { AuditedRole, Estate } from "../estate";

export interface Person {
  /** The profile's name. */
  readonly name: string;
  readonly profile: Estate["studio"]["profiles"][number];
  readonly roles: readonly AuditedRole[];
  /** What is this person's own: the profile's name, and of each role the end of its ARN and its logical name. In one order for all people. */
  readonly names: readonly string[];
}

/** Characters of names. A word is a run of them: `jane` is not a part of `jane-roe`. */
const WORD = /[A-Za-z0-9_+=,.@-]+/g;

export function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

export function replaceWords(text: string, replacement: (word: string) => string): string {
  return text.replace(WORD, replacement);
}

export function peopleOf({ studio, roles }: Estate): readonly Person[] {
  const ownRoles = new Map<string, AuditedRole[]>();
  for (const role of roles) {
    const [owner, ...others] = role.usedBy;
    if (owner === undefined || others.length > 0 || !isOwn(role, owner)) continue;
    ownRoles.set(owner, [...(ownRoles.get(owner) ?? []), role]);
  }
  return studio.profiles.map((profile) => {
    const own = ownRoles.get(profile.name) ?? [];
    const names = own.flatMap(({ arn, name }) => [arn.split("/").at(-1) ?? arn, name]);
    return { name: profile.name, profile, roles: own, names: [...new Set([profile.name, ...names])] };
  });
}

function isOwn({ purpose, carriedBy = [] }: AuditedRole, owner: string): boolean {
  if (purpose === "execution") return carriedBy.every((carrier) => carrier === `user profile ${owner}`);
  return purpose === "minting" && carriedBy.length === 0;
}

/** The estate with these people only, and all that belongs to no person. */
export function withPeople(estate: Estate, people: readonly Person[], kept: ReadonlySet<Person>): Estate {
  const away = people.filter((person) => !kept.has(person));
  if (away.length === 0) return estate;
  const roles = new Set(away.flatMap((person) => person.roles));
  const profiles = new Set(away.map(({ profile }) => profile));
  return {
    ...estate,
    roles: estate.roles.filter((role) => !roles.has(role)),
    studio: { ...estate.studio, profiles: estate.studio.profiles.filter((profile) => !profiles.has(profile)) },
  };
}
