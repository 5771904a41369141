/** One thing that a command can be told by name. */
export interface Option<Value> {
  /** What stands behind it, e.g. "<number>"; absent for a switch, which is there or not. */
  readonly takes?: string;
  /** What it is for and what is allowed, in a few words. */
  readonly about: string;
  /** The value when the option is not given. */
  readonly otherwise: Value;
  /** @throws Error with the rest of the sentence "--name is "text": …" */
  readonly read: (text: string) => Value;
  /** Given several times, its lists come one after the other. Without it the last one counts. */
  readonly several?: true;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** What was given, by the option's name. */
export type Given<Declared extends Options> = {
  readonly [Name in keyof Declared]: ReturnType<Declared[Name]["read"]> | Declared[Name]["otherwise"];
};

/** Everything there is to know about using one command: its help, its arguments and its complaints are made from this. */
export interface Manual<Declared extends Options> {
  /** As people type it, e.g. "npm run load". */
  readonly command: string;
  /** What it does, in a sentence or two. */
  readonly about: string;
  /** What stands on the line without a name, as the usage shows it, and how many of these there may be. */
  readonly operands?: { readonly shown: string; readonly least: number; readonly most: number };
  readonly options: Declared;
  /** Whole lines to copy. */
  readonly examples: readonly string[];
  /** A tool stands behind it, which gets everything on the line and answers for it. */
  readonly passesOn?: boolean;
  /** Of its own; 2 is every other command's answer to being asked wrongly. */
  readonly exitCodes: Readonly<Record<number, string>>;
}

/** The exit code of a command that was asked for what it does not have. */
export const ASKED_WRONGLY = 2;

export function text(takes: string, otherwise: string, about: string): Option<string> {
  return { takes, about, otherwise, read: (given) => given };
}

/** A text that need not be there, and has no value then. */
export function optionalText(takes: string, about: string): Option<string | undefined> {
  return { takes, about, otherwise: undefined, read: (given) => given };
}

/** Texts, one each time that the option is given. */
export function texts(takes: string, about: string): Option<readonly string[]> {
  return { takes, about, otherwise: [], read: (given) => [given], several: true };
}

export function numberBetween(least: number, most: number, otherwise: number, about: string): Option<number> {
  return {
    takes: "<number>",
    about: `${about}, ${least} to ${most}`,
    otherwise,
    read(given) {
      const value = Number(given);
      if (given.trim() !== "" && value >= least && value <= most) return value;
      throw new Error(`it has to be a number from ${least} to ${most}`);
    },
  };
}

/** A whole number that need not be there, and has no value then. */
export function wholeNumber(least: number, most: number, about: string): Option<number | undefined> {
  return {
    takes: "<n>",
    about,
    otherwise: undefined,
    read(given) {
      const value = Number(given);
      if (/^\d+$/.test(given) && value >= least && value <= most) return value;
      throw new Error(`it has to be a whole number from ${least} to ${most}`);
    },
  };
}

export function oneOf<Choice extends string>(
  takes: string,
  choices: readonly [Choice, ...Choice[]],
  otherwise: Choice,
  about: string,
): Option<Choice> {
  return {
    takes,
    about,
    otherwise,
    read(given) {
      const chosen = choices.find((choice) => choice === given);
      if (chosen !== undefined) return chosen;
      throw new Error(`allowed are ${choices.join(", ")}`);
    },
  };
}

export function flag(about: string): Option<boolean> {
  return { about, otherwise: false, read: () => true };
}
