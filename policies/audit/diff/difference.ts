/** What is new, and what is gone, between the approved baseline and the estate of today: by what is allowed, not by how it is written. */
import { type Estate, policiesOf } from "../estate";
import type { Change, Difference } from "../report";
import { type Baseline, sorted } from "./baseline";
import { type AccessDifference, differencesIn } from "./changed-access";
import { type Passage, passagesOf } from "./comparisons";
import { inNamesOf } from "./same-names";
import { changedSettings } from "./settings";
import { atEndpoints, callers, over } from "./wording";

/** @returns changes sorted: new, undecided, gone, and within these by sentence; each sentence once */
export function differenceFrom(baseline: Baseline | undefined, today: Estate): Difference {
  if (!baseline) return { kind: "no-baseline" };
  const before = inNamesOf(today, baseline.estate);
  const [was, is] = [passagesOf(before), passagesOf(today)];
  const added = compared(is, was);
  const changes = [
    ...changedSettings(before, today),
    ...asChanges(
      "NEW",
      added.filter(({ kind }) => kind === "possible"),
    ),
    ...asChanges(
      "UNDECIDED",
      added.filter(({ kind }) => kind === "unknown"),
    ),
    ...gone(was, is),
  ];
  return { kind: "compared", changes: inOrder(changes), reworded: rewordedIn(before, today) };
}

/** A defence that is only one of two may go without anybody being let through: then this is all there is to see. */
function rewordedIn(before: Estate, today: Estate): readonly string[] {
  const textsOf = (estate: Estate) =>
    new Map(
      policiesOf(estate).map(({ urn, pointer, name, document }) => [
        `${urn} ${pointer}`,
        { name, text: JSON.stringify(sorted(document)) },
      ]),
    );
  const [was, is] = [textsOf(before), textsOf(today)];
  const touched = [...is].filter(([place, { text }]) => was.get(place)?.text !== text);
  const removed = [...was].filter(([place]) => !is.has(place));
  return [...new Set([...touched, ...removed].map(([, { name }]) => name))].sort();
}

/** What one side lets through and the other does not. A caller or a way that the other side does not know has no counterpart there. */
function compared(side: readonly Passage[], other: readonly Passage[]): readonly AccessDifference[] {
  const byKey = new Map(other.map((passage) => [passage.key, passage]));
  return side.flatMap((passage) => differencesIn(passage, byKey.get(passage.key)));
}

/** Of a caller or a way that is no more, one sentence says it all. */
function gone(was: readonly Passage[], is: readonly Passage[]): readonly Change[] {
  const keys = new Set(is.map(({ key }) => key));
  const kept = was.filter(({ key }) => keys.has(key));
  const lost = compared(kept, is).filter(({ kind }) => kind === "possible");
  const names = was.filter(({ key }) => !keys.has(key)).flatMap(({ subject, who }) => [subject, who]);
  const known = new Set(is.flatMap(({ subject, who }) => [subject, who]));
  const removed = [...new Set(names)].filter((name) => !known.has(name));
  return [
    ...asChanges(
      "GONE",
      lost.map((found) => ({ ...found, predicate: over(found.predicate) })),
    ),
    ...removed.map((subject): Change => ({ kind: "GONE", subject, sentence: `${subject}, and whatever it could do` })),
  ];
}

/** Callers of whom the same is true share a sentence, and so do endpoints; the first one's request is shown. */
function asChanges(kind: Change["kind"], differences: readonly AccessDifference[]): readonly Change[] {
  const byCaller = grouped(differences, ({ predicate, endpoint }) => `${predicate} ${endpoint ?? ""}`);
  const together = byCaller.map(([first, ...others]) => {
    return { ...first, who: callers([first, ...others].map(({ who }) => who)) };
  });
  return grouped(together, ({ who, predicate }) => `${who} ${predicate}`).map(([first, ...others]) => {
    const endpoints = [first, ...others].flatMap(({ endpoint }) => endpoint ?? []);
    const sentence = `${first.who} ${atEndpoints(first.predicate, endpoints)}`;
    return { kind, subject: first.subject, sentence, ...(first.witness && { witness: first.witness }) };
  });
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}

const ORDER: Readonly<Record<Change["kind"], number>> = { NEW: 0, UNDECIDED: 1, GONE: 2 };

function inOrder(changes: readonly Change[]): readonly Change[] {
  const once = new Map(changes.map((change) => [`${ORDER[change.kind]} ${change.sentence}`, change]));
  return [...once].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, change]) => change);
}
