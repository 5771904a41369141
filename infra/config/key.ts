/** What a configuration key is, and the small kinds of keys that most settings are made of. */

/** The types that Pulumi.yaml can declare. */
export type ConfigType = "string" | "integer" | "boolean" | "array" | "object";

/** One place inside a key's value that cannot stay as it is. */
export interface Fault {
  /** Path below the key in the notation of `pulumi config set --path`: "", "[1]", ".peerVpcId". */
  readonly at: string;
  readonly found: unknown;
  /** What is wrong, as the end of a sentence that begins with the key and the value found. */
  readonly fault: string;
  /** The value that the fixing line sets at `at`; without it the key's example, at the example's own place. */
  readonly fix?: string;
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

export function text(key: { default: string; allowed: string; example: string; fault: TextFault }): Key<string> {
  return {
    type: "string",
    default: key.default,
    allowed: key.allowed,
    example: { at: "", value: key.example },
    faultsOf: (value) => faultOfText(value, "", key.fault, key.example),
  };
}

/** A text that may be left empty, which then has a meaning of its own. */
export function optionalText(key: { allowed: string; example: string; fault: TextFault }): Key<string> {
  return text({ ...key, default: "", fault: (value) => (value === "" ? undefined : key.fault(value)) });
}

export function oneOf<const V extends string>(values: readonly V[], preset: NoInfer<V>): Key<V> {
  const isAllowed = (value: unknown): boolean => values.some((allowed) => allowed === value);
  return {
    type: "string",
    default: preset,
    allowed: `one of ${values.join(", ")}`,
    example: { at: "", value: preset },
    faultsOf: (value) => (isAllowed(value) ? [] : [{ at: "", found: value, fault: "is none of the values we know" }]),
  };
}

export function integer(key: { min: number; max: number; default: number; unit: string }): Key<number> {
  const isAllowed = (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= key.min && Number(value) <= key.max;
  return {
    type: "integer",
    default: key.default,
    allowed: `a whole number of ${key.unit} from ${key.min} to ${key.max}`,
    example: { at: "", value: String(key.default) },
    faultsOf: (value) => (isAllowed(value) ? [] : [{ at: "", found: value, fault: "is not in the range" }]),
  };
}

export function integerOf(values: readonly number[], preset: number): Key<number> {
  const isAllowed = (value: unknown): boolean => typeof value === "number" && values.includes(value);
  return {
    type: "integer",
    default: preset,
    allowed: `one of ${values.join(", ")}`,
    example: { at: "", value: String(preset) },
    faultsOf: (value) => (isAllowed(value) ? [] : [{ at: "", found: value, fault: "is none of the values AWS takes" }]),
  };
}

export function flag(preset: boolean): Key<boolean> {
  return {
    type: "boolean",
    default: preset,
    allowed: "true or false",
    example: { at: "", value: String(preset) },
    faultsOf: (value) =>
      typeof value === "boolean" ? [] : [{ at: "", found: value, fault: "is neither true nor false" }],
  };
}

/** The fault of a text at one place of a value, as a list of none or one. */
export function faultOfText(value: unknown, at: string, fault: TextFault, fix: string): Fault[] {
  const sentence = typeof value === "string" ? fault(value) : "is not text";
  return sentence === undefined ? [] : [{ at, found: value, fault: sentence, fix }];
}
