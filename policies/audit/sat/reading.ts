/** How an automaton reads: from a set of positions, by a character, to the next set. */
import type { Automaton, Position } from "./automaton";

/** Beyond that many classes the numbers that tell sorts of characters apart would lose digits. */
const CLASSES_TO_TELL = 50;

export class Reading {
  private readonly entered: number[];
  private readonly told = new Map<string, readonly number[]>();
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
      const { isRun, of } = this.position(at);
      if (this.automaton.classes[of]?.has[character]) reached.push(isRun ? at : at + 1);
    }
    return this.settle(reached);
  }

  onlyCharacter({ of }: Position): number | undefined {
    return this.automaton.classes[of]?.only;
  }

  /** Of each sort of characters that the tokens at these positions tell apart, the most readable; such sorts last. */
  charactersToTell(from: readonly number[]): readonly number[] {
    const classes = [...new Set(from.map((at) => this.position(at).of))].sort((left, right) => left - right);
    const key = classes.join();
    const told = this.told.get(key) ?? this.tellApart(classes);
    this.told.set(key, told);
    return told;
  }

  private tellApart(indices: readonly number[]): readonly number[] {
    const { classes, characters } = this.automaton;
    if (indices.length > CLASSES_TO_TELL) return [...characters.keys()].reverse();
    const sorts = new Map<number, number>();
    for (const character of characters.keys()) {
      const sort = indices.reduce((number, index) => number * 2 + (classes[index]?.has[character] ? 1 : 0), 0);
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
