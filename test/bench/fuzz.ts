import { command } from "../../local/command-line/command";
import { numberBetween } from "../../local/command-line/manual";
import { comparePairs, type Counts } from "./fuzz/random-pairs";
import { teller } from "./measuring/telling";

/** A seed of its own, so that the 300 pairs of the tests are not tried again. */
const SEED = 20261122;

export const run = command(
  {
    command: "npm run bench fuzz",
    about:
      "Random policies and questions, asked of the prover and of the evaluator, which must not contradict each other.",
    options: {
      pairs: numberBetween(1, 1_000_000, 10_000, "pairs of policies and questions"),
      requests: numberBetween(1, 100_000, 300, "requests that each proof is held against"),
      seed: numberBetween(0, 999_999_999, SEED, "which ones"),
    },
    examples: ["npm run bench fuzz -- --pairs 1000 --seed 1"],
    exitCodes: { 0: "no contradiction", 1: "a contradiction, which is printed" },
  },
  ({ pairs, requests, seed }) => {
    const tell = teller();
    const counts = comparePairs(pairs, { seed, requests, tell });
    tell("done");
    process.stdout.write(`${textOf(counts, seed)}\n`);
    return counts.contradictions.length === 0 ? 0 : 1;
  },
);

function textOf({ pairs, never, possible, unknown, requests, contradictions }: Counts, seed: number): string {
  return [
    `${pairs} random pairs of policies and questions, seed ${seed}`,
    `  found       ${possible}, each allowed by the evaluator and to the point`,
    `  proved      ${never}, held against ${requests} requests that the questions are about`,
    `  undecided   ${unknown}, where AWS leaves something open or a limit was reached`,
    `  contradictions ${contradictions.length}`,
    ...contradictions.slice(0, 20),
  ].join("\n");
}
