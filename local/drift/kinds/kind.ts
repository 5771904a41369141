/** What is compared of a type of item, how a sentence names one, and what it is a part of. */
import type { Item } from "../item";

/** In the place of a default: where the program says nothing, anything may stand. */
export const ANYTHING = Symbol("anything");

export interface Kind {
  readonly title: (item: Item) => string;
  /** Inputs that are compared, a dot for each step inwards, and what AWS has where the program says nothing. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Inputs that hold a policy. */
  readonly policies?: readonly string[];
  /** Settings whose values are not shown. */
  readonly hidden?: readonly string[];
  /** What to say of one that the program does not have. */
  readonly describe?: (item: Item) => string;
  /** The item that this is part of, by its key: where that one is missing or new, this goes without saying. */
  readonly partOf?: readonly [type: string, ownerOf: (key: string) => string];
  /** One that the program does not have is not a difference by itself: something else refers to it. */
  readonly isQuietAlone?: true;
}

/** A value in a sentence. */
export function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "none");
}
