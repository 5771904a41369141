import { ASKED_WRONGLY, type Manual, type Options } from "./manual";

const WIDTH = 96;

/** One screen: how to call the command, what it does, its options, examples and exit codes. */
export function helpText(manual: Manual<Options>): string {
  const { about, options, examples } = manual;
  const optionRows = Object.entries(options).map(([name, { takes, about: says, otherwise }]): Row => {
    const isShown = (typeof otherwise === "string" && otherwise !== "") || typeof otherwise === "number";
    const usual = isShown ? ` (${otherwise})` : "";
    return [`--${name}${takes === undefined ? "" : ` ${takes}`}`, `${says}${usual}`];
  });
  const exitCodes = manual.passesOn ? manual.exitCodes : { ...manual.exitCodes, [ASKED_WRONGLY]: askedWrongly(manual) };
  return [
    ...wrapped(usageOf(manual), "  "),
    "",
    ...wrapped(about, ""),
    "",
    "Options",
    ...table([...optionRows, ["--help", "this text"]]),
    "",
    examples.length === 1 ? "Example" : "Examples",
    ...examples.map((example) => `  ${example}`),
    "",
    "Exit codes",
    ...table(Object.entries(exitCodes)),
    "",
  ].join("\n");
}

/** More options than these are named in their own list only: else one screen would not hold both. */
const MOST_IN_USAGE = 7;

export function usageOf({ command, operands, options }: Manual<Options>): string {
  const all = Object.entries(options);
  const each = all.map(([name, { takes }]) => `[--${name}${takes === undefined ? "" : ` ${takes}`}]`);
  const named = all.length > MOST_IN_USAGE ? ["[<option>…]"] : each;
  const words = [...(operands === undefined ? [] : [operands.shown]), ...named];
  return words.length === 0 ? command : `${command} -- ${words.join(" ")}`;
}

type Row = readonly [name: string, text: string];

function askedWrongly({ exitCodes }: Manual<Options>): string {
  const also = exitCodes[ASKED_WRONGLY];
  return `${also === undefined ? "" : `${also}; `}an option or argument was wrong`;
}

function table(rows: readonly Row[]): string[] {
  const indent = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows.flatMap(([name, says]) => {
    const [first = "", ...more] = wrapped(says, "", WIDTH - indent);
    return [`  ${name}`.padEnd(indent) + first, ...more.map((line) => " ".repeat(indent) + line)];
  });
}

/** Lines of at most so many characters, the second and later ones indented. */
function wrapped(text: string, indent: string, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
