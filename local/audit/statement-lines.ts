/** Where statements are written, and what has changed of them, as every form of the report says it. */
import type { AuditReport, Change } from "../../policies/audit/report";
import type { ChangedStatement, StatementReference, Witness } from "../../policies/audit/verdict";
import { listed, statementTitle } from "./words";

/** `policies/file.ts:12` by statement. */
export type StatementLines = ReadonlyMap<string, string>;

export function linesOf({ policies }: AuditReport): StatementLines {
  return new Map(
    policies.flatMap((policy) =>
      policy.statements.flatMap(({ source }, index): [string, string][] =>
        source === undefined ? [] : [[placeKey(policy, index), source]],
      ),
    ),
  );
}

/** The line of a statement's Sid, else of the resource that carries it. */
export function placeOf(statement: StatementReference | undefined, lines: StatementLines): string | undefined {
  return statement && (lines.get(placeKey(statement, statement.index)) ?? statement.source);
}

/** "AllowThis (policies/file.ts:12) and AllowThat (…)". */
export function titlesWithLines(statements: readonly StatementReference[], lines: StatementLines): string {
  return listed(statements.map((statement) => withLine(statementTitle(statement), placeOf(statement, lines))));
}

const HOW: Readonly<Record<ChangedStatement["how"], string>> = {
  new: "is new",
  changed: "reads otherwise",
  gone: "is gone",
};

/** "DenyThis is gone (policies/file.ts:12)", each; none without an approved baseline. */
export function changedStatements({ changed = [] }: Witness): readonly string[] {
  return changed.map((statement) => withLine(`${statementTitle(statement)} ${HOW[statement.how]}`, statement.source));
}

/** A sentence; empty without an approved baseline. */
export function changedSentence(witness: Witness): string {
  if (witness.changed === undefined) return "";
  const changes = changedStatements(witness);
  return changes.length === 0
    ? "No statement that has a say on it differs from the approved baseline."
    : `Changed since approved: ${changes.join("; ")}.`;
}

/** Which statement opened or closed it; empty for a setting, which no statement makes. */
export function causeOf({ witness }: Change, lines: StatementLines): string {
  if (witness === undefined) return "";
  const changes = changedStatements(witness);
  return changes.length > 0 ? changes.join("; ") : titlesWithLines(witness.allowedBy, lines);
}

function withLine(title: string, line: string | undefined): string {
  return `${title} (${line ?? "its line is not known"})`;
}

function placeKey({ urn, pointer }: { readonly urn: string; readonly pointer: string }, index: number): string {
  return `${urn} ${pointer} ${index}`;
}
