import { parseArgs } from "node:util";
import { UserError } from "../../local/user-error";
import { comparePairs, type Counts } from "./fuzz/random-pairs";
import { teller } from "./measuring/telling";

/** A seed of its own, so that the 300 pairs of the tests are not tried again. */
const SEED = 20261122;

/**
 * `npm run bench fuzz [-- --pairs 10000 --requests 300 --seed 1]`: random policies and questions, asked of the prover and of the
 * evaluator. Returns 1 when they ever contradict each other.
 */
export function run(args: string[]): number {
  const { pairs, requests, seed } = numbersOf(args);
  const tell = teller();
  const counts = comparePairs(pairs, { seed, requests, tell });
  tell("done");
  process.stdout.write(`${textOf(counts, seed)}\n`);
  return counts.contradictions.length === 0 ? 0 : 1;
}

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

function numbersOf(args: string[]): Readonly<Record<"pairs" | "requests" | "seed", number>> {
  const number = (value: string) => ({ type: "string", default: value }) as const;
  try {
    const options = { pairs: number("10000"), requests: number("300"), seed: number(String(SEED)) };
    const { values } = parseArgs({ args, options });
    const wrong = Object.entries(values).find(([, value]) => !/^\d{1,9}$/.test(value));
    if (wrong) throw new Error(`--${wrong[0]} is ${wrong[1]}, which is no whole number`);
    return { pairs: Number(values.pairs), requests: Number(values.requests), seed: Number(values.seed) };
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new UserError(`${why}; allowed: --pairs, --requests and --seed, each with a whole number.`);
  }
}
