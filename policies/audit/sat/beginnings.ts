/** How patterns begin: most that have no text in common, as ARNs of different services, part before the first wildcard. */
import { type CharacterClass, isIn, type Pattern } from "./pattern";

/** Whether no text can fit both, by the characters before the first run of either. */
export function partEarly(left: Pattern, right: Pattern): boolean {
  for (let at = 0; ; at++) {
    const [one, other] = [left[at], right[at]];
    // Where one is over the other may be too, or go on with a run: that is for the search to find out.
    if (!one || !other || !("one" in one) || !("one" in other)) return false;
    if (isApart(one.one, other.one)) return true;
  }
}

function isApart(left: CharacterClass, right: CharacterClass): boolean {
  if (left === right) return left.characters === "" && !left.negated;
  if (left.negated && right.negated) return false;
  const [named, other] = left.negated ? [right, left] : [left, right];
  for (const character of named.characters) if (isIn(character, other)) return false;
  return true;
}
