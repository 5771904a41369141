import { setUp } from "../setup";
import { tryAnswers } from "./mutations/authorizer-faults";
import { FAULTS, tryEquivalents, tryFault } from "./mutations/numbered";
import { teller } from "./mutations/telling";
import type { Tried } from "./mutations/tried";

/**
 * `npm run bench mutations`: every fault of a numbered list is made in a shipped stack, and the rule that is about it has to break, with
 * a request to show; every rewriting that changes nothing has to leave all rules proved. Returns 1 on any miss.
 */
export async function run(): Promise<number> {
  const tell = teller();
  tell("making the graphs");
  await setUp();
  const tried = FAULTS.map((fault) => {
    const row = tryFault(fault);
    tell(lineOf(row));
    return row;
  });
  tell("answers of an authorizer");
  tried.push(...tryAnswers());
  tell("rewriting without a change of meaning");
  tried.push(...tryEquivalents());
  const missed = tried.filter(({ isAsExpected }) => !isAsExpected);
  process.stdout.write(`${tried.map(lineOf).join("\n")}\n${tried.length} changes, ${missed.length} missed\n`);
  return missed.length === 0 ? 0 : 1;
}

function lineOf({ id, what, expected, found, isAsExpected }: Tried): string {
  return [isAsExpected ? "ok    " : "MISSED", id.padEnd(3), expected.padEnd(12), found.padEnd(26), what].join("  ");
}
