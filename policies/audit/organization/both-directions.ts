/** What may never happen is asked without guardrails, what has to work beneath them: each in the direction that is harder. */
import type { Estate } from "../estate";
import type { Rule, RuleQuestion } from "../rules/rule";
import { isGuarded, withoutGuardrails } from "./without-guardrails";

export interface AskedQuestion {
  readonly question: RuleQuestion;
  /** The same of what has to be possible, without guardrails: tells whether one of them is why it is not. */
  readonly unguarded?: RuleQuestion | undefined;
}

/** In the rule's own order. */
export function questionsOf(rule: Rule, estate: Estate): readonly AskedQuestion[] {
  const bare = rule.questions(withoutGuardrails(estate));
  if (!isGuarded(estate)) return bare.map((question) => ({ question }));
  const beneath = rule.questions(estate);
  return bare.map((question, index) => {
    const guarded = beneath[index];
    if (question.expect === "never" || guarded === undefined) return { question };
    return { question: guarded, unguarded: question };
  });
}
