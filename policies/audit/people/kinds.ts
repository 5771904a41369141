/** Which people are alike but for their names: of each kind two are asked about, and a renaming carries the answers to the others. */
import type { Estate } from "../estate";
import type { RuleQuestion } from "../rules/rule";
import { profileArn, servedDomains } from "../rules/ours";
import { type Compared, comparedWith, inFormula, shownText } from "./patterns";
import { type Person, peopleOf, withPeople, wordsOf } from "./people";
import { isPassed, read, start } from "./reading";
import { type Context, type Renamed, renamed, sharedWords } from "./renaming";

/** People of one kind. */
export interface PeopleAlike {
  /** Those who are asked about, by their profiles' names. */
  readonly asked: readonly string[];
  /** Of whom the same is true under their own names. */
  readonly alike: readonly string[];
}

export interface SmallerEstate {
  /** With two people of each kind. */
  readonly estate: Estate;
  /** Only kinds of which people are left out. */
  readonly kinds: readonly PeopleAlike[];
}

/** One person, and another: no request is about three people. */
const ASKED = 2;

/**
 * @param asking the questions that are going to be asked of an estate
 * @param besides what else people of a kind have to have in common, by a person's name
 */
export function twoOfEachKind(
  estate: Estate,
  asking: (estate: Estate) => readonly RuleQuestion[],
  besides: (name: string) => string = () => "",
): SmallerEstate {
  const people = peopleOf(estate);
  if (people.length <= ASKED) return { estate, kinds: [] };
  const groups = groupsOf(estate, people, asking, besides);
  const smaller = withPeople(estate, people, keptOf(people, groups));
  const names = (group: readonly Candidate[]) => group.map(({ person }) => person.name);
  const kinds = groups
    .filter((group) => group.length > ASKED)
    .map((group) => ({ asked: names(group.slice(0, ASKED)), alike: names(group.slice(ASKED)) }));
  return { estate: smaller, kinds };
}

/** A text for each person who is like another: the same for people of one kind. */
export function keysOfKinds(
  estate: Estate,
  asking: (estate: Estate) => readonly RuleQuestion[],
): ReadonlyMap<string, string> {
  const groups = groupsOf(estate, peopleOf(estate), asking, () => "");
  return new Map(groups.flatMap((group, index) => group.map(({ person }) => [person.name, `kind ${index}`] as const)));
}

function groupsOf(
  estate: Estate,
  people: readonly Person[],
  asking: (estate: Estate) => readonly RuleQuestion[],
  besides: (name: string) => string,
): readonly (readonly Candidate[])[] {
  const byText = grouped(candidates(estate, people), ({ text, person }) => `${besides(person.name)}\n${text}`);
  const several = byText.filter((group) => group.length > 1);
  if (several.length === 0) return [];
  const asked = askedOf(asking(withPeople(estate, people, keptOf(people, several))), people);
  if (asked === undefined) return [];
  return several.flatMap((group) => grouped(group, signatures(estate, people, group, asked)));
}

/** Two of each group, and all who are in none. */
function keptOf(people: readonly Person[], groups: readonly (readonly Candidate[])[]): ReadonlySet<Person> {
  const away = new Set(groups.flatMap((group) => group.slice(ASKED).map(({ person }) => person)));
  return new Set(people.filter((person) => !away.has(person)));
}

interface Candidate extends Renamed {
  readonly person: Person;
}

/** Whose names are said nowhere but in their own documents. */
function candidates(estate: Estate, people: readonly Person[]): readonly Candidate[] {
  const shared = sharedWords(estate, people);
  const owners = new Map<string, Person>();
  const said = new Set<Person>();
  for (const person of people)
    for (const name of person.names) {
      const other = owners.get(name);
      if (shared.has(name) || other) [person, ...(other ? [other] : [])].forEach((each) => said.add(each));
      owners.set(name, person);
    }
  const domains = servedDomains(estate);
  const found = people.flatMap((person): Candidate[] => {
    const places = domains.map((domainId) => profileArn(estate, person.name, domainId));
    const one = renamed(person, places);
    if (one) return mentionsOthers(one, owners, said) ? [] : [{ ...one, person }];
    mentionsOthers({ text: JSON.stringify(person.roles) }, owners, said);
    return [];
  });
  return found.filter(({ person }) => !said.has(person));
}

/** A person whom another's documents mention is like no other. */
function mentionsOthers({ text }: Pick<Renamed, "text">, owners: ReadonlyMap<string, Person>, said: Set<Person>) {
  const mentioned = wordsOf(text).flatMap((word) => owners.get(word) ?? []);
  for (const person of mentioned) said.add(person);
  return mentioned.length > 0;
}

/** What the questions about a person compare with; undefined when one of them speaks of another person. */
function askedOf(all: readonly RuleQuestion[], people: readonly Person[]): readonly Compared[] | undefined {
  const owners = new Map(people.flatMap((person) => person.roles.map((role) => [role.urn, person] as const)));
  const names = new Map(people.flatMap((person) => person.names.map((name) => [name, person] as const)));
  const found = new Map<string, Compared>();
  for (const { questions } of all)
    for (const { asker, route, that } of questions) {
      const roles = [asker.kind === "role" ? asker.role : [], route.kind === "assume-role" ? route.role : []].flat();
      const about = roles.flatMap(({ urn }) => owners.get(urn) ?? []);
      if (about.length === 0) continue;
      for (const compared of inFormula(that)) {
        const text = shownText(compared.pattern);
        const others = wordsOf(text).flatMap((word) => names.get(word) ?? []);
        if (others.some((person) => !about.includes(person))) return undefined;
        if (others.length === 0) found.set(JSON.stringify(compared), compared);
      }
    }
  return [...found.values()];
}

/** By person, what every pattern makes of the names, each in its places. Equal for two people, no pattern tells them apart. */
function signatures(
  estate: Estate,
  people: readonly Person[],
  group: readonly Candidate[],
  asked: readonly Compared[],
): (candidate: Candidate) => string {
  const [one] = group;
  if (!one) return () => "";
  const patterns = [...comparedWith(estate, people, one.person), ...asked];
  const reached = one.contexts.flatMap((context) =>
    patterns.flatMap((compared) => {
      if (compared.hasVariable && compared.isOfOthers && isOfSageMaker(context)) return [];
      const state = read(compared.pattern, start(compared.pattern), context.before);
      return state.size === 0 ? [] : [{ context, compared, state }];
    }),
  );
  return ({ person }) =>
    reached
      .map(({ context, compared: { pattern, hasVariable }, state }) => {
        const text = `${person.names[context.index] ?? ""}${context.behind}`;
        if (hasVariable && isPassed(pattern, state, text)) return person.name;
        const after = read(pattern, state, text);
        return context.behind === "" ? String(after.has(pattern.length)) : [...after].sort().join();
      })
      .join(";");
}

/** Not a role's ARN: a policy of another role says nothing about it to a person. */
function isOfSageMaker({ before }: Context): boolean {
  return before.split(":")[2] === "sagemaker";
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
