/** Whether one given text fits a pattern. The search for texts does not use it, so that each can check the other. */
import { isIn, type Pattern } from "./pattern";

/** Takes time in proportion to pattern times text at worst. */
export function fits(pattern: Pattern, text: string): boolean {
  const characters = Array.from(text);
  let start = 0;
  for (; start < pattern.length; start++) {
    const token = pattern[start];
    if (!token || !("one" in token)) break;
    const character = characters[start];
    if (character === undefined || !isIn(character, token.one)) return false;
  }
  return fitsFrom(pattern.slice(start), characters.slice(start));
}

function fitsFrom(tokens: Pattern, characters: readonly string[]): boolean {
  // reached[n]: whether the tokens so far can have read exactly the first n characters.
  let reached = characters.map(() => false);
  reached.unshift(true);
  for (const token of tokens) {
    const isRun = "many" in token;
    const of = isRun ? token.many : token.one;
    const next = reached.map((already) => isRun && already);
    for (const [at, character] of characters.entries()) {
      if ((isRun ? next[at] : reached[at]) && isIn(character, of)) next[at + 1] = true;
    }
    reached = next;
  }
  return reached.at(-1) === true;
}
