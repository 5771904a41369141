/** How an automaton reads: from a set of positions, by a character, to the next set. */
import type { Automaton, Position } from "./automaton";

/** Beyond that many classes the numbers that tell sorts of characters apart would lose digits. */
const CLASSES_TO_TELL = 50;

export class Reading {
  private readonly entered: number[];
  private generation = 0;

  constructor(private readonly automaton: Automaton) {
    this.entered = new Array<number>(automaton.positions.length).fill(0);
  }

  position(at: number): Position {
    const position = this.automaton.positions[at];
    if (!position) throw new Error(`An automaton of ${this.automaton.positions.length} positions has none at ${at}.`);
    return position;
  }

  /** Before anything is read of these patterns. */
  begin(patterns: readonly number[]): number[] {
    return this.settle(patterns.map((pattern) => this.automaton.starts[pattern] ?? -1));
  }

  /** `character` by its place in the automaton's list. */
  read(from: readonly number[], character: number): number[] {
    const reached: number[] = [];
    for (const at of from) {
      const { isRun, isEnd, of } = this.position(at);
      if (!isEnd && this.automaton.accepts[of]?.[character]) reached.push(isRun ? at : at + 1);
    }
    return this.settle(reached);
  }

  /** Of each sort of characters that the tokens at these positions tell apart, the most readable; such sorts last. */
  charactersToTell(from: readonly number[]): number[] {
    const { accepts, characters } = this.automaton;
    const classes = new Set<readonly boolean[]>();
    for (const at of from) {
      const accepted = accepts[this.position(at).of];
      if (accepted) classes.add(accepted);
    }
    if (classes.size > CLASSES_TO_TELL) return [...characters.keys()].reverse();
    const sorts = new Map<number, number>();
    for (const character of characters.keys()) {
      let sort = 0;
      for (const accepted of classes) sort = sort * 2 + (accepted[character] ? 1 : 0);
      if (!sorts.has(sort)) sorts.set(sort, character);
    }
    return [...sorts.values()].reverse();
  }

  /** Adds the positions behind runs, which need no character, and drops those that others outdo. Keeps ascending order. */
  private settle(reached: readonly number[]): number[] {
    const settled: number[] = [];
    this.generation++;
    for (const first of reached) {
      for (let at = first; this.entered[at] !== this.generation; at++) {
        const { isRun, outdoesFrom } = this.position(at);
        this.entered[at] = this.generation;
        while ((settled.at(-1) ?? -1) >= outdoesFrom) settled.pop();
        settled.push(at);
        if (!isRun) break;
      }
    }
    return settled;
  }
}
