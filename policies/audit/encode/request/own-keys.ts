/** Condition keys that an action has by the reference, beside the global ones, found by name. */
import { type ConditionKey, isKnownAction, keysOf } from "../../reference/reference";
import { remembered } from "../../remembered";

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
  return remembered(memory, action, () => {
    const keys = isKnownAction(action) ? keysOf(action) : [];
    return new Map(keys.map((key) => [key.name.toLowerCase().replace(/(\$\{|<).*$/s, ""), key]));
  });
}

const starts = new Map<string, readonly string[]>();

function startsOf(folded: string): readonly string[] {
  return remembered(starts, folded, () => {
    const borders = [...folded.matchAll(/[:/]/g)].map(({ index }) => folded.slice(0, index + 1));
    return [folded, ...borders.reverse()];
  });
}
