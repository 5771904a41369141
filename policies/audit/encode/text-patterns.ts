/** The texts that one value of a policy matches, as patterns. Written without a look at the evaluator's matching, which checks it. */
import { ANY, type CharacterClass, glob, literal, noneOf, type Pattern, type Token } from "../sat/pattern";
import { type Piece, piecesOf, segmentsOf } from "./template";
import type { Comparison } from "./written-test";

/** What a variable stands for: a text, any text at all, or nothing, whereupon the value matches nothing. */
export type Meaning = { readonly text: string; readonly isLive?: boolean } | "anything" | undefined;
export type MeaningOf = (key: string, otherwise: string | undefined) => Meaning;

const NO_COLON = noneOf(":");
const COLON = literal(":");

/** Undefined when nothing matches. Without `meaningOf` the value has no variables, and `${` is text like any other. */
export function patternOf(comparison: Comparison, value: string, meaningOf?: MeaningOf): Pattern | undefined {
  const pieces: readonly Piece[] = meaningOf ? piecesOf(value) : [{ kind: "live", text: value }];
  const meaning = meaningOf ?? (() => undefined);
  switch (comparison) {
    case "equals":
      return patternIn(pieces, meaning, (text) => literal(text));
    case "equalsIgnoreCase":
      return patternIn(pieces, meaning, (text) => literal(text), true);
    case "like":
      return patternIn(pieces, meaning, (text) => glob(text));
    case "arn":
      return arnPattern(segmentsOf(pieces), meaning);
    case "resource":
      return value === "*" ? glob("*") : resourcePattern(segmentsOf(pieces), meaning);
  }
}

function patternIn(
  pieces: readonly Piece[],
  meaningOf: MeaningOf,
  live: (text: string) => Pattern,
  foldCase = false,
): Pattern | undefined {
  const tokens: Token[] = [];
  for (const piece of pieces) {
    const meaning = piece.kind === "variable" ? meaningOf(piece.key, piece.otherwise) : piece;
    if (meaning === undefined) return undefined;
    if (meaning === "anything") tokens.push({ many: ANY });
    else if (piece.kind === "live") tokens.push(...(foldCase ? literal(piece.text, true) : live(piece.text)));
    else if (piece.kind === "variable" && "isLive" in meaning && meaning.isLive && !foldCase)
      tokens.push(...live(meaning.text));
    else tokens.push(...literal(meaning.text, foldCase));
  }
  return tokens;
}

/** Wildcards of ArnLike (and of ArnEquals, which is the same) stay within their segment; the sixth may hold colons. */
function arnPattern(segments: readonly (readonly Piece[])[], meaningOf: MeaningOf): Pattern | undefined {
  if (segments.length < 6) return undefined;
  const patterns = segments.map((segment) => patternIn(segment, meaningOf, (text) => glob(text)));
  const tokens: Token[] = [];
  for (const [index, pattern] of patterns.entries()) {
    const inSegment = index < 5 ? pattern && within(pattern) : pattern;
    if (!inSegment) return undefined;
    tokens.push(...(index > 0 ? COLON : []), ...inSegment);
  }
  return tokens;
}

/** In Resource, wildcards behind the service cross every border; those of the partition stay before it. */
function resourcePattern(segments: readonly (readonly Piece[])[], meaningOf: MeaningOf): Pattern | undefined {
  const [, partition = [], service, ...rest] = segments;
  if (rest.length === 0) return undefined;
  const head = patternIn(partition, meaningOf, (text) => glob(text));
  const name = service && patternIn(service, meaningOf, (text) => literal(text));
  const tail = rest.map((segment) => patternIn(segment, meaningOf, (text) => glob(text)));
  const tokens: Token[] = [];
  for (const segment of tail) {
    if (!segment) return undefined;
    tokens.push(...COLON, ...segment);
  }
  const confined = head && within(head);
  return confined && name && [...literal("arn:"), ...confined, ...COLON, ...name, ...tokens];
}

/** The same, without colons in what it reads; undefined when it has to read one. */
function within(pattern: Pattern): Pattern | undefined {
  const tokens = pattern.map((token): Token | undefined => {
    if ("many" in token) return { many: noColonIn(token.many) };
    const { characters, negated } = token.one;
    return !negated && characters === ":" ? undefined : { one: noColonIn(token.one) };
  });
  return tokens.every((token) => token !== undefined) ? tokens : undefined;
}

function noColonIn({ characters, negated }: CharacterClass): CharacterClass {
  if (!negated) return { characters: characters.replaceAll(":", ""), negated };
  return characters === "" ? NO_COLON : noneOf(characters.includes(":") ? characters : `${characters}:`);
}
