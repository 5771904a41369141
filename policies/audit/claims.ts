/** The claims of a rule under the numbers that the report gives them, each with what is behind it. */
import { decidedByPolicies } from "./audit";
import type { Estate } from "./estate";
import { questionsOf } from "./organization/both-directions";
import type { Fact, IntendedRequest, Rule, RuleQuestion } from "./rules/rule";

/** `P1.2` is the rule's second claim, `P1.m2` the second request that must stay possible. */
export interface Claims {
  /** Claims about every request there can be, from number 1. */
  readonly questions: readonly RuleQuestion[];
  /** Settings that were looked at; their numbers go on from those of the questions. */
  readonly facts: readonly Fact[];
  readonly intended: readonly IntendedRequest[];
}

export function claimsOf(rule: Rule, estate: Estate): Claims {
  return {
    questions: questionsOf(rule, estate).map(({ question }) => asAsked(question)),
    facts: rule.facts?.(estate) ?? [],
    intended: rule.mustAllow(estate),
  };
}

export function claimId(rule: string, index: number): string {
  return `${rule}.${index + 1}`;
}

export function intendedId(rule: string, index: number): string {
  return `${rule}.m${index + 1}`;
}

/** What no policy decides is left out of what must never be. */
function asAsked(rule: RuleQuestion): RuleQuestion {
  return rule.expect === "never" ? { ...rule, questions: rule.questions.map(decidedByPolicies) } : rule;
}
