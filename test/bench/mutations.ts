import { command, wrong } from "../../local/command-line/command";
import { flag } from "../../local/command-line/manual";
import { collectEstate } from "../../policies/audit/collect/collect";
import { setUp } from "../setup";
import { graphOf } from "../variants";
import { exampleHalves, HALVES_FAULTS, tryHalves } from "./mutations/accounts/halves-faults";
import { tryAnswers } from "./mutations/authorizer-faults";
import { coveredOtherwise } from "./mutations/generated/covered-in-table-mode";
import { tryEachChange } from "./mutations/generated/generated-run";
import { changesBeside } from "./mutations/generated/single-changes";
import { generatedText, silentOnes } from "./mutations/generated/generated-table";
import { tryGeneratedGuardrails, tryGuardrails } from "./mutations/guardrails/try-guardrails";
import { ALL_FAULTS, tryEquivalents, tryFault } from "./mutations/try-faults";
import { teller } from "./measuring/telling";
import type { Tried } from "./mutations/tried";

type Tell = (doing: string) => void;

const MANUAL = {
  command: "npm run bench mutations",
  about:
    "Every fault of a list is made in a shipped stack: the rule that is about it has to break, with a request to show, and every " +
    "rewriting that changes nothing has to leave all rules proved (a minute). Then all that the policies of dev say, and what table mode " +
    "adds to them, is taken away or widened, one thing at a time (minutes).",
  options: { listed: flag("only the list"), generated: flag("only what the policies say") },
  examples: ["npm run bench mutations -- --listed"],
  exitCodes: { 0: "all were found out", 1: "something was missed" },
};

export const run = command(MANUAL, async ({ listed, generated }) => {
  if (listed && generated) throw wrong(MANUAL, "--listed and --generated together are what happens without either.");
  const tell = teller();
  tell("making the graphs");
  await setUp();
  const missed = generated ? 0 : await listedFaults(tell);
  const silent = listed ? 0 : generatedChanges(tell);
  return missed + silent === 0 ? 0 : 1;
});

/** @returns how many were missed */
async function listedFaults(tell: Tell): Promise<number> {
  const tried = ALL_FAULTS.map((fault) => {
    const row = tryFault(fault);
    tell(lineOf(row));
    return row;
  });
  tell("answers of an authorizer");
  tried.push(...tryAnswers());
  tell("rewriting without a change of meaning");
  tried.push(...tryEquivalents());
  tell("guardrails above the stack");
  const dev = collectEstate(graphOf("dev"));
  tried.push(...tryGuardrails(dev), ...tryGeneratedGuardrails(dev));
  tell("both halves of two accounts");
  const halves = await exampleHalves();
  tried.push(...HALVES_FAULTS.map((fault) => tryHalves(fault, halves)));
  const missed = tried.filter(({ isAsExpected }) => !isAsExpected);
  process.stdout.write(`${tried.map(lineOf).join("\n")}\n${tried.length} changes, ${missed.length} missed\n\n`);
  return missed.length;
}

/** @returns how many went unnoticed, or are covered otherwise than the list says */
function generatedChanges(tell: Tell): number {
  const [dev, table, pinned] = [graphOf("dev"), graphOf("table"), graphOf("table-pinned")];
  const tried = [
    ["dev", dev, changesBeside(dev)],
    ["what table mode adds", table, changesBeside(table, dev)],
    ["what the authorizer inside the VPC and a role for each profile add", pinned, changesBeside(pinned, dev, table)],
  ] as const;
  const silent = tried.map(([what, graph, of]) => {
    const found = tryEachChange(graph, { of, covers: true, tell });
    const otherwise = graph === table ? coveredOtherwise(found) : [];
    process.stdout.write(`${[`${what}:`, generatedText(found), ...otherwise].join("\n")}\n\n`);
    return silentOnes(found).length + otherwise.length;
  });
  return silent.reduce((sum, each) => sum + each, 0);
}

function lineOf({ id, what, expected, found, isAsExpected }: Tried): string {
  return [isAsExpected ? "ok    " : "MISSED", id.padEnd(3), expected.padEnd(12), found.padEnd(26), what].join("  ");
}
