/** Puts a question to an estate, case by case. */
import { UnmodelledPolicyError } from "../../evaluate/modelled";
import { answerCase, type WantedRequest } from "./answer-case";
import { type ActionCase, actionCases } from "./cases";
import { type Involved, involvedIn } from "./involved";
import { whyNoMore } from "./overall-budget";
import { prepare } from "./prepared-case";
import type { Answer, Question } from "../question";

/**
 * @param wanted a request to show is one that could be sent
 * @throws AuditInternalError when the evaluator refuses a request of which the search is certain
 */
export function ask(question: Question, wanted: WantedRequest = "to show"): Answer {
  return askEachCase(question, involvedIn, (each, involved) =>
    answerCase(question, involved, prepare(question, each, involved), wanted),
  );
}

/**
 * The first case that is possible; else the first that is open; without either, never.
 *
 * @param involve what has a say in the question; by it actions are told apart
 */
export function askEachCase(
  question: Question,
  involve: (question: Question) => Involved,
  answerTo: (each: ActionCase, involved: Involved) => Answer,
): Answer {
  let open: Answer | undefined;
  try {
    const tooLate = whyNoMore();
    if (tooLate !== undefined) return { kind: "unknown", why: tooLate };
    const involved = involve(question);
    for (const each of actionCases(question, involved)) {
      const spent = whyNoMore();
      if (spent !== undefined) return { kind: "unknown", why: spent };
      const answer = answerTo(each, involved);
      if (answer.kind === "possible") return answer;
      if (answer.kind === "unknown") open ??= answer;
    }
  } catch (error) {
    if (error instanceof UnmodelledPolicyError) return { kind: "unknown", why: error.message };
    throw error;
  }
  return open ?? { kind: "never" };
}
