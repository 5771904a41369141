/**
 * Patterns as one automaton: a position is a place in a pattern, a state is the set of places where reading may have got to.
 * Positions of a pattern follow each other and end with the place behind its last token.
 */
import { type CharacterClass, isIn, type Pattern } from "../pattern";
import { charactersToTry } from "./characters";

export interface Position {
  readonly pattern: number;
  readonly isEnd: boolean;
  /** Whether the token here is a run, which may also be left without reading anything. */
  readonly isRun: boolean;
  /** Index into `accepts`; meaningless at an end. */
  readonly of: number;
  /** Whether every text is accepted from here. */
  readonly takesAll: boolean;
  /** Being here, earlier positions down to this one add nothing: whatever they accept is accepted from here. */
  readonly outdoesFrom: number;
  /** Fewest characters from here to the end. */
  readonly left: number;
}

export interface Automaton {
  readonly positions: readonly Position[];
  /** Of each pattern, its first position. */
  readonly starts: readonly number[];
  readonly characters: readonly string[];
  /** By class and character, whether the class holds it. */
  readonly accepts: readonly (readonly boolean[])[];
}

export function automatonOf(patterns: readonly Pattern[]): Automaton {
  const classes = new Map<string, { readonly index: number; readonly of: CharacterClass }>();
  const positions: Position[] = [];
  const starts: number[] = [];
  for (const [index, pattern] of patterns.entries()) {
    starts.push(positions.length);
    addPattern(positions, index, pattern, (of) => {
      const key = `${of.negated ? "^" : "="}${of.characters}`;
      const known = classes.get(key) ?? { index: classes.size, of };
      classes.set(key, known);
      return known.index;
    });
  }
  const known = [...classes.values()].map(({ of }) => of);
  const characters = charactersToTry(known);
  return { positions, starts, characters, accepts: known.map((of) => characters.map((each) => isIn(each, of))) };
}

function addPattern(
  positions: Position[],
  pattern: number,
  tokens: Pattern,
  indexOf: (of: CharacterClass) => number,
): void {
  const start = positions.length;
  let left = tokens.filter((token) => "one" in token).length;
  const lastOne = tokens.findLastIndex((token) => "one" in token);
  const lastAny = tokens.findLastIndex((token) => "many" in token && isAny(token.many));
  for (const [at, token] of tokens.entries()) {
    const isRun = "many" in token;
    positions.push({
      pattern,
      isEnd: false,
      isRun,
      of: indexOf(isRun ? token.many : token.one),
      takesAll: at > lastOne && at <= lastAny,
      outdoesFrom: isRun ? start + firstWithin(tokens, at, token.many) : start + at,
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
    if (!token || !isWithin("many" in token ? token.many : token.one, of)) break;
  }
  return first;
}

function isAny({ characters, negated }: CharacterClass): boolean {
  return negated && characters === "";
}

function isWithin(inner: CharacterClass, outer: CharacterClass): boolean {
  if (isAny(outer)) return true;
  if (inner.negated) return outer.negated && Array.from(outer.characters).every((each) => !isIn(each, inner));
  return Array.from(inner.characters).every((each) => isIn(each, outer));
}
