/** Whether one given text fits a pattern. The search for texts does not use it, so that each can check the other. */
import { isIn, type Pattern } from "./pattern";

/** Takes time in proportion to pattern times text at worst. What stands before the first run and behind the last is compared in place. */
export function fits(pattern: Pattern, text: string): boolean {
  const characters = Array.from(text);
  const first = pattern.findIndex((token) => "many" in token);
  if (first < 0) return pattern.length === characters.length && agree(pattern, characters, 0, pattern.length);
  const behind = pattern.length - 1 - pattern.findLastIndex((token) => "many" in token);
  if (first + behind > characters.length) return false;
  if (!agree(pattern, characters, 0, first)) return false;
  if (!agree(pattern.slice(pattern.length - behind), characters, characters.length - behind, behind)) return false;
  return fitsFrom(pattern.slice(first, pattern.length - behind), characters.slice(first, characters.length - behind));
}

/** Whether the first tokens, so many as are given, each have read one of the characters from there on. */
function agree(tokens: Pattern, characters: readonly string[], from: number, count: number): boolean {
  for (let at = 0; at < count; at++) {
    const [token, character] = [tokens[at], characters[from + at]];
    if (token === undefined || character === undefined || !("one" in token) || !isIn(character, token.one))
      return false;
  }
  return true;
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
    if (!next.includes(true)) return false;
    reached = next;
  }
  return reached.at(-1) === true;
}
