/** In which order changes are read: what opens most comes first, and labels come last. */
import type { Change } from "../report";

const KINDS: readonly Change["kind"][] = ["NEW", "UNDECIDED", "GONE"];

/** By the sentence's beginning; the first that fits. What fits none is a setting. */
const GRAVITY: readonly RegExp[] = [
  /^(every caller|a role of another account|the service \S+) /,
  /^(any other role of the account|a caller whom the authorizer lets pass|any caller, where no authorizer is asked,) /,
  /^(role|person|people|Region|Regions|\d+ new) .*\b(may|could|have|has)\b /,
];
const TAG = / (carries|carry) the tag /;

/** Each sentence once. */
export function gravestFirst(changes: readonly Change[]): readonly Change[] {
  const once = new Map(changes.map((change) => [`${change.kind} ${change.sentence}`, change]));
  return [...once.values()].sort(
    (one, other) =>
      KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
      gravityOf(one) - gravityOf(other) ||
      (one.sentence < other.sentence ? -1 : 1),
  );
}

function gravityOf({ sentence }: Change): number {
  if (TAG.test(sentence)) return GRAVITY.length + 1;
  const found = GRAVITY.findIndex((pattern) => pattern.test(sentence));
  return found >= 0 ? found : GRAVITY.length;
}
