/** All ways in which a value with variables can be a given text. */
import { type Piece, piecesOf } from "../encode/template";

/** By key in lower case, what the variable stands for. */
export type Parse = ReadonlyMap<string, string>;

const MOST_PARSES = 40;
const MOST_STEPS = 20_000;

/**
 * Every parse there is, or undefined when there are too many to look for: then nothing may be concluded from those found.
 * Defaults are not looked at, so a value with one has no parses to rely on.
 */
export function parsesOf(value: string, text: string): readonly Parse[] | undefined {
  const { parses, isAll } = parsed(value, text);
  return isAll ? parses : undefined;
}

/** Some parses, for values to try: those in which no variable is empty come first. */
export function someParsesOf(value: string, text: string): readonly Parse[] {
  return parsed(value, text).parses;
}

function parsed(value: string, text: string): { readonly parses: readonly Parse[]; readonly isAll: boolean } {
  const pieces = piecesOf(value).flatMap(inCharacters);
  const found: Parse[] = [];
  let steps = 0;
  const isTooMuch = () => found.length > MOST_PARSES || steps > MOST_STEPS;
  const go = (piece: number, at: number, parse: Parse): void => {
    const next = pieces[piece];
    steps++;
    if (isTooMuch()) return;
    if (next === undefined) {
      if (at === text.length && !found.some((other) => isSame(other, parse))) found.push(parse);
    } else if (next.kind === "character") {
      if (at < text.length && (next.is === undefined || next.is === text[at])) go(piece + 1, at + 1, parse);
    } else {
      const goUpTo = (end: number) => {
        const longer = withPart(parse, next.key, text.slice(at, end));
        if (longer) go(piece + 1, end, longer);
      };
      for (let end = at + 1; end <= text.length; end++) goUpTo(end);
      goUpTo(at);
    }
  };
  go(0, 0, new Map());
  return { parses: found, isAll: !isTooMuch() };
}

/** Undefined when the variable stands for something else already. A wildcard stands for nothing in particular. */
function withPart(parse: Parse, key: string | undefined, part: string): Parse | undefined {
  if (key === undefined || parse.get(key) === part) return parse;
  return parse.has(key) ? undefined : new Map([...parse, [key, part]]);
}

function isSame(one: Parse, other: Parse): boolean {
  return [...one].every(([key, part]) => other.get(key) === part);
}

/** A character (any, without `is`), or a run that a variable (none: a wildcard) stands for. */
type Step = { readonly kind: "character"; readonly is?: string } | { readonly kind: "run"; readonly key?: string };

function inCharacters(piece: Piece): readonly Step[] {
  if (piece.kind === "variable") return [{ kind: "run", key: piece.key.toLowerCase() }];
  return piece.text.split("").map((is): Step => {
    if (piece.kind === "exact" || !/[*?]/.test(is)) return { kind: "character", is };
    return is === "*" ? { kind: "run" } : { kind: "character" };
  });
}
