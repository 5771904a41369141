/** What is new, and what is gone, between the approved baseline and the estate of today: by what is allowed, not by how it is written. */
import type { PolicyDocument } from "../../document";
import { type Estate, policiesOf } from "../estate";
import { twoOfEachKindIn } from "../people/two-estates";
import type { Change, Difference } from "../report";
import { type Baseline, sorted } from "./baseline";
import { type AccessDifference, differencesIn } from "./changed-access";
import { type Passage, passagesOf } from "./comparisons";
import { gravestFirst } from "./gravity";
import { inAnyOrder, repeatedIn, type Repetition } from "./patterns/repeated";
import { repetitionChange, repetitionSentence } from "./patterns/wording";
import { inNamesOf } from "./same-names";
import { changedSettings } from "./settings";
import { asChanges } from "./together";

/**
 * A new person, Region or other member of a kind is compared with what approved ones have, under its own names: what that covers is one sentence, approved
 * beforehand where the baseline has a pattern for it, and only what goes beyond it is told one by one.
 *
 * @returns changes sorted: new, undecided, gone, and within these the gravest first; each sentence once
 */
export function differenceFrom(baseline: Baseline | undefined, whole: Estate): Difference {
  if (!baseline) return { kind: "no-baseline" };
  const { before: approved, today, allLike } = twoOfEachKindIn(baseline.estate, whole);
  const { estate: repeated, repetitions: ofSome } = repeatedIn(approved, today);
  const repetitions = ofSome.map((one) => (one.kind === "person" ? { ...one, names: allLike(one.names) } : one));
  const before = inNamesOf(today, repeated);
  const [was, is] = [passagesOf(before), passagesOf(today)];
  const isApproved = ({ kind }: Repetition) => baseline.patterns?.includes(kind) === true;
  const changes = [
    ...repetitions.filter((one) => !isApproved(one)).map(repetitionChange),
    ...changedSettings(before, today).filter(({ kind }) => kind === "NEW"),
    ...added(is, was),
    ...goneSince(approved, { today, was, is }),
  ];
  return {
    kind: "compared",
    changes: gravestFirst(changes),
    patterned: repetitions.filter(isApproved).map(repetitionSentence),
    reworded: rewordedIn(before, today),
  };
}

function added(is: readonly Passage[], was: readonly Passage[]): readonly Change[] {
  const found = compared(is, was);
  const ofKind = (kind: AccessDifference["kind"]) => found.filter((one) => one.kind === kind);
  return [...asChanges("NEW", ofKind("possible")), ...asChanges("UNDECIDED", ofKind("unknown"))];
}

/** Of what was approved, not of what a pattern would have allowed besides. */
function goneSince(
  approved: Estate,
  { today, was, is }: { readonly today: Estate; readonly was: readonly Passage[]; readonly is: readonly Passage[] },
): readonly Change[] {
  const before = inNamesOf(today, approved);
  const keys = new Set(passagesOf(before).map(({ key }) => key));
  const settings = changedSettings(before, today).filter(({ kind }) => kind === "GONE");
  return [
    ...settings,
    ...gone(
      was.filter(({ key }) => keys.has(key)),
      is,
    ),
  ];
}

/** A defence that is only one of two may go without a new request being let through: then this is all there is to see. */
function rewordedIn(before: Estate, today: Estate): readonly string[] {
  const textsOf = (estate: Estate) =>
    new Map(
      policiesOf(estate).map(({ urn, pointer, name, document }) => [
        `${urn} ${pointer}`,
        { name, text: documentText(document) },
      ]),
    );
  const [was, is] = [textsOf(before), textsOf(today)];
  const touched = [...is].filter(([place, { text }]) => was.get(place)?.text !== text);
  const removed = [...was].filter(([place]) => !is.has(place));
  return [...new Set([...touched, ...removed].map(([, { name }]) => name))].sort();
}

/** The order of a list decides nothing, and reads the same; that of statements is how a document reads. */
function documentText({ Version, Statement }: PolicyDocument): string {
  return JSON.stringify([Version, ...Statement.map((each) => inAnyOrder(sorted(each)))]);
}

/** What one side lets through and the other does not. A caller or a way that the other side does not know has no counterpart there. */
function compared(side: readonly Passage[], other: readonly Passage[]): readonly AccessDifference[] {
  const byKey = new Map(other.map((passage) => [passage.key, passage]));
  return side.flatMap((passage) => differencesIn(passage, byKey.get(passage.key)));
}

/** Of a caller or a route that has gone, one sentence says it all. */
function gone(was: readonly Passage[], is: readonly Passage[]): readonly Change[] {
  const keys = new Set(is.map(({ key }) => key));
  const kept = was.filter(({ key }) => keys.has(key));
  const lost = compared(kept, is).filter(({ kind }) => kind === "possible");
  const names = was.filter(({ key }) => !keys.has(key)).flatMap(({ subject, who }) => [subject, who]);
  const known = new Set(is.flatMap(({ subject, who }) => [subject, who]));
  const removed = [...new Set(names)].filter((name) => !known.has(name));
  return [
    ...asChanges("GONE", lost),
    ...removed.map((subject): Change => ({ kind: "GONE", subject, sentence: `${subject}, and whatever it could do` })),
  ];
}
