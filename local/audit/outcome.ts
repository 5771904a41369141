/** What the audit says in the end, in a word, a sentence and an exit code. */
import type { AuditReport, Difference, Verdict } from "../../policies/audit/report";
import type { Finding, RuleResult, Status } from "../../policies/audit/verdict";
import { counted, listed } from "./words";

export type Judged = Pick<
  AuditReport,
  "stack" | "rules" | "exceptions" | "coverage" | "difference" | "authorizer" | "declaredActions"
>;

export const EXIT_CODES: Readonly<Record<Verdict, number>> = { PROVED: 0, REFUTED: 1, "NEW ACCESS": 1, UNKNOWN: 2 };

/** The audit itself is at fault: nothing it said may be relied upon. */
export const INTERNAL_FAULT = 3;

/** The worst that was found. An unknown never hides a refutation, and nothing hides an unknown. */
export function verdictOf(judged: Judged): Verdict {
  const statuses = [...judged.rules, ...judged.authorizer].map(({ status }) => status);
  if (statuses.includes("REFUTED") || unexplained(judged).length > 0) return "REFUTED";
  if (changesOf(judged.difference, "NEW").length > 0) return "NEW ACCESS";
  return statuses.includes("UNKNOWN") || unknowns(judged).length > 0 ? "UNKNOWN" : "PROVED";
}

export function sentenceOf(judged: Judged): string {
  switch (verdictOf(judged)) {
    case "REFUTED":
      return refutation(judged);
    case "NEW ACCESS": {
      const changes = changesOf(judged.difference, "NEW");
      const more = changes.length > 1 ? ` (the first of ${changes.length})` : "";
      const open = [...unknownRules(judged), ...unknowns(judged)];
      return `There is access that was not approved: ${changes[0]?.sentence ?? ""}${more}.${open.length > 0 ? ` Besides, ${listed(open)}.` : ""}`;
    }
    case "UNKNOWN":
      return `Not everything is known: ${listed([...unknownRules(judged), ...unknowns(judged)])}. Everything else holds.`;
    case "PROVED":
      return `${held(judged)}, ${approvedAndSampled(judged)}.`;
  }
}

/** A reader of nothing else has to know that there are exceptions. */
function held({ rules, exceptions }: Judged): string {
  const used = exceptions.filter(({ bounds }) => bounds.length > 0).length;
  const outside = used === 0 ? "" : ` outside ${counted(used, "declared exception")}`;
  return `${rules.length === 1 ? "The one rule holds" : `All ${rules.length} rules hold`} for every request there can be${outside}`;
}

/** The authorizer is code: its answers to some tokens were looked at, which says nothing certain about all others. */
function approvedAndSampled({ authorizer }: Judged): string {
  const tokens = authorizer.reduce((sum, { samples }) => sum + samples, 0);
  const approved = "nothing is allowed beyond what was approved";
  if (tokens === 0) return `and ${approved}`;
  return `${approved}, and the authorizer, sampled with ${counted(tokens, "token")}, opened no path of anyone else`;
}

/** What was refuted first in a sentence, everything else by name: rules, then the authorizer, then the functions. */
function refutation(judged: Judged): string {
  const { rules, authorizer, difference } = judged;
  const refuted = rules.filter(({ status }) => status === "REFUTED");
  const answers = authorizer.filter(({ status }) => status === "REFUTED");
  const disagreements = unexplained(judged);
  const news = changesOf(difference, "NEW");
  const [rule] = refuted;
  const [answer] = answers;
  const [disagreement = ""] = disagreements;
  const first =
    rule !== undefined
      ? brokenRules(rule, refuted, rules.length)
      : answer !== undefined
        ? `The authorizer answers too much: ${answer.claims}: ${answer.why ?? answer.documentSummary}`
        : disagreement;
  const besides = [
    ...(rule !== undefined && answers.length > 0 ? ["the authorizer answers too much"] : []),
    ...(first !== disagreement && disagreements.length > 0
      ? ["the functions' code and their roles do not agree"]
      : disagreements.length > 1
        ? [`code and roles differ in ${counted(disagreements.length - 1, "more action")}`]
        : []),
    ...(news.length > 0 ? ["there is access that was not approved"] : []),
    ...unknownRules(judged),
    ...unknowns(judged),
  ];
  return `${first}${besides.length > 0 ? ` Besides, ${listed(besides)}.` : ""}`;
}

function brokenRules(first: RuleResult, refuted: readonly RuleResult[], of: number): string {
  const how = brokenHow(first);
  if (refuted.length === 1) return `Rule ${first.id} does not hold: ${how}`;
  return `${counted(refuted.length, "rule")} of ${of} do not hold (${listed(refuted.map(({ id }) => id))}). ${first.id}: ${how}`;
}

/** What the code calls without permission, or is allowed without use, a sentence each. */
function unexplained({ declaredActions }: Judged): readonly string[] {
  return declaredActions.flatMap(({ fault }) => fault ?? []);
}

function brokenHow(rule: RuleResult): string {
  const finding: Finding | undefined = rule.findings.find(({ status }) => status === "REFUTED");
  return finding?.witness?.sentence ?? finding?.why ?? rule.title;
}

function unknownRules({ rules, authorizer }: Judged): readonly string[] {
  const ids = rules.filter(({ status }) => status === "UNKNOWN").map(({ id }) => id);
  const answers = authorizer.filter(({ status }) => status === "UNKNOWN").length;
  return [
    ...(ids.length > 0 ? [`${ids.length === 1 ? "rule" : "rules"} ${listed(ids)} could not be decided`] : []),
    ...(answers > 0 ? [`${counted(answers, "answer")} of the authorizer could not be decided`] : []),
  ];
}

/** Whatever keeps the answer from being whole, beside undecided rules. */
function unknowns({ coverage, exceptions, difference, stack }: Judged): readonly string[] {
  const expired = exceptions.filter(({ isExpired }) => isExpired).map(({ id }) => id);
  const undecided = changesOf(difference, "UNDECIDED").length;
  return [
    ...(coverage.length > 0 ? [`${counted(coverage.length, "place")} could not be read`] : []),
    ...(expired.length > 0 ? [`${expired.length === 1 ? "exception" : "exceptions"} ${listed(expired)} expired`] : []),
    ...(undecided > 0 ? [`${counted(undecided, "comparison")} with the baseline could not be decided`] : []),
    ...(difference.kind === "no-baseline" ? [`stack ${stack} has no approved baseline to compare with`] : []),
  ];
}

function changesOf(difference: Difference, kind: "NEW" | "UNDECIDED") {
  return difference.kind === "no-baseline" ? [] : difference.changes.filter((change) => change.kind === kind);
}

export function countStatuses(rules: readonly RuleResult[]): Readonly<Record<Status, number>> {
  const count = (wanted: Status) => rules.filter(({ status }) => status === wanted).length;
  return { PROVED: count("PROVED"), REFUTED: count("REFUTED"), UNKNOWN: count("UNKNOWN") };
}
