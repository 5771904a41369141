import { UndecidableError } from "../../../../policies/evaluate/decision";
import { UnmodelledPolicyError } from "../../../../policies/evaluate/modelled";
import { decidedByPolicies } from "../../../../policies/audit/audit";
import type { Estate } from "../../../../policies/audit/estate";
import { ask } from "../../../../policies/audit/prove/ask";
import { decideIn } from "../../../../policies/audit/replay";
import { RULES } from "../../../../policies/audit/rules";
import type { IntendedRequest, Rule, RuleQuestion } from "../../../../policies/audit/rules/rule";

/** A rule that is not proved, and by what that shows. */
export interface Open {
  readonly rule: string;
  readonly status: "REFUTED" | "UNKNOWN";
  readonly by: "a request" | "a setting" | "work refused" | "nothing works" | "not decided";
  readonly claim: string;
}

/**
 * The same verdict as the audit's, without what carries a proof: that takes half of the time, and here one question that breaks is enough.
 * @param first ids of rules to ask before the others
 */
export function firstOpen(estate: Estate, first: readonly string[] = []): Open | undefined {
  const rank = ({ id }: Rule) => (first.includes(id) ? first.indexOf(id) : first.length);
  const rules = [...RULES].sort((one, other) => rank(one) - rank(other));
  return (
    firstFound(rules, (rule) => ofFacts(rule, estate)) ??
    firstFound(rules, (rule) => firstFound(rule.mustAllow(estate), (request) => refused(rule, request, estate))) ??
    firstFound(rules, (rule) => firstFound(rule.questions(estate), (question) => answered(rule, question)))
  );
}

function firstFound<T, R>(all: readonly T[], look: (each: T) => R | undefined): R | undefined {
  for (const each of all) {
    const found = look(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofFacts(rule: Rule, estate: Estate): Open | undefined {
  const found = rule.facts?.(estate).find(({ status }) => status !== "PROVED");
  return found && { rule: rule.id, status: found.status as Open["status"], by: "a setting", claim: found.claim };
}

function refused({ id }: Rule, { claim, request, route }: IntendedRequest, estate: Estate): Open | undefined {
  try {
    if (decideIn(estate, request, route).allowed) return undefined;
    return { rule: id, status: "REFUTED", by: "work refused", claim };
  } catch (error) {
    if (!(error instanceof UndecidableError || error instanceof UnmodelledPolicyError)) throw error;
    return { rule: id, status: "UNKNOWN", by: "not decided", claim };
  }
}

function answered({ id }: Rule, { claim, expect, questions }: RuleQuestion): Open | undefined {
  const broken = expect === "never" ? "a request" : "nothing works";
  if (questions.length === 0 && expect === "possible") return { rule: id, status: "REFUTED", by: broken, claim };
  return firstFound(questions, (question): Open | undefined => {
    const { kind } = ask(expect === "never" ? decidedByPolicies(question) : question);
    if (kind === expect) return undefined;
    return kind === "unknown"
      ? { rule: id, status: "UNKNOWN", by: "not decided", claim }
      : { rule: id, status: "REFUTED", by: broken, claim };
  });
}
