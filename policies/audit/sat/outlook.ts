/** What can become of a text by the positions that reading it has got to, and who is to blame where nothing can. */
import type { Position } from "./automaton";
import type { Reading } from "./reading";

/** What a text has to do with a pattern. Of the grammar's patterns it has to fit one, if there are any. */
export type Role = "unused" | "fits" | "avoids" | "grammar";

export interface Outlook {
  /** No continuation will do either. */
  readonly isOver: boolean;
  readonly isFound: boolean;
  /** The fewest characters to come, summed over patterns. */
  readonly left: number;
}

const OVER: Outlook = { isOver: true, isFound: false, left: 0 };

export class Outlooks {
  /**
   * For every text ruled out, a pattern that rules it out, so that no text gets past these. Grammar is never blamed, and of
   * several patterns one that was blamed before, so that few are in the end.
   */
  readonly blamed = new Set<number>();
  private readonly fitting: readonly number[];
  private readonly hasGrammar: boolean;

  constructor(
    private readonly reading: Reading,
    private readonly roles: readonly Role[],
  ) {
    this.fitting = [...roles.keys()].filter((pattern) => roles[pattern] === "fits");
    this.hasGrammar = roles.includes("grammar");
  }

  of(at: readonly number[]): Outlook {
    let objector: number | undefined;
    let fitting = 0;
    let left = 0;
    let leftOfGrammar = this.hasGrammar ? Infinity : 0;
    for (const [index, each] of at.entries()) {
      const position = this.reading.position(each);
      const { pattern } = position;
      const role = this.roles[pattern];
      if (role === "avoids" && position.takesAll) return this.over([pattern]);
      // The furthest position of a pattern tells how it stands.
      if (this.patternAt(at, index + 1) === pattern) continue;
      if (role === "grammar") leftOfGrammar = Math.min(leftOfGrammar, position.left);
      else if (position.isEnd === (role === "avoids")) objector = this.blamed.has(objector ?? -1) ? objector : pattern;
      if (role !== "fits") continue;
      fitting++;
      left += position.left;
    }
    if (leftOfGrammar === Infinity) return OVER;
    if (fitting < this.fitting.length) return this.over(this.lost(at));
    if (leftOfGrammar === 0 && objector !== undefined) this.blamed.add(objector);
    return { isOver: false, isFound: leftOfGrammar === 0 && objector === undefined, left: left + leftOfGrammar };
  }

  /** Characters worth reading next, the most readable last; where a text has no choice, as in most of an ARN, that one. */
  charactersAfter(at: readonly number[]): readonly number[] {
    const ofGrammar = new Set<number | undefined>();
    let strict: Position | undefined;
    for (const [index, each] of at.entries()) {
      const position = this.reading.position(each);
      const { pattern, isRun, isEnd } = position;
      const only = this.reading.onlyCharacter(position);
      if (this.roles[pattern] === "grammar") ofGrammar.add(isRun ? undefined : only);
      const isStrict = this.roles[pattern] === "fits" && !isRun && (isEnd || only !== undefined);
      if (isStrict && this.isAlone(at, index) && !this.blamed.has(strict?.pattern ?? -1)) strict = position;
    }
    const [grammar] = ofGrammar;
    if (ofGrammar.size === 1 && grammar !== undefined) return [grammar];
    if (!strict) return this.reading.charactersToTell(at);
    this.blamed.add(strict.pattern);
    const only = this.reading.onlyCharacter(strict);
    return only === undefined ? [] : [only];
  }

  private over(blamable: readonly number[]): Outlook {
    const known = blamable.some((pattern) => this.blamed.has(pattern));
    if (!known) for (const pattern of blamable.slice(0, 1)) this.blamed.add(pattern);
    return OVER;
  }

  private lost(at: readonly number[]): readonly number[] {
    const reached = new Set(at.map((each) => this.reading.position(each).pattern));
    return this.fitting.filter((pattern) => !reached.has(pattern));
  }

  /** Whether it is the only position of its pattern. */
  private isAlone(at: readonly number[], index: number): boolean {
    const pattern = this.patternAt(at, index);
    return this.patternAt(at, index - 1) !== pattern && this.patternAt(at, index + 1) !== pattern;
  }

  private patternAt(at: readonly number[], index: number): number | undefined {
    const each = at[index];
    return each === undefined ? undefined : this.reading.position(each).pattern;
  }
}
