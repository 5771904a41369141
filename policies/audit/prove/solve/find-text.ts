/** A text that fits some patterns and avoids others, short and readable; or which of them leave no text at all. */
import type { Automaton } from "./automaton";
import { Reading } from "./reading";

/** Of the grammar's patterns the text has to fit one, if there are any. */
export type Role = "unused" | "fits" | "avoids" | "grammar";

/** How many more states a search may build; one of many positions counts for several. */
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

interface OpenState extends State {
  readonly isFound: boolean;
}

/** What can become of a state; `isOver` is what cannot become any better. */
interface Prospect {
  readonly isOver: boolean;
  readonly fitsGrammar: boolean;
  /** A pattern that rules this state's text out, or every continuation if it is over. */
  readonly objector: number | undefined;
  readonly charactersLeft: number;
}

const POSITIONS_IN_A_STATE = 16;
const CHARACTERS = 0x10000;

/** `roles` by pattern of the automaton. */
export function findText(automaton: Automaton, roles: readonly Role[], budget: Budget): Found {
  return new TextSearch(automaton, roles, budget).run();
}

class TextSearch {
  private readonly reading: Reading;
  private readonly seen = new Set<string>();
  /** Open states by the length to expect. Summed over patterns it overrates, but makes haste to where all of them end. */
  private readonly open: (OpenState[] | undefined)[] = [];
  private nearest = 0;
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
    this.reach({ at: this.reading.begin(used), text: "", length: 0 });
    for (let state = this.next(); state; state = this.next()) {
      if (state.isFound) return { text: state.text };
      for (const character of this.reading.charactersToTell(state.at)) {
        const text = state.text + (this.automaton.characters[character] ?? "");
        this.reach({ at: this.reading.read(state.at, character), text, length: state.length + 1 });
      }
    }
    return { blamed: this.blamed };
  }

  /** Of the shortest to be expected the newest: where all ways are equally long, one is followed to its end. */
  private next(): OpenState | undefined {
    for (; this.nearest < this.open.length; this.nearest++) {
      const state = this.open[this.nearest]?.pop();
      if (state) return state;
    }
    return undefined;
  }

  /** Keeps the state open, unless it is known or over. */
  private reach(state: State): void {
    const key = this.keyOf(state.at);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.budget.states -= 1 + state.at.length / POSITIONS_IN_A_STATE;
    if (this.budget.states < 0) throw new OutOfBudgetError("there are too many texts to look through");
    const { isOver, fitsGrammar, objector, charactersLeft } = this.look(state.at);
    if (objector !== undefined && (isOver || fitsGrammar)) this.blamed.add(objector);
    if (isOver) return;
    const expected = state.length + charactersLeft;
    (this.open[expected] ??= []).push({ ...state, isFound: fitsGrammar && objector === undefined });
    this.nearest = Math.min(this.nearest, expected);
  }

  private look(at: readonly number[]): Prospect {
    const reached = new Set<number>();
    let objector: number | undefined;
    let leftOfAll = 0;
    let leftOfGrammar = this.hasGrammar ? Infinity : 0;
    for (const [index, each] of at.entries()) {
      const { pattern, takesAll, isEnd, left } = this.reading.position(each);
      const role = this.roles[pattern];
      if (takesAll && role === "avoids") return over(pattern);
      // Positions of a pattern follow each other, and the furthest tells how it stands.
      if (at[index + 1] !== undefined && this.reading.position(at[index + 1] ?? -1).pattern === pattern) continue;
      reached.add(pattern);
      if (role === "grammar") leftOfGrammar = Math.min(leftOfGrammar, left);
      else if (isEnd === (role === "avoids")) {
        // One that rules texts out is enough. With one blamed before wherever possible, few are blamed in the end.
        if (objector === undefined || this.blamed.has(pattern)) objector = pattern;
      }
      if (role === "fits") leftOfAll += left;
    }
    if (leftOfGrammar === Infinity) return over();
    const lost = this.fitting.filter((pattern) => !reached.has(pattern));
    if (lost.length > 0) return over(lost.find((pattern) => this.blamed.has(pattern)) ?? lost[0]);
    return { isOver: false, fitsGrammar: leftOfGrammar === 0, objector, charactersLeft: leftOfAll + leftOfGrammar };
  }

  private keyOf(at: readonly number[]): string {
    return this.automaton.positions.length <= CHARACTERS ? String.fromCharCode(...at) : at.join();
  }
}

function over(objector?: number): Prospect {
  return { isOver: true, fitsGrammar: false, objector, charactersLeft: 0 };
}
