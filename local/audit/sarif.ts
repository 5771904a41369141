import { createHash } from "node:crypto";
import type { AuditReport } from "../../policies/audit/report";
import { type Result, resultsOf } from "./sarif-results";
import { logicalName } from "./words";

/** Findings that belong to no rule of the list. */
const OWN_RULES = [
  { id: "new-access", title: "No caller may do more than in the approved baseline." },
  { id: "coverage", title: "Every policy of the stack is read and understood." },
  { id: "exception", title: "No declared exception has expired." },
  { id: "authorizer", title: "Sampled: the authorizer's answers open no path but the caller's own." },
  { id: "functions", title: "Functions' roles allow what their code calls, and nothing else." },
  { id: "hygiene", title: "Documents name only actions, resources and keys that exist." },
] as const;

/** Where a result points when its line is unknown: code scanners refuse results without a file. */
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
