import { auditEstate, type AuditResult } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { RULES } from "../../../../policies/audit/rules";
import { graphOf, type Variant } from "../../../variants";

export const TODAY = "2030-01-01";

const results = new Map<Variant, AuditResult>();

/** The audit of an environment of ours; made once. */
export function audited(variant: Variant): AuditResult {
  const known = results.get(variant);
  if (known) return known;
  const made = auditEstate(collectEstate(graphOf(variant)));
  results.set(variant, made);
  return made;
}

/** The tests that any environment passes: every rule is proved, and the work that is intended can be done. */
export function isProvedWhole(variant: Variant): void {
  test.each(RULES.map(({ id, title }) => [id, title]))("%s is proved: %s", (id) => {
    const rule = audited(variant).rules.find((each) => each.id === id);
    const open = rule?.findings.filter(({ status }) => status !== "PROVED");
    expect(open?.map(({ claim, why, witness }) => ({ claim, why, witness }))).toEqual([]);
    expect(rule?.status).toBe("PROVED");
  });

  test("people and functions can do their work: every intended request is allowed, by a statement", () => {
    const examples = audited(variant).rules.flatMap((rule) => rule.examples ?? []);
    expect(examples.length).toBeGreaterThan(40);
    expect(examples.filter(({ allowed }) => !allowed)).toEqual([]);
  });
}
