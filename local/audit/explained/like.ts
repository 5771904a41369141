import { claimId, claimsOf, intendedId } from "../../../policies/audit/claims";
import type { Estate } from "../../../policies/audit/estate";
import { requestLike } from "../../../policies/audit/prove/request-like";
import { decideIn } from "../../../policies/audit/replay";
import type { Change } from "../../../policies/audit/report";
import { RULES } from "../../../policies/audit/rules";
import type { IntendedRequest, Rule, RuleQuestion } from "../../../policies/audit/rules/rule";
import { didYouMean } from "../../command-line/nearest";
import { UserError } from "../../user-error";
import { type AskedRequest, readRequest } from "./request-file";

/** A request to start from, and what it is one of. */
export interface Like extends AskedRequest {
  /** One sentence or two. */
  readonly about: string;
}

/**
 * The request of a claim (`P1.2`), of a request that must stay possible (`P1.m2`), or of a change since the approved baseline (`N1`).
 *
 * @param changes since the baseline, in the report's order; asked for only where one of them is wanted
 * @throws UserError for a name that the report does not have, or that has no request
 */
export function requestOf(estate: Estate, name: string, changes: () => readonly Change[]): Like {
  if (/^N\d+$/i.test(name)) return ofChange(estate, name, changes());
  const [, id = "", kind = "", number = ""] = /^(P\d+)\.(m?)(\d+)$/i.exec(name) ?? [];
  if (id === "")
    throw new UserError(
      `--like is "${name}"; allowed is a claim of the report (P1.2), one of its requests that must stay possible (P1.m2) or a change (N1).`,
    );
  const rule = ruleNamed(id);
  return kind === "" ? ofClaim(estate, rule, Number(number)) : ofIntended(estate, rule, Number(number));
}

/** @throws UserError with the names of all rules */
export function ruleNamed(id: string): Rule {
  const rule = RULES.find((each) => each.id.toLowerCase() === id.toLowerCase());
  if (rule) return rule;
  const names = RULES.map((each) => each.id);
  throw new UserError(`There is no rule ${id}; the rules are ${names.join(", ")}.${didYouMean(id, names)}`);
}

function ofClaim(estate: Estate, rule: Rule, number: number): Like {
  const { questions, facts, intended } = claimsOf(rule, estate);
  const question = questions[number - 1];
  if (question) return ofQuestion(question, claimId(rule.id, number - 1));
  const fact = facts[number - 1 - questions.length];
  if (fact)
    throw new UserError(`${claimId(rule.id, number - 1)} is about a setting and not about requests: ${fact.claim}`);
  const refused = intended.filter((one) => !decideIn(estate, one.request, one.route).allowed);
  const work = refused[number - 1 - questions.length - facts.length];
  if (work) return asLike(estate, work, claimId(rule.id, number - 1));
  throw new UserError(
    `${rule.id} has ${questions.length + facts.length} claims, ${numbered(rule.id, questions.length)} about requests.`,
  );
}

function ofQuestion({ claim, questions }: RuleQuestion, name: string): Like {
  for (const question of questions) {
    const request = requestLike(question);
    if (request) return { estate: question.estate, request, route: question.route, about: `${name}: ${claim}` };
  }
  throw new UserError(
    `${name} has no request to show: nothing in the stack's policies is about one of that kind. It says: ${claim}`,
  );
}

function ofIntended(estate: Estate, rule: Rule, number: number): Like {
  const { intended } = claimsOf(rule, estate);
  const found = intended[number - 1];
  if (found) return asLike(estate, found, intendedId(rule.id, number - 1));
  throw new UserError(`${rule.id} has ${intended.length} requests that must stay possible: ${rule.id}.m1 and so on.`);
}

function asLike(estate: Estate, { claim, request, route }: IntendedRequest, name: string): Like {
  return { estate, request, route, about: `${name}: ${claim}` };
}

function ofChange(estate: Estate, name: string, changes: readonly Change[]): Like {
  const change = changes[Number(name.slice(1)) - 1];
  if (!change)
    throw new UserError(
      `There is no change ${name}: ${changes.length} since the approved baseline${changes.length > 0 ? `, N1 to N${changes.length}` : ""}.`,
    );
  if (!change.witness) throw new UserError(`${name} is about a setting and not about requests: ${change.sentence}.`);
  const endpoint = /^endpoint (.+)$/.exec(change.subject)?.[1];
  const { request } = change.witness;
  const asked = endpoint === undefined || "roleArn" in request ? request : { ...request, endpoint };
  return { ...readRequest(asked, estate), about: `${name}: ${change.sentence}` };
}

function numbered(id: string, count: number): string {
  return count === 0 ? "none" : count === 1 ? `${id}.1` : `${id}.1 to ${id}.${count}`;
}
