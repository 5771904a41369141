/** The audit itself: every rule asked of one estate, with what carries each answer. */
import { type DecidingStatement, type Decision, UndecidableError } from "../evaluate/decision";
import { UnmodelledPolicyError } from "../evaluate/modelled";
import { type Estate, policiesOf } from "./estate";
import { EXCEPTIONS } from "./exceptions";
import { ask } from "./prove/ask";
import { evidenceFor } from "./prove/evidence";
import { whyNoMore } from "./prove/overall-budget";
import type { Answer, Question } from "./question";
import { action, and, not } from "./encode/vocabulary";
import { type SmallerEstate, twoOfEachKind } from "./people/kinds";
import { asInOrganization } from "./organization/organization-keys";
import { decideIn, isAssumeRole } from "./replay";
import { type AskedQuestion, questionsOf } from "./organization/both-directions";
import { withoutGuardrails } from "./organization/without-guardrails";
import { RULES } from "./rules";
import type { Fact, IntendedRequest, Rule } from "./rules/rule";
import type { Example, Finding, RuleResult, StatementReference, Status, UsedException } from "./verdict";
import { remembered } from "./remembered";

export interface AuditOptions {
  /** Only these rules, by id; without it all. */
  readonly rules?: readonly string[];
  /** All people are asked about, also those who are like others but for their names; slow, and for tests. */
  readonly everyPerson?: boolean;
}

export interface AuditResult {
  readonly rules: readonly RuleResult[];
  readonly exceptions: readonly UsedException[];
}

/** @throws AuditInternalError when prover and evaluator contradict each other */
export function auditEstate(estate: Estate, { rules: wanted, everyPerson }: AuditOptions = {}): AuditResult {
  const asked = everyPerson ? estate : askedAbout(estate).estate;
  const rules = RULES.filter(({ id }) => wanted === undefined || wanted.includes(id)).map((rule) =>
    resultOf(rule, asked, estate),
  );
  return { rules, exceptions: exceptionsIn(rules) };
}

const smaller = new WeakMap<Estate, SmallerEstate>();

/** The estate with two of each kind of people: what is true of them is true of all, as THEORY.md shows. */
export function askedAbout(estate: Estate): SmallerEstate {
  return remembered(smaller, estate, () =>
    twoOfEachKind(estate, (each) => RULES.flatMap((rule) => rule.questions(each))),
  );
}

/** @param whole settings are not questions: they are looked at for all people, and told of people left out where they are not as they should be */
function resultOf(rule: Rule, estate: Estate, whole: Estate): RuleResult {
  const { id, title, formal, controls } = rule;
  const intended = rule.mustAllow(estate).map((request) => ({ request, outcome: tried(request, estate) }));
  const kept = new Set(estate.roles);
  const leftOut = new Set(whole.roles.filter((role) => !kept.has(role)).map(({ urn }) => urn));
  const findings = [
    ...questionsOf(rule, estate).map(answered),
    ...(rule.facts?.(whole) ?? []).map(looked).filter(({ status, urn }) => status !== "PROVED" || !leftOut.has(urn)),
    ...intended.flatMap(({ request, outcome }) => refused(request, outcome)),
  ];
  const examples = intended.map(({ outcome }) => outcome.example);
  return { id, title, formal, controls, status: worst(findings.map(({ status }) => status)), findings, examples };
}

/**
 * What no policy decides is outside the rules: AWS answers sts:GetCallerIdentity to every caller with credentials.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function decidedByPolicies(question: Question): Question {
  const { asker, route, that } = question;
  if (route.kind !== "service" || !asker.kind.endsWith("role")) return question;
  return { ...question, that: and(that, not(action("sts:GetCallerIdentity"))) };
}

/** A finding about several questions ends with the first that breaks it. */
function answered({ question: rule, unguarded }: AskedQuestion): Finding {
  const asked = rule.expect === "never" ? { ...rule, questions: rule.questions.map(decidedByPolicies) } : rule;
  const finding = { claim: asked.claim, ...asked.about, ...exceptedBy(asked.exceptions) };
  if (asked.questions.length === 0 && asked.expect === "possible") return { ...finding, ...DEAD, evidence: [] };
  let unknown: string | undefined;
  const allowing: StatementReference[] = [];
  for (const [index, question] of asked.questions.entries()) {
    const answer = ask(question, asked.expect === "never" ? "to show" : "any");
    if (answer.kind === "unknown") unknown ??= answer.why;
    else if (answer.kind !== asked.expect)
      return { ...finding, ...(refusedAbove(question, unguarded?.questions[index]) ?? broken(answer)), evidence: [] };
    else if (answer.kind === "possible") allowing.push(...answer.witness.allowedBy);
  }
  if (unknown !== undefined) return { ...finding, status: "UNKNOWN", why: unknown, evidence: [] };
  const proof = asked.expect === "never" ? carriers(asked.questions) : found(allowing);
  const spent = whyNoMore();
  // What carries the proof was not looked for to the end: a part of it would read like the whole.
  if (spent !== undefined) return { ...finding, status: "UNKNOWN", why: spent, evidence: [] };
  return { ...finding, status: "PROVED", ...proof };
}

function exceptedBy(ids: readonly string[] = []): Pick<Finding, "exception"> {
  return ids.length > 0 ? { exception: ids.join(", ") } : {};
}

const DEAD = { status: "REFUTED", why: "No request of this kind is allowed: the permission is dead." } as const;

function broken(answer: Answer): Pick<Finding, "status" | "why" | "witness"> {
  return answer.kind === "possible" ? { status: "REFUTED", witness: answer.witness } : DEAD;
}

/** What is possible without guardrails only: then the request shows which of them refuses it. */
function refusedAbove(
  { estate, route }: Question,
  unguarded: Question | undefined,
): Pick<Finding, "status" | "why" | "witness"> | undefined {
  const answer = unguarded && ask(unguarded);
  if (answer?.kind !== "possible") return undefined;
  const { request, sentence } = answer.witness;
  const beneath = asInOrganization(estate, request, isAssumeRole(request) ? request.roleArn : request.resource);
  const { why } = outcomeOf(estate, beneath, route);
  const shown = `${sentence.replace(/\.$/, "")}, by the stack's own policies. ${onlyAbove(why)}`;
  return { status: "REFUTED", why: onlyAbove(why), witness: { request, sentence: shown, allowedBy: [] } };
}

const ONLY_ABOVE = "Only a guardrail above the stack refuses it.";

function onlyAbove(why: string): string {
  return `${ONLY_ABOVE} ${why}`;
}

type Proof = Required<Pick<Finding, "grounds" | "evidence">>;

function carriers(questions: readonly Question[]): Proof {
  const all = questions.flatMap((question) => evidenceFor(question));
  const evidence = unique(all);
  const grounds = evidence.length > 0 ? "statements" : all.length > 0 ? "authorizer" : "default";
  return { grounds, evidence };
}

function found(allowing: readonly StatementReference[]): Proof {
  return { grounds: "request", evidence: unique(allowing) };
}

/** An authorizer's answer that a question brings along is not a document of the stack, and has no resource to lead to. */
function unique(all: readonly StatementReference[]): StatementReference[] {
  const ours = all.filter(({ urn }) => Boolean(urn));
  return [...new Map(ours.map((each) => [`${each.urn} ${each.pointer} ${each.index}`, each])).values()];
}

function looked({ claim, about, status, why, exceptions }: Fact): Finding {
  const shown = status === "PROVED" ? ({ grounds: "configuration" } as const) : { why };
  return { claim, ...about, ...exceptedBy(exceptions), status, ...shown, evidence: [] };
}

/** Requests of the rule that have to be allowed and are not. */
export function refusalsOf(rule: Rule, estate: Estate): readonly Finding[] {
  return rule.mustAllow(estate).flatMap((request) => refused(request, tried(request, estate)));
}

interface Tried {
  readonly example: Example;
  /** AWS does not document what it would answer, or a policy is not understood. */
  readonly isOpen: boolean;
}

function tried({ claim, request: asked, route, decidedIn }: IntendedRequest, own: Estate): Tried {
  const estate = decidedIn ?? own;
  const request = asInOrganization(estate, asked, isAssumeRole(asked) ? asked.roleArn : asked.resource);
  const example = { sentence: claim, request };
  const { decision, why, isOpen } = outcomeOf(estate, request, route);
  const by = decision?.decidedBy && referenceTo(decision.decidedBy, estate);
  if (decision?.allowed) return { example: { ...example, allowed: true, reason: why, decidedBy: by }, isOpen };
  const bare = withoutGuardrails(estate);
  const isOurs = bare !== estate && outcomeOf(bare, request, route).decision?.allowed === true;
  const reason = isOurs ? onlyAbove(why) : why;
  return { example: { ...example, allowed: false, reason, decidedBy: by }, isOpen };
}

interface DecisionOrWhy {
  readonly decision?: Decision;
  readonly why: string;
  /** As in `Tried`. */
  readonly isOpen: boolean;
}

function outcomeOf(estate: Estate, request: IntendedRequest["request"], route: Question["route"]): DecisionOrWhy {
  try {
    const decision = decideIn(estate, request, route);
    return { decision, why: decision.reason, isOpen: false };
  } catch (error) {
    if (!(error instanceof UndecidableError || error instanceof UnmodelledPolicyError)) throw error;
    return { why: error.message, isOpen: true };
  }
}

/** A refused request that has to work is shown like any other that breaks a rule, but without an allowing statement. */
function refused({ claim, about }: IntendedRequest, { example, isOpen }: Tried): Finding[] {
  if (example.allowed) return [];
  const finding = { claim, ...about, why: example.reason, evidence: [] };
  if (isOpen) return [{ ...finding, status: "UNKNOWN" }];
  const refusal = example.reason.startsWith(ONLY_ABOVE) ? example.reason : "The request is refused.";
  const witness = { request: example.request, sentence: `${claim} ${refusal}`, allowedBy: [] };
  return [{ ...finding, status: "REFUTED", witness }];
}

/** What a route brings along, such as an authorizer's answer, is not a document of the estate. */
function referenceTo({ policy, ...statement }: DecidingStatement, estate: Estate): StatementReference | undefined {
  const found = policiesOf(estate).find(({ name }) => name === policy);
  if (!found) return undefined;
  return { ...statement, policy, urn: found.urn, pointer: found.pointer, source: found.source };
}

function worst(statuses: readonly Status[]): Status {
  if (statuses.includes("REFUTED")) return "REFUTED";
  return statuses.includes("UNKNOWN") ? "UNKNOWN" : "PROVED";
}

function exceptionsIn(rules: readonly RuleResult[]): UsedException[] {
  return EXCEPTIONS.map(({ id, rule, reason }) => ({
    id,
    rule,
    reason,
    bounds: rules
      .flatMap(({ findings }) => findings)
      .filter(({ exception }) => exception?.split(", ").includes(id))
      .map(({ claim }) => claim),
  }));
}
