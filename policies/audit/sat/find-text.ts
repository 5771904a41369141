/** A text that fits some patterns and avoids others, short and readable; or which of them leave no text at all. */
import type { Automaton } from "./automaton";
import { Outlooks, type Role } from "./outlook";
import { Reading } from "./reading";

/** How many more states a search may build; one of many positions counts for several. */
export interface Budget {
  states: number;
}

/** Thrown, not returned, so that it is not taken for "there is none". */
export class OutOfBudgetError extends Error {}

/** `blamed`: patterns that leave no text together with the grammar, though perhaps not the fewest such. */
export type Found = { readonly text: string } | { readonly blamed: ReadonlySet<number> };

/** `at`: where reading `text` may have got to. */
interface State {
  readonly at: readonly number[];
  readonly text: string;
  readonly length: number;
  readonly isFound: boolean;
}

const POSITIONS_IN_A_STATE = 16;
const CHARACTERS = 0x10000;

/** `roles` by pattern of the automaton. */
export function findText(automaton: Automaton, roles: readonly Role[], budget: Budget): Found {
  return new TextSearch(automaton, roles, budget).run();
}

class TextSearch {
  private readonly reading: Reading;
  private readonly outlooks: Outlooks;
  private readonly seen = new Set<string>();
  /** Open states by the length to expect. Summed over patterns it overrates, but makes haste to where all of them end. */
  private readonly open: (State[] | undefined)[] = [];
  private shortest = 0;

  constructor(
    private readonly automaton: Automaton,
    private readonly roles: readonly Role[],
    private readonly budget: Budget,
  ) {
    this.reading = new Reading(automaton);
    this.outlooks = new Outlooks(this.reading, roles);
  }

  run(): Found {
    const used = [...this.roles.keys()].filter((pattern) => this.roles[pattern] !== "unused");
    this.reach(this.reading.begin(used), "", 0);
    for (let state = this.next(); state; state = this.next()) {
      if (state.isFound) return { text: state.text };
      for (const character of this.outlooks.charactersAfter(state.at)) {
        const text = state.text + (this.automaton.characters[character] ?? "");
        this.reach(this.reading.read(state.at, character), text, state.length + 1);
      }
    }
    return { blamed: this.outlooks.blamed };
  }

  /** Of the shortest to be expected the newest: where all ways are equally long, one is followed to its end. */
  private next(): State | undefined {
    for (; this.shortest < this.open.length; this.shortest++) {
      const state = this.open[this.shortest]?.pop();
      if (state) return state;
    }
    return undefined;
  }

  /** Keeps the state open, unless it is known or over. */
  private reach(at: readonly number[], text: string, length: number): void {
    const key = this.automaton.positions.length <= CHARACTERS ? String.fromCharCode(...at) : at.join();
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.budget.states -= 1 + at.length / POSITIONS_IN_A_STATE;
    if (this.budget.states < 0) throw new OutOfBudgetError("there are too many texts to look through");
    const { isOver, isFound, left } = this.outlooks.of(at);
    if (isOver) return;
    (this.open[length + left] ??= []).push({ at, text, length, isFound });
    this.shortest = Math.min(this.shortest, length + left);
  }
}
