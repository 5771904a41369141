/** A formula whose action is settled: what is left of it is about the rest of the request. */
import { isKnownAction } from "../reference/reference";
import { actionGlob, actionsOf } from "./action-sets";
import { and, FALSE, type Formula, not, or, TRUE } from "../sat/formula";
import type { Pattern } from "../sat/pattern";
import { valueHolds } from "../sat/holds";
import { remembered } from "../remembered";

interface Memory {
  readonly patterns: readonly Pattern[];
  readonly globs: readonly (string | undefined)[];
  readonly rests: Map<string, Formula>;
}

const memories = new WeakMap<Formula, Memory>();

/** The same object for actions that the formula does not tell apart. */
export function withAction(formula: Formula, action: string): Formula {
  const memory = remembered(memories, formula, () => memoryOf(formula));
  const answers = memory.patterns.map((pattern, index) => isActionOf(pattern, memory.globs[index], action));
  const name = answers.map((answer) => (answer ? "1" : "0")).join("");
  return remembered(memory.rests, name, () =>
    answered(formula, new Map(memory.patterns.map((pattern, index) => [pattern, answers[index] ?? false]))),
  );
}

function isActionOf(pattern: Pattern, glob: string | undefined, action: string): boolean {
  if (glob !== undefined && isKnownAction(action)) return actionsOf(glob).has(action);
  return valueHolds({ kind: "matches", pattern }, action);
}

function memoryOf(formula: Formula): Memory {
  const patterns = patternsOf(formula);
  return { patterns, globs: patterns.map(actionGlob), rests: new Map() };
}

function patternsOf(formula: Formula): readonly Pattern[] {
  switch (formula.kind) {
    case "constant":
      return [];
    case "atom":
      return formula.variable === "action" && formula.test.kind === "matches" ? [formula.test.pattern] : [];
    case "not":
      return patternsOf(formula.of);
    case "and":
    case "or":
      return [...new Set(formula.of.flatMap(patternsOf))];
  }
}

function answered(formula: Formula, answers: ReadonlyMap<Pattern, boolean>): Formula {
  switch (formula.kind) {
    case "constant":
      return formula;
    case "atom": {
      const answer = formula.test.kind === "matches" ? answers.get(formula.test.pattern) : undefined;
      if (formula.variable !== "action" || answer === undefined) return formula;
      return answer ? TRUE : FALSE;
    }
    case "not":
      return not(answered(formula.of, answers));
    case "and":
      return and(...formula.of.map((part) => answered(part, answers)));
    case "or":
      return or(...formula.of.map((part) => answered(part, answers)));
  }
}
