/** Texts described character by character: wildcards, and the grammars of names. */
import { remembered } from "../remembered";

/** The characters of `characters`, or with `negated` all others. `any` is the negation of none. */
export interface CharacterClass {
  readonly characters: string;
  readonly negated: boolean;
}

/** One character of a class, or a run of any length, none included. */
export type Token = { readonly one: CharacterClass } | { readonly many: CharacterClass };

export type Pattern = readonly Token[];

export const ANY: CharacterClass = { characters: "", negated: true };

export function noneOf(characters: string): CharacterClass {
  return { characters, negated: true };
}

export function oneOf(characters: string): CharacterClass {
  return { characters, negated: false };
}

/** The same texts are asked about again and again, of every caller. */
const literals = { asWritten: new Map<string, Pattern>(), inEitherCase: new Map<string, Pattern>() };

/** Exactly this text. With `foldCase`, ASCII letters in either case. */
export function literal(text: string, foldCase = false): Pattern {
  const memory = foldCase ? literals.inEitherCase : literals.asWritten;
  const known = memory.get(text);
  if (known) return known;
  const pattern = Array.from(text, (character) => oneCharacter(foldCase ? bothCases(character) : character));
  memory.set(text, pattern);
  return pattern;
}

/** Wildcards: `*` is any run of `run`'s characters, `?` exactly one of them. */
export function glob(
  text: string,
  options: { readonly foldCase?: boolean; readonly run?: CharacterClass } = {},
): Pattern {
  const run = options.run ?? ANY;
  if (!/[*?]/.test(text)) return literal(text, options.foldCase);
  return Array.from(text).flatMap((character): Pattern => {
    if (character === "*") return [{ many: run }];
    return character === "?" ? [{ one: run }] : literal(character, options.foldCase);
  });
}

export function isIn(character: string, { characters, negated }: CharacterClass): boolean {
  return characters.includes(character) !== negated;
}

/** At least one character of the class. */
export function oneOrMore(of: CharacterClass): Pattern {
  return [{ one: of }, { many: of }];
}

/** Policies say the same few characters thousands of times. */
const characterTokens = new Map<string, Token>();

function oneCharacter(characters: string): Token {
  return remembered(characterTokens, characters, () => ({ one: oneOf(characters) }));
}

function bothCases(character: string): string {
  const lower = character.toLowerCase();
  const upper = character.toUpperCase();
  return lower === upper || lower.length !== 1 || upper.length !== 1 ? character : lower + upper;
}

const onlyTexts = new WeakMap<Pattern, string | undefined>();

/** The text of a pattern that only one text fits. */
export function onlyText(pattern: Pattern): string | undefined {
  return remembered(onlyTexts, pattern, () => spelledOut(pattern));
}

function spelledOut(pattern: Pattern): string | undefined {
  let text = "";
  for (const token of pattern) {
    if (!("one" in token) || token.one.negated || Array.from(token.one.characters).length !== 1) return undefined;
    text += token.one.characters;
  }
  return text;
}
