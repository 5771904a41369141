import { createHash } from "node:crypto";
import type { AuditReport } from "../../policies/audit/report";
import type { Finding, StatementReference, Witness } from "../../policies/audit/verdict";
import { logicalName, statementTitle } from "./words";

/** Findings that belong to no rule of the list. */
const OWN_RULES = [
  { id: "new-access", title: "Nobody may do more than in the approved baseline." },
  { id: "coverage", title: "Every policy of the stack is read and understood." },
  { id: "exception", title: "No declared exception has expired." },
  { id: "hygiene", title: "Documents name only actions, resources and keys that exist." },
] as const;

interface Result {
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

/** Where a result points when nobody knows a line: code scanners refuse results without a file. */
const NO_LINE = "Pulumi.yaml:1";

/**
 * What does not hold, as SARIF 2.1.0 for a code scanner. Fingerprints are made of rule, resource and statement, so that an
 * alert stays one alert when lines move.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(report: AuditReport): string {
  const rules = descriptors(report);
  const ids = rules.map(({ id }) => id);
  const run = {
    tool: { driver: { name: "private-ml-gateway audit", rules } },
    automationDetails: { id: `audit/${report.stack}/` },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { PROJECT: { description: { text: "The folder that holds Pulumi.yaml." } } },
    results: resultsOf(report).map((result) => ({ ruleIndex: ids.indexOf(result.ruleId), ...written(result) })),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

function descriptors(report: AuditReport) {
  return [
    ...report.rules.map(({ id, title, formal, controls }) => ({
      id,
      shortDescription: { text: title },
      help: { text: `${formal}\n${report.command} shows the evidence in report.html.` },
      properties: { tags: ["security", ...controls] },
    })),
    ...OWN_RULES.map(({ id, title }) => ({ id, shortDescription: { text: title } })),
  ];
}

function resultsOf(report: AuditReport): readonly Result[] {
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
    ...report.hygiene.map(({ severity: level, sentence: message, urn, pointer, source, sid = "" }): Result => {
      return { ruleId: "hygiene", level, message, urn, pointer, place: source, identity: `${sid} ${message}` };
    }),
  ];
}

function ofFinding(ruleId: string, finding: Finding, lines: ReadonlyMap<string, string>): Result {
  const { claim, status, witness, why, urn, source } = finding;
  const statement = witness?.allowedBy[0];
  return {
    ruleId,
    level: status === "REFUTED" ? "error" : "warning",
    message: `${status}: ${claim} ${witness === undefined ? (why ?? "") : broken(witness)}`.trim(),
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

function written({ ruleId, level, message, urn, pointer, place = NO_LINE, identity }: Result) {
  const [uri, line] = place.split(":");
  return {
    ruleId,
    level,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: "PROJECT" },
          region: { startLine: Number(line ?? 1) },
        },
        logicalLocations: [{ name: logicalName(urn), fullyQualifiedName: `${urn}${pointer}`, kind: "resource" }],
      },
    ],
    partialFingerprints: { "auditFinding/v1": fingerprint(ruleId, urn, identity) },
  };
}

function fingerprint(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
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
