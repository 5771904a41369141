/** Today's new people and Regions, and the approved estate with as many more of what it has already. */
import { type Estate, policiesOf } from "../../estate";
import { sorted } from "../baseline";
import { inNamesOf } from "../same-names";
import { extendedBy } from "./extended";
import { isPlain, membersOf, mentions, PATTERN_KINDS, type PatternKind } from "./members";

/** New members of a kind that are to have what approved ones have, each under its own name. */
export interface Repetition {
  readonly kind: PatternKind;
  readonly names: readonly string[];
  /** Which approved members they are like: those whose documents differ least from theirs. */
  readonly like: readonly string[];
}

export interface Repeated {
  /** The approved estate, with a copy for each new member. */
  readonly estate: Estate;
  readonly repetitions: readonly Repetition[];
}

/** @param kinds the ones to look at */
export function repeatedIn(approved: Estate, today: Estate, kinds: readonly PatternKind[] = PATTERN_KINDS): Repeated {
  return kinds.reduce<Repeated>(
    ({ estate, repetitions }, kind) => {
      const next = repeatedKind(kind, estate, today);
      return next ? { estate: next.estate, repetitions: [...repetitions, next.repetition] } : { estate, repetitions };
    },
    { estate: approved, repetitions: [] },
  );
}

function repeatedKind(kind: PatternKind, approved: Estate, today: Estate) {
  const members = membersOf(kind, approved);
  const usable = members.filter((member) => isTellable(kind, member, members, approved));
  const names = membersOf(kind, today).filter((name) => !members.includes(name) && isPlain(kind, name));
  if (usable.length === 0 || names.length === 0) return undefined;
  let estate = approved;
  const like = new Set<string>();
  for (const name of names) {
    const best = closest(name, { kind, usable, members, estate, today });
    best.like.forEach((member) => like.add(member));
    estate = best.estate;
  }
  return { estate, repetition: { kind, names, like: [...like].sort() } };
}

/** Where a name is a word in others' resources too, what is its own cannot be told. */
function isTellable(kind: PatternKind, member: string, members: readonly string[], estate: Estate): boolean {
  const { apis, functions, project, stack } = estate;
  const shared = [project, stack, ...[...apis, ...functions].map(({ urn }) => urn)];
  return isPlain(kind, member) && !shared.some((text) => mentions(kind, text, member, members));
}

interface Candidates {
  readonly kind: PatternKind;
  readonly usable: readonly string[];
  readonly members: readonly string[];
  readonly estate: Estate;
  readonly today: Estate;
}

/** What is compared here is text, to find the member to repeat; what is allowed is compared afterwards, whatever is found here. */
function closest(name: string, { kind, usable, members, estate, today }: Candidates) {
  const ways = usable.map((like) => {
    const extended = extendedBy({ kind, like, name, approved: members }, estate);
    return { like, estate: extended, distance: differing(inNamesOf(today, extended), today) };
  });
  const least = Math.min(...ways.map(({ distance }) => distance));
  const best = ways.filter(({ distance }) => distance === least);
  return { estate: best[0]?.estate ?? estate, like: best.map(({ like }) => like) };
}

function differing(extended: Estate, today: Estate): number {
  const known = new Set(policiesOf(extended).map(textOf));
  return policiesOf(today).filter((policy) => !known.has(textOf(policy))).length;
}

function textOf({ urn, pointer, document }: ReturnType<typeof policiesOf>[number]): string {
  return JSON.stringify([urn, pointer, inAnyOrder(sorted(document))]);
}

/** The order of a list in a policy means nothing. */
export function inAnyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(inAnyOrder(item))).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inAnyOrder(item)]));
}
