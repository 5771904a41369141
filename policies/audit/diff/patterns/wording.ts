import type { Change } from "../../report";
import type { PatternKind } from "./members";
import type { Repetition } from "./repeated";

const NOUNS: Readonly<Record<PatternKind, readonly [one: string, several: string]>> = {
  person: ["person", "people"],
  Region: ["Region", "Regions"],
  origin: ["portal origin", "portal origins"],
  bucket: ["data bucket", "data buckets"],
  domain: ["Studio domain", "Studio domains"],
};
const SHOWN = 3;

/** "1 new person, erin: what alice and bob have, under their own names". */
export function repetitionSentence({ kind, names, like }: Repetition): string {
  const one = names.length === 1;
  const what = `${names.length} new ${NOUNS[kind][one ? 0 : 1]}`;
  const have = like.length === 1 ? "has" : "have";
  return `${what}, ${listed(names)}: what ${listed(like)} ${have}, under ${one && kind !== "person" ? "its own name" : "their own names"}`;
}

export function repetitionChange(repetition: Repetition): Change {
  return {
    kind: "NEW",
    subject: `new ${repetition.kind} ${repetition.names.join(", ")}`,
    sentence: repetitionSentence(repetition),
  };
}

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  const shown = more > 1 ? [...names.slice(0, SHOWN), `${more} others`] : names;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}
