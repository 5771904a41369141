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
      "Random policies and questions, asked of the prover and of the evaluator, which must not contradict each other; then the same beneath " +
      "permissions boundaries, service and resource control policies, which must only take away.",
    options: {
      pairs: numberBetween(1, 1_000_000, 10_000, "pairs of policies and questions"),
      guarded: numberBetween(0, 1_000_000, 2000, "pairs beneath boundaries and control policies"),
      requests: numberBetween(1, 100_000, 300, "requests that each proof is held against"),
      seed: numberBetween(0, 999_999_999, SEED, "which ones"),
    },
    examples: ["npm run bench fuzz -- --pairs 1000 --seed 1"],
    exitCodes: { 0: "no contradiction", 1: "a contradiction, which is printed" },
  },
  ({ pairs, guarded, requests, seed }) => {
    const tell = teller();
    const draw = { seed, requests, tell };
    const open = comparePairs(pairs, draw);
    const beneath = comparePairs(guarded, { ...draw, isGuarded: true });
    tell("done");
    process.stdout.write(`${textOf(open, seed, "")}\n${textOf(beneath, seed, ", beneath guardrails")}\n`);
    return open.contradictions.length + beneath.contradictions.length === 0 ? 0 : 1;
  },
);

function textOf(
  { pairs, never, possible, unknown, requests, contradictions }: Counts,
  seed: number,
  where: string,
): string {
  return [
    `${pairs} random pairs of policies and questions${where}, seed ${seed}`,
    `  found       ${possible}, each allowed by the evaluator and to the point`,
    `  proved      ${never}, held against ${requests} requests that the questions are about`,
    `  undecided   ${unknown}, where AWS leaves something open or a limit was reached`,
    `  contradictions ${contradictions.length}`,
    ...contradictions.slice(0, 20),
  ].join("\n");
}
