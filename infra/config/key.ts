/**
 * What a configuration key is, and the small kinds of keys that most settings are made of.
 *
 * Not with a schema library: it says what is wrong, and most of this folder is the line that puts it right (the nearest good value, the
 * field that a misspelt one stands for). CONTRIBUTING.md has what a trial gave.
 */
import { nearestOf, nearFlag, nearInteger, nearWord } from "./repair/near-value";

export type ConfigType = "string" | "integer" | "boolean" | "array" | "object";

/** A place below a key, and what belongs there; without a value the place has to go. */
export interface Setting {
  /** In the notation of `pulumi config set --path`: "", "[1]", ".peerVpcId". */
  readonly at: string;
  readonly value?: string | number | boolean;
}

/** One place inside a key's value that cannot stay as it is. */
export interface Fault {
  /** As in `Setting`. */
  readonly at: string;
  readonly found: unknown;
  /** What is wrong, as the end of a sentence that begins with the key and the value found. */
  readonly fault: string;
  /**
   * What puts it right: the value for this very place, as near to the one found as can be, or several settings; without it the key's
   * example, at the example's own place.
   */
  readonly fix?: string | number | boolean | readonly Setting[];
  /** The place has to go: the fixing line removes it. */
  readonly remove?: true;
  /** The value must not be printed. */
  readonly hidden?: true;
}

export interface Key<T> {
  readonly type: ConfigType;
  /** What an array holds; text unless said otherwise. */
  readonly items?: ConfigType;
  /** Absent = the key is required. */
  readonly default?: T;
  /** A noun phrase: what may stand here. */
  readonly allowed: string;
  /** A value that is right, and where below the key it belongs. */
  readonly example: { readonly at: string; readonly value: string };
  /** No faults means: the value is a T. */
  readonly faultsOf: (value: unknown) => readonly Fault[];
}

/** Says what is wrong with a text, or undefined when nothing is. */
export type TextFault = (text: string) => string | undefined;

/** What one text has to be. */
export interface TextRule {
  readonly fault: TextFault;
  /** Texts that a wrong one may stand for, the likeliest first; the first one without fault is proposed. It is trimmed already. */
  readonly mend?: (text: string) => readonly (string | undefined)[];
  /** Proposed when nothing near is right. */
  readonly example: string;
}

export function text(key: TextRule & { default: string; allowed: string }): Key<string> {
  return {
    type: "string",
    default: key.default,
    allowed: key.allowed,
    example: { at: "", value: key.example },
    faultsOf: (value) => faultOfText(value, "", key),
  };
}

/** A text that may be left empty, which then has a meaning of its own. */
export function optionalText(key: TextRule & { allowed: string }): Key<string> {
  return text({ ...key, default: "", fault: (value) => (value === "" ? undefined : key.fault(value)) });
}

export function oneOf<const V extends string>(values: readonly V[], preset: NoInfer<V>): Key<V> {
  const isAllowed = (value: unknown): boolean => values.some((allowed) => allowed === value);
  const fault = "is not one of the allowed values";
  return {
    type: "string",
    default: preset,
    allowed: `one of ${values.join(", ")}`,
    example: { at: "", value: preset },
    faultsOf: (value) =>
      isAllowed(value) ? [] : [{ at: "", found: value, fault, fix: nearWord(value, values) ?? preset }],
  };
}

export function integer(key: { min: number; max: number; default: number; unit: string }): Key<number> {
  const isAllowed = (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= key.min && Number(value) <= key.max;
  const faultOf = (value: unknown) => (Number.isInteger(value) ? "is outside the range" : "is not a whole number");
  return {
    type: "integer",
    default: key.default,
    allowed: `a whole number of ${key.unit} from ${key.min} to ${key.max}`,
    example: { at: "", value: String(key.default) },
    faultsOf: (value) =>
      isAllowed(value)
        ? []
        : [{ at: "", found: value, fault: faultOf(value), fix: nearInteger(value, key) ?? key.default }],
  };
}

export function integerOf(values: readonly number[], preset: number): Key<number> {
  const isAllowed = (value: unknown): boolean => typeof value === "number" && values.includes(value);
  const fault = "is not one of the numbers that AWS takes";
  return {
    type: "integer",
    default: preset,
    allowed: `one of ${values.join(", ")}`,
    example: { at: "", value: String(preset) },
    faultsOf: (value) =>
      isAllowed(value) ? [] : [{ at: "", found: value, fault, fix: nearestOf(value, values) ?? preset }],
  };
}

export function flag(preset: boolean): Key<boolean> {
  const fault = "is neither true nor false";
  return {
    type: "boolean",
    default: preset,
    allowed: "true or false",
    example: { at: "", value: String(preset) },
    faultsOf: (value) =>
      typeof value === "boolean" ? [] : [{ at: "", found: value, fault, fix: nearFlag(value) ?? preset }],
  };
}

/** The fault of a text at one place of a value, as a list of none or one. */
export function faultOfText(value: unknown, at: string, rule: TextRule): Fault[] {
  const sentence = typeof value === "string" ? rule.fault(value) : "is not text";
  return sentence === undefined
    ? []
    : [{ at, found: value, fault: sentence, fix: mended(value, rule) ?? rule.example }];
}

/** A text without fault that is as near as can be to what was found; undefined when there is none. */
export function mended(value: unknown, { fault, mend }: TextRule): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const trimmed = String(value).trim();
  const near = [trimmed, ...(mend?.(trimmed) ?? [])].filter((each) => each !== undefined && each !== "");
  return near.find((each) => each !== undefined && fault(each) === undefined);
}
