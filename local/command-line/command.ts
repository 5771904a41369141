import { parseArgs } from "node:util";
import { UserError } from "../user-error";
import { helpText, usageOf } from "./help-text";
import { ASKED_WRONGLY, type Given, type Manual, type Options } from "./manual";
import { didYouMean } from "./nearest";

/** What local/run.mjs starts. @returns the exit code */
export type Run = (args: readonly string[]) => Promise<number>;

/**
 * A command that answers `--help`, reads its arguments by its manual, and does nothing else before both are done.
 *
 * @param act given the options by name and the rest of the line; returns the exit code, 0 when it returns nothing
 */
export function command<Declared extends Options>(
  manual: Manual<Declared>,
  act: (given: Given<Declared>, operands: readonly string[]) => Promise<number | undefined> | number | undefined,
): Run {
  return async (args) => {
    if (asksForHelp(args)) {
      process.stdout.write(helpText(manual));
      return 0;
    }
    const { given, operands } = argumentsOf(manual, args);
    return (await act(given, operands)) ?? 0;
  };
}

/** Also beside a mistake: someone who asks for help is not helped by a complaint. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}

/** @throws UserError, one sentence, for the first argument that the manual does not have */
export function argumentsOf<Declared extends Options>(
  manual: Manual<Declared>,
  args: readonly string[],
): { readonly given: Given<Declared>; readonly operands: readonly string[] } {
  const kinds = Object.entries(manual.options).map(([name, { takes }]) => {
    return [name, { type: takes === undefined ? ("boolean" as const) : ("string" as const) }] as const;
  });
  const { tokens } = parseArgs({ args: [...args], options: Object.fromEntries(kinds), strict: false, tokens: true });
  const given: Record<string, unknown> = {};
  for (const [name, { otherwise }] of Object.entries(manual.options)) given[name] = otherwise;
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const value = valueOf(manual, token.rawName, token.value);
    const isList = manual.options[token.name]?.several === true;
    given[token.name] = isList ? [given[token.name], value].flat() : value;
  }
  checkOperands(manual, operands);
  return { given: given as Given<Declared>, operands };
}

/** @throws UserError that ends by saying where all options are told */
export function wrong(manual: Pick<Manual<Options>, "command">, sentence: string): UserError {
  return new UserError(`${sentence} See ${manual.command} -- --help.`, ASKED_WRONGLY);
}

function valueOf(manual: Manual<Options>, rawName: string, value: string | undefined): unknown {
  const names = [...Object.keys(manual.options), "help"].map((name) => `--${name}`);
  const option = Object.hasOwn(manual.options, rawName.slice(2)) ? manual.options[rawName.slice(2)] : undefined;
  if (option === undefined || !rawName.startsWith("--"))
    throw wrong(manual, `${manual.command} has no option ${rawName}.${didYouMean(rawName, names)}`);
  if (option.takes === undefined && value !== undefined) throw wrong(manual, `${rawName} takes no value.`);
  if (option.takes !== undefined && (value === undefined || value === "" || value.startsWith("--")))
    throw wrong(manual, `${rawName} needs a value: ${rawName} ${option.takes}.`);
  try {
    return option.read(value ?? "");
  } catch (fault) {
    throw wrong(manual, `${rawName} is "${value ?? ""}": ${(fault as Error).message}.`);
  }
}

/** `npm run load --rps 5` without `--` before its options: npm takes "--rps" for itself and passes on the 5. */
function checkOperands(manual: Manual<Options>, operands: readonly string[]): void {
  const { least = 0, most = 0 } = manual.operands ?? {};
  const tooMuch = operands[most];
  if (tooMuch !== undefined) throw wrong(manual, `"${tooMuch}" is one too many: ${usageOf(manual)}.`);
  if (operands.length < least) throw wrong(manual, `Something is missing: ${usageOf(manual)}.`);
}
