/** Which characters a search has to try, and in what order, so that what it finds reads well. */
import type { CharacterClass } from "../pattern";

const READABLE = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./:=+@,";
const RANKS: ReadonlyMap<string, number> = new Map(Array.from(READABLE, (character, rank) => [character, rank]));
const FIRST_BEYOND_ASCII = 0xe0;

/**
 * Every character that a class names, and one that none does: all others fare like that one. The most readable first.
 */
export function charactersToTry(classes: Iterable<CharacterClass>): string[] {
  const named = new Set<string>();
  for (const { characters } of classes) for (const character of characters) named.add(character);
  named.add(characterBesides(named));
  return [...named].sort((left, right) => rankOf(left) - rankOf(right));
}

function characterBesides(named: ReadonlySet<string>): string {
  for (const character of READABLE) if (!named.has(character)) return character;
  let code = FIRST_BEYOND_ASCII;
  while (named.has(String.fromCodePoint(code))) code++;
  return String.fromCodePoint(code);
}

function rankOf(character: string): number {
  return RANKS.get(character) ?? READABLE.length + (character.codePointAt(0) ?? 0);
}
