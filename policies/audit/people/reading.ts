/** What patterns make of a text, one character after the other: two texts that leave a pattern in the same state have the same future. */
import { glob, isIn, type Pattern } from "../sat/pattern";
import { patternOf } from "../encode/text-patterns";

/** A written pattern in each way in which policies compare; a variable in it ends it, as far as can be said beforehand. */
export interface Comparisons {
  readonly patterns: readonly Pattern[];
  readonly hasVariable: boolean;
}

export function comparisonsWith(text: string): Comparisons {
  const [fixed = "", ...rest] = text.split("${");
  const hasVariable = rest.length > 0;
  if (hasVariable) return { patterns: [glob(fixed)], hasVariable };
  const ways = [patternOf("arn", fixed), patternOf("resource", fixed), glob(fixed, { foldCase: true })];
  return { patterns: [glob(fixed), ...ways.filter((pattern) => pattern !== undefined)], hasVariable };
}

export type State = ReadonlySet<number>;

export function start(pattern: Pattern): State {
  return closed(pattern, [0]);
}

/** The positions in the pattern after the text; none when it cannot fit any more. */
export function read(pattern: Pattern, state: State, text: string): State {
  let now = state;
  for (const character of text) {
    if (now.size === 0) return now;
    const next: number[] = [];
    for (const position of now) {
      const token = pattern[position];
      if (token === undefined) continue;
      if ("one" in token) {
        if (isIn(character, token.one)) next.push(position + 1);
      } else if (isIn(character, token.many)) next.push(position);
    }
    now = closed(pattern, next);
  }
  return now;
}

/** Whether the pattern's end is reached, in the text or before it. */
export function isPassed(pattern: Pattern, state: State, text: string): boolean {
  if (state.has(pattern.length)) return true;
  const [first, ...rest] = text;
  return first !== undefined && isPassed(pattern, read(pattern, state, first), rest.join(""));
}

/** A run may be empty, so its position is the next one's too. */
function closed(pattern: Pattern, positions: readonly number[]): State {
  const all = new Set<number>();
  for (let position of positions)
    for (; !all.has(position); position++) {
      all.add(position);
      const token = pattern[position];
      if (token === undefined || "one" in token) break;
    }
  return all;
}
