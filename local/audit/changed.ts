import type { Baseline } from "../../policies/audit/diff/baseline";
import { ChangedStatements } from "../../policies/audit/diff/changed-statements";
import type { Estate } from "../../policies/audit/estate";
import type { Difference } from "../../policies/audit/report";
import type { RuleResult, Witness } from "../../policies/audit/verdict";
import type { StatementSources } from "../cloud/decide/statement-source";

interface Compared {
  readonly baseline: Baseline | undefined;
  readonly estate: Estate;
  readonly sources: StatementSources;
}

/** Each request that the report shows, with the statements behind it that are not as approved, and where they are written. */
export function withChanged(
  rules: readonly RuleResult[],
  difference: Difference,
  { baseline, estate, sources }: Compared,
): { readonly rules: readonly RuleResult[]; readonly difference: Difference } {
  if (baseline === undefined) return { rules, difference };
  const all = new ChangedStatements(baseline, estate);
  const told = <T extends { readonly witness?: Witness | undefined }>(one: T, urn?: string): T => {
    if (one.witness === undefined) return one;
    const changed = all.behind(one.witness.request, urn).map((statement) => {
      const source = sources.placeOf({ ...statement, layer: "identity" });
      return source === undefined ? statement : { ...statement, source };
    });
    return { ...one, witness: { ...one.witness, changed } };
  };
  const findings = (rule: RuleResult) => rule.findings.map((finding) => told(finding, finding.urn));
  return {
    rules: rules.map((rule) => ({ ...rule, findings: findings(rule) })),
    difference:
      difference.kind === "compared"
        ? { ...difference, changes: difference.changes.map((change) => told(change)) }
        : difference,
  };
}
