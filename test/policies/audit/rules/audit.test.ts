import { auditEstate, type AuditResult } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { EXCEPTIONS, isExpired } from "../../../../policies/audit/exceptions";
import { RULES } from "../../../../policies/audit/rules";
import { graphOf, type Variant, VARIANTS } from "../../../variants";

const TODAY = "2030-01-01";
const variants = Object.keys(VARIANTS) as Variant[];
const results = new Map<Variant, AuditResult>();

function audited(variant: Variant): AuditResult {
  const known = results.get(variant);
  if (known) return known;
  const made = auditEstate(collectEstate(graphOf(variant)), { today: TODAY });
  results.set(variant, made);
  return made;
}

describe.each(variants)("the %s environment", (variant) => {
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
});

test("asking again gives the same answers, word for word", () => {
  const again = auditEstate(collectEstate(graphOf("dev")), { today: TODAY });
  expect(JSON.stringify(again)).toBe(JSON.stringify(audited("dev")));
});

test("what carries a proof is named: claims that something allows have statements as evidence", () => {
  const carried = (id: string) =>
    audited("dev")
      .rules.find((rule) => rule.id === id)
      ?.findings.flatMap(({ evidence }) => evidence.map(({ sid }) => sid));
  expect(carried("P1")).toContain("DenyMintingUnlessThroughOurSageMakerEndpoints");
  expect([...new Set(carried("P7"))]).toEqual(["DenyUnlessThroughOurExecuteApiEndpoint"]);
  expect(carried("P14")).toContain("DenyObjectsWithoutTls");
});

describe("exceptions", () => {
  test("each bounds a claim in some environment, of the rule it is declared for", () => {
    const bounding = variants.flatMap((variant) => audited(variant).exceptions);
    const idle = EXCEPTIONS.map(({ id }) => id).filter(
      (id) => !bounding.some((each) => each.id === id && each.bounds.length > 0),
    );
    expect(idle).toEqual([]);
  });

  test.each([
    ["on its last day", "2030-01-01", false],
    ["on the day after", "2029-12-31", true],
    ["without a last day", undefined, false],
  ])("%s one is expired or not", (_when, expires, expected) => {
    expect(isExpired({ expires }, TODAY)).toBe(expected);
  });

  test("each has a reason, an owner, a rule that there is, and an id of its own", () => {
    const ids = EXCEPTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { rule, reason, owner } of EXCEPTIONS) {
      expect(RULES.map(({ id }) => id)).toContain(rule);
      expect(reason.length).toBeGreaterThan(40);
      expect(owner).not.toBe("");
    }
  });
});
