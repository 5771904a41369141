/** A rule as `explain P1` tells it: what it says, whom it asks about, what was found, and which requests can be tried. */
import { auditEstate } from "../../../policies/audit/audit";
import { claimId, claimsOf, intendedId } from "../../../policies/audit/claims";
import type { Estate } from "../../../policies/audit/estate";
import type { Asker } from "../../../policies/audit/question";
import type { Rule, RuleQuestion } from "../../../policies/audit/rules/rule";
import type { Finding, StatementReference } from "../../../policies/audit/verdict";
import type { StatementSources } from "../../cloud/decide/statement-source";
import { GROUNDS_IN_WORDS } from "../grounds";
import { exampleOf } from "./commands";
import { listed, reasonOf, statementTitle } from "../words";

const SIGNS = { PROVED: "✓", REFUTED: "✗", UNKNOWN: "?" } as const;

export interface RuleText {
  readonly text: string;
  readonly status: Finding["status"];
}

/** @param command what makes the report, for the lines to copy */
export function ruleText(estate: Estate, rule: Rule, sources: StatementSources, command: string): RuleText {
  const [result] = auditEstate(estate, { rules: [rule.id] }).rules;
  if (!result) throw new Error(`Rule ${rule.id} was not asked.`);
  const { id, title, formal, controls, findings, status, examples = [] } = result;
  const { questions } = claimsOf(rule, estate);
  const claims = findings.map((finding, index) => claimLines(claimId(id, index), finding, sources));
  const work = examples.map(({ allowed, sentence, reason }, index) => {
    return `  ${allowed ? "✓" : "✗"} ${intendedId(id, index)}  ${sentence}${allowed ? "" : ` Refused: ${reason}`}`;
  });
  const parts = [
    [`${id}  ${status}  ${title}`, `  ${formal}`, ...(controls.length > 0 ? [`  ${controls.join(", ")}`] : [])],
    [`Asked about: ${askedAbout(questions)}.`],
    [
      questions.length > 0 ? "Claims, each about every request there can be, or about a setting:" : "Settings:",
      ...claims.flat(),
    ],
    ...(work.length > 0 ? [["Requests that must stay possible:", ...work]] : []),
    ...(questions.length > 0 ? [["Try one:", `  ${exampleOf(command, result)}`]] : []),
  ];
  return { status, text: `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n` };
}

function claimLines(id: string, finding: Finding, sources: StatementSources): string[] {
  const { claim, status, witness, exception, source } = finding;
  const place = source === undefined ? "" : `  [${source}]`;
  const bound = exception === undefined ? "" : ` But for the declared ${exception}.`;
  const head = `  ${SIGNS[status]} ${id}  ${claim}${bound}${status === "PROVED" ? "" : place}`;
  const shown = witness
    ? [witness.sentence, ...named("let through by", witness.allowedBy, sources)]
    : [reasonOf(finding)];
  const rest = status === "PROVED" ? held(finding, sources) : shown;
  return [head, ...rest.filter((line) => line !== "").map((line) => `        ${line}`)];
}

function held({ grounds = "statements", evidence }: Finding, sources: StatementSources): string[] {
  if (grounds === "statements") return named("held by", evidence, sources);
  return grounds === "request" ? named("allowed by", evidence, sources) : [GROUNDS_IN_WORDS[grounds]];
}

function named(how: string, statements: readonly StatementReference[], sources: StatementSources): string[] {
  if (statements.length === 0) return [];
  const names = statements.map((statement) => {
    const place = sources.placeOf(statement);
    return `${statement.effect} ${statementTitle(statement)}${place === undefined ? "" : ` (${place})`}`;
  });
  return [`${how} ${listed(names)}`];
}

const OTHERS: Readonly<Record<Exclude<Asker["kind"], "role" | "service">, string>> = {
  "other-role": "every other role of the account",
  "foreign-role": "roles of other accounts",
  anonymous: "callers without a signature",
};

function askedAbout(questions: readonly RuleQuestion[]): string {
  const askers = questions.flatMap((each) => each.questions.map(({ asker }) => asker));
  const roles = unique(askers.flatMap((asker) => (asker.kind === "role" ? [asker.role.name] : [])));
  const services = unique(askers.flatMap((asker) => (asker.kind === "service" ? [asker.service] : [])));
  const others = unique(
    askers.flatMap((asker) => (asker.kind === "role" || asker.kind === "service" ? [] : [OTHERS[asker.kind]])),
  );
  const parts = [
    ...(roles.length > 0 ? [`${roles.length === 1 ? "role" : "roles"} ${listed(roles)}`] : []),
    ...others,
    ...(services.length > 0 ? [`AWS's services ${listed(services)}`] : []),
  ];
  return parts.length === 0 ? "settings only" : parts.join("; ");
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
