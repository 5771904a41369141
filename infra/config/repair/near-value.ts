import { editDistance, nearestName } from "../nearest-name";

/**
 * The allowed word that another one stands for: the same letters, a part of it, or a slip of the keyboard.
 *
 * @param value anything found where a word belongs
 */
export function nearWord(value: unknown, words: readonly string[]): string | undefined {
  const typed = lettersOf(value);
  if (typed === "") return undefined;
  const same = words.find((word) => lettersOf(word) === typed);
  const part = words.filter((word) => lettersOf(word).includes(typed) || typed.includes(lettersOf(word)));
  return same ?? (typed.length > 2 && part.length === 1 ? part[0] : undefined) ?? slipOf(typed, words);
}

/** A third of the letters may be wrong: of short words one. Between two that are as near nothing is guessed. */
function slipOf(typed: string, words: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(typed.length / 3));
  const near = words.filter((word) => nearestName(typed, [lettersOf(word)], most) !== undefined);
  const best = nearestName(typed, near.map(lettersOf), most);
  const others = near.filter((word) => lettersOf(word) !== best);
  const isAlone =
    best !== undefined && others.every((word) => editDistance(typed, lettersOf(word)) > editDistance(typed, best));
  return isAlone ? words.find((word) => lettersOf(word) === best) : undefined;
}

function lettersOf(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase().replaceAll(/[^a-z0-9]/g, "") : "";
}

/**
 * A whole number between the limits, from one outside them or with words around it: "60 s" of seconds, "1,000", 2.5. None for 0 and
 * below: that often stands for "never" or "without limit", of which the least that is allowed would be the opposite.
 */
export function nearInteger(value: unknown, limits: { min: number; max: number; unit: string }): number | undefined {
  const number = numberIn(value, limits.unit);
  return number === undefined || number <= 0
    ? undefined
    : Math.min(limits.max, Math.max(limits.min, Math.round(number)));
}

/** The allowed number that is nearest to another above 0, of two the larger. */
export function nearestOf(value: unknown, numbers: readonly number[]): number | undefined {
  const number = numberIn(value, "");
  if (number === undefined || number <= 0) return undefined;
  return [...numbers].sort((a, b) => Math.abs(a - number) - Math.abs(b - number) || b - a)[0];
}

function numberIn(value: unknown, unit: string): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  const [, digits, word = ""] = /^\s*(-?[\d_,]+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(String(value)) ?? [];
  // "5 m" of seconds may be minutes: not a number of seconds to propose.
  if (digits === undefined || !unit.startsWith(word.toLowerCase())) return undefined;
  const number = Number(digits.replaceAll(/[_,]/g, ""));
  return Number.isFinite(number) ? number : undefined;
}

const YES = ["true", "yes", "on", "1", "y", "t"];
const NO = ["false", "no", "off", "0", "n", "f"];

export function nearFlag(value: unknown): boolean | undefined {
  const word = String(value).trim().toLowerCase();
  return YES.includes(word) || (NO.includes(word) ? false : undefined);
}

/** Letters, digits and inner hyphens, and a hyphen for everything between them. */
export function hyphenated(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
}
