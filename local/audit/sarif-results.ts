/** What a code scanner should show: whatever of a report is not as it has to be. */
import type { AuditReport, DeclaredAction } from "../../policies/audit/report";
import type { Finding, StatementReference, Witness } from "../../policies/audit/verdict";
import { isUnexplained } from "./actions/declared-actions";
import { reasonOf, statementTitle } from "./words";

export interface Result {
  readonly ruleId: string;
  readonly level: "error" | "warning" | "note";
  readonly message: string;
  readonly urn: string;
  readonly pointer: string;
  /** `policies/file.ts:12`; absent for a statement or resource whose line nobody knows. */
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
      .map(({ id, reason, expires }): Result => {
        const message = `Exception ${id} expired on ${expires ?? "an unknown day"}: ${reason}`;
        return { ruleId: "exception", level: "error", message, urn: id, pointer: "", identity: id };
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

function ofFinding(ruleId: string, finding: Finding, lines: ReadonlyMap<string, string>): Result {
  const { claim, status, witness, urn, source } = finding;
  const statement = witness?.allowedBy[0];
  return {
    ruleId,
    level: status === "REFUTED" ? "error" : "warning",
    message: `${status}: ${claim} ${witness === undefined ? reasonOf(finding) : broken(witness)}`.trim(),
    urn,
    pointer: statement?.pointer ?? "",
    place: placeOf(statement, lines) ?? source,
    identity: `${statement === undefined ? "" : statementTitle(statement)} ${claim}`,
  };
}

function broken(witness: Witness): string {
  const by = witness.allowedBy.map(statementTitle).join(", ");
  return `${witness.sentence}${by === "" ? "" : ` Let through by ${by}.`} Request: ${JSON.stringify(witness.request)}`;
}

function newAccess({ difference }: AuditReport, lines: ReadonlyMap<string, string>): readonly Result[] {
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

/** The line of a statement's Sid, else of the resource that carries it. */
function placeOf(statement: StatementReference | undefined, lines: ReadonlyMap<string, string>): string | undefined {
  return statement && (lines.get(placeKey(statement, statement.index)) ?? statement.source);
}

function linesOf({ policies }: AuditReport): ReadonlyMap<string, string> {
  return new Map(
    policies.flatMap((policy) =>
      policy.statements.flatMap(({ source }, index): [string, string][] =>
        source === undefined ? [] : [[placeKey(policy, index), source]],
      ),
    ),
  );
}

function placeKey({ urn, pointer }: { readonly urn: string; readonly pointer: string }, index: number): string {
  return `${urn} ${pointer} ${index}`;
}
