/** What a code scanner should show: whatever of a report is not as it has to be. */
import type { AuditReport, DeclaredAction } from "../../policies/audit/report";
import type { Finding, Witness } from "../../policies/audit/verdict";
import { isUnexplained } from "./actions/declared-actions";
import { TERMS_FILE } from "./exception-terms";
import { changedSentence, linesOf, type StatementLines, placeOf, titlesWithLines } from "./statement-lines";
import { expirySentence, reasonOf, statementTitle } from "./words";

export interface Result {
  readonly ruleId: string;
  readonly level: "error" | "warning" | "note";
  readonly message: string;
  readonly urn: string;
  readonly pointer: string;
  /** `policies/file.ts:12`; absent for a statement or resource whose line is unknown. */
  readonly place?: string | undefined;
  /** What tells this result from another of the same rule and resource, and stays the same from run to run. */
  readonly identity: string;
}

/** The document that the authorizer answers with is written here. */
const AUTHORIZER = "functions/authorizer/policy.ts:1";

/** In the order of the report. */
export function resultsOf(report: AuditReport): readonly Result[] {
  const lines = linesOf(report);
  return [
    ...report.rules.flatMap(({ id, findings }) =>
      findings.filter(({ status }) => status !== "PROVED").map((finding) => ofFinding(id, finding, lines)),
    ),
    ...newAccess(report, lines),
    ...report.coverage.map(({ urn, pointer, why, source }): Result => {
      return { ruleId: "coverage", level: "error", message: why, urn, pointer, place: source, identity: pointer };
    }),
    ...report.exceptions
      .filter(({ isExpired }) => isExpired)
      .map((exception): Result => {
        const { id } = exception;
        const message = expirySentence(exception);
        return {
          ruleId: "exception",
          level: "error",
          message,
          urn: id,
          pointer: "",
          place: `${TERMS_FILE}:1`,
          identity: id,
        };
      }),
    ...report.authorizer.filter(({ status }) => status !== "PROVED").map(ofAnswer),
    ...report.declaredActions.filter(isUnexplained).map(ofAction),
    ...report.hygiene.map(({ severity: level, sentence: message, urn, pointer, source, sid = "" }): Result => {
      return { ruleId: "hygiene", level, message, urn, pointer, place: source, identity: `${sid} ${message}` };
    }),
  ];
}

function ofAnswer({ claims, status, documentSummary, why }: AuditReport["authorizer"][number]): Result {
  const message = `${status}: ${claims}: ${why ?? documentSummary}`;
  const level = status === "REFUTED" ? "error" : "warning";
  return { ruleId: "authorizer", level, message, urn: "authorizer", pointer: "", place: AUTHORIZER, identity: claims };
}

function ofAction({ functionName, action, fault = "", source }: DeclaredAction): Result {
  const identity = action;
  return {
    ruleId: "functions",
    level: "error",
    message: fault,
    urn: functionName,
    pointer: "",
    place: source,
    identity,
  };
}

function ofFinding(ruleId: string, finding: Finding, lines: StatementLines): Result {
  const { claim, status, witness, urn, source } = finding;
  const statement = witness?.allowedBy[0];
  return {
    ruleId,
    level: status === "REFUTED" ? "error" : "warning",
    message: `${status}: ${claim} ${witness === undefined ? reasonOf(finding) : broken(witness, lines)}`.trim(),
    urn,
    pointer: statement?.pointer ?? "",
    place: placeOf(statement, lines) ?? source,
    identity: `${statement === undefined ? "" : statementTitle(statement)} ${claim}`,
  };
}

function broken(witness: Witness, lines: StatementLines): string {
  const by = titlesWithLines(witness.allowedBy, lines);
  const parts = [witness.sentence, by === "" ? "" : `Let through by ${by}.`, changedSentence(witness)];
  return `${parts.filter((part) => part !== "").join(" ")} Request: ${JSON.stringify(witness.request)}`;
}

function newAccess({ difference }: AuditReport, lines: StatementLines): readonly Result[] {
  if (difference.kind === "no-baseline") return [];
  return difference.changes
    .filter(({ kind }) => kind !== "GONE")
    .map(({ kind, subject, sentence, witness }) => {
      const statement = witness?.allowedBy[0];
      return {
        ruleId: "new-access",
        level: kind === "NEW" ? "error" : "warning",
        message: `${kind === "NEW" ? "Not approved" : "Perhaps not approved"}: ${sentence}`,
        urn: statement?.urn ?? subject,
        pointer: statement?.pointer ?? "",
        place: placeOf(statement, lines),
        identity: sentence,
      };
    });
}
