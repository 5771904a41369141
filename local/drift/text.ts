/** The report for people: what differs, what could not be read, and what the audit makes of it. Pure. */
import { PERMISSIONS_COMMAND } from "./read/reading";
import type { DriftReport, OpenRule } from "./report";

/** Of a rule: one statement too many can break it in a hundred ways. */
const MOST_REASONS = 3;
const RUNBOOK = "local/drift/README.md";

/** @param whose e.g. "stack prod" */
export function driftText(report: DriftReport, whose: string): string {
  const { differences, cutOffs, unread, audit, read } = report;
  const parts = [
    [`${capital(whose)}: ${counted(read, "setting or policy", "settings and policies")} read, ${verdict(report)}`],
    titled(
      "Differs from the program:",
      differences.map(({ sentence, source }) => `${sentence}${source === undefined ? "" : ` [${source}]`}`),
    ),
    titled("Put there by npm run mapping -- cut-off, until restore takes it back:", cutOffs),
    titled(
      `Not read, and taken as the program says (what reading takes: ${PERMISSIONS_COMMAND}):`,
      unread.map(({ what, action, why }) => `${what}: ${action}: ${why}`),
    ),
    auditLines(audit),
    differences.length + unread.length > 0 ? ["", `What to do: ${RUNBOOK}`] : [],
  ];
  return `${parts.flat().join("\n")}\n`;
}

function verdict({ differences, unread }: DriftReport): string {
  const differs =
    differences.length === 0
      ? "no difference from the program"
      : `${counted(differences.length, "difference", "differences")} from the program`;
  return unread.length === 0
    ? `${differs}.`
    : `${differs}; ${counted(unread.length, "question", "questions")} not answered.`;
}

function auditLines({ proved, open, notUnderstood }: DriftReport["audit"]): readonly string[] {
  const first = `The audit of what stands deployed: ${counted(proved, "rule", "rules")} proved${open.length === 0 ? "." : `, ${open.map(({ rule, status }) => `${rule} ${status}`).join(", ")}.`}`;
  return [
    "",
    first,
    ...open.flatMap(ruleLines),
    ...(notUnderstood.length === 0
      ? []
      : ["  Not understood, so that nothing is proved about it:", ...notUnderstood.map((why) => `    - ${why}`)]),
  ];
}

function ruleLines({ rule, title, status, because }: OpenRule): readonly string[] {
  const more = because.length - MOST_REASONS;
  return [
    `  ${status === "REFUTED" ? "✗" : "?"} ${rule} ${title}`,
    ...because.slice(0, MOST_REASONS).map((reason) => `    - ${reason}`),
    ...(more > 0 ? [`    … and ${more} more (--json has them)`] : []),
  ];
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `- ${line}`)];
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
