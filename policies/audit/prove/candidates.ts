/**
 * Values to try for the variables in policies, when nothing excludes a hole without looking at values. What they find is certain;
 * that they find nothing proves nothing.
 */
import { keyVariable } from "../encode/key-variable";
import type { Chosen } from "./ground";
import { type Parse, someParsesOf } from "./parses";
import { type Found, textsIn } from "./solve-case";
import { variablesIn } from "../encode/template";

const MOST = 150;
const MOST_FITTING = 30;
const FRESH = ["a", "b"];
/** Combinations of the stack's own names, of each variable the first few. */
const MOST_LIKELY = 24;
/** Two parts in one, an extension of a fresh value, what a wildcard could be taken for, nothing, and no value at all. */
const AWKWARD = ["a/b", "ab", "a:b", "", "*", "a?", undefined];

/**
 * The likeliest first: what the searches without values came to, then what policies and question compare with. Each has a value
 * for every variable that any of the searches left open, so that each of their bounds can be searched with it. Made as they are needed:
 * the first mostly do.
 */
export function* candidates(searches: readonly Found[], likely: Likely): Generator<Chosen> {
  const openTests = searches.flatMap((found) => found.openTests);
  const keys = [...new Set(openTests.flatMap(({ value }) => variablesIn(value).map(({ key }) => key.toLowerCase())))];
  const ofTheStack = combinations(keys, keys.map(likely)).slice(0, MOST_LIKELY);
  const tried = new Set<string>();
  const isNew = (each: Chosen) => tried.size < tried.add(textOf(each)).size;
  yield* ofTheStack.filter(isNew);
  for (const found of searches) yield* candidatesFrom(found, keys).filter(isNew);
}

/** A key's values that a reader takes for real, by its name in lower case: they are tried before all others. */
export type Likely = (key: string) => readonly string[];

function textOf(chosen: Chosen): string {
  return JSON.stringify([...chosen].map(([key, value]) => [key, value ?? null]));
}

function candidatesFrom({ likelier, openTests, formula }: Found, keys: readonly string[]): readonly Chosen[] {
  const satisfaction = likelier();
  if (satisfaction.kind !== "satisfied") return [];
  const { assignment } = satisfaction;
  const texts = textsIn(formula);
  const segments = (texts.get("resource") ?? []).flatMap((arn) => arn.split(":").slice(5).join(":").split(/[/:]/));
  const parses = openTests.flatMap((test) => {
    const on = assignment.get(test.on);
    return assignment.has(test.name) && typeof on === "string" ? [someParsesOf(test.value, on)] : [];
  });
  const values = keys.map((key) => {
    const found = assignment.get(keyVariable(key));
    const fromTexts = parses.flat().flatMap((each) => each.get(key) ?? []);
    const compared = texts.get(keyVariable(key)) ?? [];
    const known = [...fromTexts, ...(typeof found === "string" ? [found] : []), ...compared];
    return [...new Set([...known, ...FRESH, ...segments.slice(-12), ...AWKWARD])];
  });
  return [...fitting(keys, values, parses), ...combinations(keys, values)];
}

/** The values with which every test comes out as the search supposed, as far as there are such: what one key is, another hangs on. */
function fitting(
  keys: readonly string[],
  values: readonly (readonly (string | undefined)[])[],
  parses: readonly (readonly Parse[])[],
): Chosen[] {
  const agree = (one: Parse, other: Parse) => [...other].every(([key, part]) => (one.get(key) ?? part) === part);
  const ways = parses.reduce<readonly Parse[]>(
    (known, next) =>
      known
        .flatMap((way) => next.filter((each) => agree(way, each)).map((each) => new Map([...way, ...each])))
        .slice(0, MOST_FITTING),
    [new Map()],
  );
  return ways.map((way) => new Map(keys.map((key, index) => [key, way.get(key) ?? values[index]?.[0]])));
}

/** Combinations with early values first: the sum of the places grows. */
function combinations(keys: readonly string[], values: readonly (readonly (string | undefined)[])[]): Chosen[] {
  const most = values.reduce((sum, { length }) => sum + length, 0);
  const found: Chosen[] = [];
  const add = (key: number, left: number, chosen: readonly (string | undefined)[]): void => {
    if (found.length >= MOST) return;
    const own = values[key];
    if (own === undefined) {
      if (left === 0) found.push(new Map(keys.map((name, index) => [name, chosen[index]])));
      return;
    }
    for (let place = 0; place <= Math.min(left, own.length - 1); place++)
      add(key + 1, left - place, [...chosen, own[place]]);
  };
  for (let sum = 0; sum < most && found.length < MOST; sum++) add(0, sum, []);
  return found;
}
