import { command } from "../../command-line/command";
import { didYouMean } from "../../command-line/nearest";
import { UserError } from "../../user-error";
import { ASKED_WRONGLY } from "../../command-line/manual";

/** What there is under test/bench, in the order of the alphabet. */
export const BENCHMARKS: Readonly<Record<string, string>> = {
  audit: "time and memory of npm run audit, and how it grows with Regions",
  authorizer: "verifying a token, beside aws-jwt-verify and jose",
  bundle: "size and load time of each function's bundle",
  fuzz: "random policies, asked of the prover and of the evaluator",
  image: "every format through the image code of the functions",
  mint: "what table mode adds to a mint, and a cold authorizer while the table throttles",
  mutations: "faults made in the shipped policies: is each found out?",
  people: "importing ten thousand people into the laptop's mapping table, new and again",
  pool: "the pool's policy beside the published one and plain retries",
  "source-changes": "one token of functions/ changed at a time: do the tests notice?",
  start: "npm run synth and npm start, from the start to the first answer",
};

/** `npm run bench` without a benchmark: local/run.mjs goes straight to one that is named. */
export const run = command(
  {
    command: "npm run bench",
    about:
      "Runs one benchmark; without a name it lists them. Each makes for itself what it measures, says what it is doing while it " +
      "works, and explains its own options with --help.",
    operands: { shown: "[<benchmark>] [<option of it>…]", least: 0, most: Infinity },
    options: {},
    examples: ["npm run bench", "npm run bench pool -- --simulated", "npm run bench source-changes -- --help"],
    exitCodes: { 0: "listed, or every goal of the benchmark was met", 1: "a goal was missed" },
  },
  (_, [name]) => {
    const names = Object.keys(BENCHMARKS);
    if (name !== undefined) {
      const guess = didYouMean(name, names);
      throw new UserError(`There is no benchmark ${name}.${guess} See npm run bench -- --help.`, ASKED_WRONGLY);
    }
    const width = Math.max(...names.map(({ length }) => length)) + 2;
    const rows = Object.entries(BENCHMARKS).map(([each, about]) => `  ${each.padEnd(width)}${about}`);
    process.stdout.write(`${["npm run bench <name>, one of:", ...rows].join("\n")}\n`);
  },
);
