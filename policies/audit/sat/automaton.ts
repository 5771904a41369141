/**
 * Patterns as one automaton: a position is a place in a pattern, a state is the set of places where reading may have got to.
 * Positions of a pattern follow each other and end with the place behind its last token.
 */
import { type CharacterClass, isIn, type Pattern, type Token } from "./pattern";

const READABLE = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./:=+@,";
const RANKS: ReadonlyMap<string, number> = new Map(Array.from(READABLE, (character, rank) => [character, rank]));
const FIRST_BEYOND_ASCII = 0xe0;

export interface Position {
  readonly pattern: number;
  readonly isEnd: boolean;
  /** Whether the token here is a run, which may also be left without reading anything. */
  readonly isRun: boolean;
  /** Index into `classes`; -1 at an end. */
  readonly of: number;
  /** Whether every text is accepted from here. */
  readonly takesAll: boolean;
  /** Being here, earlier positions down to this one add nothing: whatever they accept is accepted from here. */
  readonly outdoesFrom: number;
  /** Fewest characters from here to the end. */
  readonly left: number;
}

/** A class of characters, in terms of the automaton's own list. */
export interface AcceptedCharacters {
  /** By character. */
  readonly has: readonly boolean[];
  /** The one character, if there is just one. */
  readonly only: number | undefined;
}

export interface Automaton {
  readonly positions: readonly Position[];
  /** Of each pattern, its first position. */
  readonly starts: readonly number[];
  readonly characters: readonly string[];
  readonly classes: readonly AcceptedCharacters[];
}

export function automatonOf(patterns: readonly Pattern[]): Automaton {
  const numbers = new Map<CharacterClass, number>();
  const positions: Position[] = [];
  const starts: number[] = [];
  for (const [index, pattern] of patterns.entries()) {
    starts.push(positions.length);
    addPattern(positions, index, pattern, (of) => {
      const number = numbers.get(of) ?? numbers.size;
      numbers.set(of, number);
      return number;
    });
  }
  const characters = charactersToTry(numbers.keys());
  const classes = [...numbers.keys()].map((of) => acceptedOf(of, characters));
  return { positions, starts, characters, classes };
}

function acceptedOf(of: CharacterClass, characters: readonly string[]): AcceptedCharacters {
  const has = characters.map((character) => isIn(character, of));
  const first = has.indexOf(true);
  return { has, only: first >= 0 && first === has.lastIndexOf(true) ? first : undefined };
}

function addPattern(
  positions: Position[],
  pattern: number,
  tokens: Pattern,
  numberOf: (of: CharacterClass) => number,
): void {
  const start = positions.length;
  const lastOne = tokens.findLastIndex((token) => "one" in token);
  const lastAny = tokens.findLastIndex((token) => "many" in token && isAny(token.many));
  let left = tokens.reduce((sum, token) => sum + ("one" in token ? 1 : 0), 0);
  for (const [at, token] of tokens.entries()) {
    const isRun = "many" in token;
    positions.push({
      pattern,
      isEnd: false,
      isRun,
      of: numberOf(classOf(token)),
      takesAll: at > lastOne && at <= lastAny,
      outdoesFrom: start + (isRun ? firstWithin(tokens, at, token.many) : at),
      left,
    });
    if (!isRun) left--;
  }
  const end = positions.length;
  positions.push({ pattern, isEnd: true, isRun: false, of: -1, takesAll: false, outdoesFrom: end, left: 0 });
}

/** The first of the tokens right before a run that read nothing but what the run itself could read. */
function firstWithin(tokens: Pattern, run: number, of: CharacterClass): number {
  let first = run;
  for (; first > 0; first--) {
    const token = tokens[first - 1];
    if (!token || !isWithin(classOf(token), of)) break;
  }
  return first;
}

function classOf(token: Token): CharacterClass {
  return "many" in token ? token.many : token.one;
}

function isAny({ characters, negated }: CharacterClass): boolean {
  return negated && characters === "";
}

function isWithin(inner: CharacterClass, outer: CharacterClass): boolean {
  if (isAny(outer)) return true;
  if (inner.negated) return outer.negated && Array.from(outer.characters).every((each) => !isIn(each, inner));
  return Array.from(inner.characters).every((each) => isIn(each, outer));
}

/**
 * Every character that a class names, and one that none does: all others fare like that one. The most readable first.
 */
function charactersToTry(classes: Iterable<CharacterClass>): string[] {
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
