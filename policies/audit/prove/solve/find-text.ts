/** A text that fits some patterns and avoids others, short and readable; or which of them leave no text at all. */
import type { Automaton, Position } from "./automaton";
import { Reading } from "./reading";

/** Of the grammar's patterns the text has to fit one, if there are any. */
export type Role = "unused" | "fits" | "avoids" | "grammar";

/** How many more states a search may build. */
export interface Budget {
  states: number;
}

/** Thrown, not answered, so that nobody takes it for "there is none". */
export class OutOfBudgetError extends Error {}

/** `blamed`: patterns that leave no text together with the grammar, though perhaps not the fewest such. */
export type Found = { readonly text: string } | { readonly blamed: ReadonlySet<number> };

/** `at`: where reading `text` may have got to. */
interface State {
  readonly at: readonly number[];
  readonly text: string;
  readonly length: number;
}

/** `roles` by pattern of the automaton. */
export function findText(automaton: Automaton, roles: readonly Role[], budget: Budget): Found {
  return new TextSearch(automaton, roles, budget).run();
}

class TextSearch {
  private readonly reading: Reading;
  private readonly seen = new Set<string>();
  /** Open states by the length to expect. Summed over patterns it overrates, but makes haste to where all of them end. */
  private readonly open: State[][] = [];
  private readonly blamed = new Set<number>();
  private readonly fitting: readonly number[];
  private readonly hasGrammar: boolean;

  constructor(
    private readonly automaton: Automaton,
    private readonly roles: readonly Role[],
    private readonly budget: Budget,
  ) {
    this.reading = new Reading(automaton);
    this.fitting = [...roles.keys()].filter((pattern) => roles[pattern] === "fits");
    this.hasGrammar = roles.includes("grammar");
  }

  run(): Found {
    const used = [...this.roles.keys()].filter((pattern) => this.roles[pattern] !== "unused");
    if (this.reach({ at: this.reading.begin(used), text: "", length: 0 })) return { text: "" };
    for (let state = this.next(); state; state = this.next()) {
      for (const character of this.reading.charactersToTell(state.at)) {
        const at = this.reading.read(state.at, character);
        const text = state.text + (this.automaton.characters[character] ?? "");
        if (this.reach({ at, text, length: state.length + 1 })) return { text };
      }
    }
    return { blamed: this.blamed };
  }

  private next(): State | undefined {
    for (const states of this.open) {
      // Sparse: most lengths are expected of no state.
      const state = (states as State[] | undefined)?.shift();
      if (state) return state;
    }
    return undefined;
  }

  /** Whether this state's text is one to find; else the state is kept open, unless it is known or hopeless. */
  private reach(state: State): boolean {
    const key = state.at.join();
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    if (--this.budget.states < 0) throw new OutOfBudgetError("there are too many texts to look through");
    const positions = state.at.map((at) => this.reading.position(at));
    const furthest = new Map(positions.map((position) => [position.pattern, position]));
    const spoilt = positions.find(({ takesAll, pattern }) => takesAll && this.roles[pattern] === "avoids")?.pattern;
    const lost = spoilt ?? this.fitting.find((pattern) => !furthest.has(pattern));
    if (lost !== undefined) return this.blame([lost]);
    const grammar = [...furthest.values()].filter(({ pattern }) => this.roles[pattern] === "grammar");
    if (this.hasGrammar && grammar.length === 0) return false;
    const missing = this.fitting.filter((pattern) => !furthest.get(pattern)?.isEnd);
    const met = [...furthest.values()].filter(({ isEnd, pattern }) => isEnd && this.roles[pattern] === "avoids");
    const objectors = [...missing, ...met.map(({ pattern }) => pattern)];
    const fitsGrammar = !this.hasGrammar || grammar.some(({ isEnd }) => isEnd);
    if (fitsGrammar && objectors.length === 0) return true;
    if (fitsGrammar) this.blame(objectors);
    (this.open[state.length + this.charactersLeft(furthest, grammar)] ??= []).push(state);
    return false;
  }

  private charactersLeft(furthest: ReadonlyMap<number, Position>, grammar: readonly Position[]): number {
    const ofGrammar = this.hasGrammar ? Math.min(...grammar.map(({ left }) => left)) : 0;
    return this.fitting.reduce((sum, pattern) => sum + (furthest.get(pattern)?.left ?? 0), ofGrammar);
  }

  /**
   * Of several patterns that each rule a text out, one is enough, best one blamed before. With every text ruled out like
   * that, none fits all that are blamed.
   */
  private blame(patterns: readonly number[]): false {
    const [first] = patterns;
    if (first !== undefined && !patterns.some((pattern) => this.blamed.has(pattern))) this.blamed.add(first);
    return false;
  }
}
