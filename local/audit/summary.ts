import type { AuditReport } from "../../policies/audit/report";
import type { Finding, Status } from "../../policies/audit/verdict";
import { changeLine, counted, listed, reasonOf, statementTitle } from "./words";

const SIGNS: Readonly<Record<Status, string>> = { PROVED: "✓", REFUTED: "✗", UNKNOWN: "?" };
const SHOWN_CHANGES = 10;

/** What the terminal says: the verdict, each rule in a line, and whatever is not as it should be. */
export function summary(report: AuditReport): string {
  const rules = report.rules.flatMap(({ id, title, status, findings }) => [
    `  ${SIGNS[status]} ${id.padEnd(4)}${title}`,
    ...findings.filter((finding) => finding.status !== "PROVED").map((finding) => `        ${open(finding)}`),
  ]);
  return [`${report.verdict}: ${report.sentence}`, "", ...rules, "", ...remarks(report)].join("\n");
}

function open(finding: Finding): string {
  const { claim, witness } = finding;
  if (witness === undefined) return `${claim} ${reasonOf(finding)}`.trim();
  const by = witness.allowedBy.map(statementTitle).join(", ");
  return `${witness.sentence}${by === "" ? "" : ` Let through by ${by}.`}`;
}

function remarks(report: AuditReport): readonly string[] {
  const { coverage, exceptions, authorizer, declaredActions } = report;
  const expired = exceptions.filter(({ isExpired }) => isExpired);
  const answers = authorizer.filter(({ status }) => status !== "PROVED");
  return [
    ...news(report),
    ...coverage.map(({ urn, pointer, why }) => `Not read: ${urn} ${pointer}: ${why}`),
    ...expired.map(({ id, expires }) => `Expired: exception ${id}, on ${expires ?? ""}`),
    ...declaredActions.flatMap(({ fault }) => (fault === undefined ? [] : [`✗ ${fault}`])),
    ...answers.map(({ claims, status, why }) => `Authorizer, ${claims}: ${status}. ${why ?? ""}`.trim()),
  ];
}

function news({ difference, verdict }: AuditReport): readonly string[] {
  if (difference.kind === "no-baseline") return ["No approved baseline to compare with; --accept writes one."];
  const { changes, reworded } = difference;
  const differently = reworded.length > 0 ? ` In their text differ: ${listed(reworded)}.` : "";
  if (changes.length === 0) return [`Nothing is new since the approved baseline.${differently}`];
  const more = changes.length - SHOWN_CHANGES;
  return [
    ...changes.slice(0, SHOWN_CHANGES).map(changeLine),
    ...(more > 0 ? [`… and ${counted(more, "more change")}`] : []),
    ...(verdict === "NEW ACCESS" ? ["If this is meant, --accept approves it."] : []),
  ];
}
