import { argumentsOf, command } from "../../../local/command-line/command";
import { helpText } from "../../../local/command-line/help-text";
import { flag, type Manual, numberBetween, oneOf, type Options, text } from "../../../local/command-line/manual";
import { didYouMean, nearest } from "../../../local/command-line/nearest";

const MANUAL = {
  command: "npm run fly",
  about: "Flies. ".repeat(30).trim(),
  operands: { shown: "<where>", least: 1, most: 2 },
  options: {
    height: numberBetween(1, 100, 10, "metres"),
    wing: oneOf("<which>", ["left", "right"], "left", "which one first"),
    by: text("<name>", "bird", "as what"),
    backwards: flag("the other way"),
  },
  examples: ["npm run fly -- home"],
  exitCodes: { 0: "landed", 1: "fell" },
} satisfies Manual<Options>;

const USUAL = { height: 10, wing: "left", by: "bird", backwards: false };

test.each<[string, object, string[]]>([
  ["home", {}, ["home"]],
  ["home --height 7", { height: 7 }, ["home"]],
  ["--height=7 home away", { height: 7 }, ["home", "away"]],
  ["home --wing right --backwards", { wing: "right", backwards: true }, ["home"]],
  ["home --by -x", { by: "-x" }, ["home"]],
  ["-- --home", {}, ["--home"]],
])("%s is read", (line, given, operands) => {
  expect(argumentsOf(MANUAL, line.split(" "))).toEqual({ given: { ...USUAL, ...given }, operands });
});

test.each([
  ["home --hieght 7", "npm run fly has no option --hieght. Did you mean --height?"],
  ["home --toString 7", "npm run fly has no option --toString."],
  ["home -x", "npm run fly has no option -x."],
  ["home --height", "--height needs a value: --height <number>."],
  ["home --height --backwards", "--height needs a value: --height <number>."],
  ["home --height=", "--height needs a value: --height <number>."],
  ["home --height 0", '--height is "0": it has to be a number from 1 to 100.'],
  ["home --height 1e9", '--height is "1e9": it has to be a number from 1 to 100.'],
  ["home --height much", '--height is "much": it has to be a number from 1 to 100.'],
  ["home --wing top", '--wing is "top": allowed are left, right.'],
  ["home --backwards=yes", "--backwards takes no value."],
  ["--backwards", "Something is missing: npm run fly -- <where> [--height <number>]"],
  ["a b c", '"c" is one too many: npm run fly -- <where> [--height <number>]'],
])("%s is refused in one sentence, with exit code 2 and the way to all options", (line, sentence) => {
  let thrown: unknown;
  try {
    argumentsOf(MANUAL, line.split(" "));
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ name: "UserError", exitCode: 2 });
  const { message } = thrown as Error;
  expect(message.startsWith(sentence)).toBe(true);
  expect(message.endsWith(" See npm run fly -- --help.")).toBe(true);
});

test.each([["--help"], ["-h"], ["home --height 0 --help"]])("%s shows the help and does nothing else", async (line) => {
  const done: unknown[] = [];
  const written = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    expect(await command(MANUAL, (given) => done.push(given))(line.split(" "))).toBe(0);
    expect(written.mock.calls).toEqual([[helpText(MANUAL)]]);
  } finally {
    written.mockRestore();
  }
  expect(done).toEqual([]);
});

test("the help is one screen: usage, what it does, every option with its usual value, an example, exit codes", () => {
  const lines = helpText(MANUAL).trimEnd().split("\n");
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(lines[0]).toBe("npm run fly -- <where> [--height <number>] [--wing <which>] [--by <name>] [--backwards]");
  expect(lines).toEqual(
    expect.arrayContaining([
      "  --height <number>  metres, 1 to 100 (10)",
      "  --backwards        the other way",
      "  --help             this text",
      "  npm run fly -- home",
      "  0  landed",
      "  2  an option or argument was wrong",
    ]),
  );
});

test.each([
  ["alcie", "alice"],
  ["Bob", "bob"],
  ["eu-west1", "eu-west-1"],
  ["detect-face", "detect-faces"],
  ["mallory", undefined],
  ["", undefined],
])("%j is near %j", (given, name) => {
  const names = ["alice", "bob", "carol", "eu-west-1", "eu-west-2", "detect-faces"];
  expect(nearest(given, names)).toBe(name);
  expect(didYouMean(given, names)).toBe(name === undefined ? "" : ` Did you mean ${name}?`);
});
