/** Condition keys that an action has by the reference, beside the global ones, found by name. */
import { type ConditionKey, isKnownAction, keysOf } from "../../reference/reference";

const memory = new Map<string, ReadonlyMap<string, ConditionKey>>();

/** @param folded the key's name in lower case; undefined as an answer means that these requests never have it */
export function ownKeyOf(action: string, folded: string): ConditionKey | undefined {
  const keys = keysByStart(action);
  for (const start of startsOf(folded)) {
    const key = keys.get(start);
    if (key) return key;
  }
  return undefined;
}

/** By the part before what varies: `aws:requesttag/`. Names that do not vary are their own. */
function keysByStart(action: string): ReadonlyMap<string, ConditionKey> {
  const known = memory.get(action);
  if (known) return known;
  const keys = isKnownAction(action) ? keysOf(action) : [];
  const made = new Map(keys.map((key) => [key.name.toLowerCase().replace(/(\$\{|<).*$/s, ""), key]));
  memory.set(action, made);
  return made;
}

const starts = new Map<string, readonly string[]>();

function startsOf(folded: string): readonly string[] {
  const known = starts.get(folded);
  if (known) return known;
  const borders = [...folded.matchAll(/[:/]/g)].map(({ index }) => folded.slice(0, index + 1));
  const made = [folded, ...borders.reverse()];
  starts.set(folded, made);
  return made;
}
