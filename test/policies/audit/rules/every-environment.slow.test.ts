import { auditEstate } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { EXCEPTIONS } from "../../../../policies/audit/exceptions";
import { graphOf, type Variant, VARIANTS } from "../../../variants";
import { audited, isProvedWhole } from "./proved-environment";

const variants = Object.keys(VARIANTS) as Variant[];

describe.each(variants)("the %s environment", isProvedWhole);

test("what carries a proof is named: claims that something allows have statements as evidence", () => {
  const carried = (id: string) =>
    audited("dev")
      .rules.find((rule) => rule.id === id)
      ?.findings.flatMap(({ evidence }) => evidence.map(({ sid }) => sid));
  expect(carried("P1")).toContain("DenyMintingUnlessThroughOurSageMakerEndpoints");
  expect([...new Set(carried("P7"))]).toEqual(["DenyUnlessThroughOurExecuteApiEndpoint"]);
  expect(carried("P14")).toContain("DenyObjectsWithoutTls");
});

test("each exception bounds a claim in some environment, of the rule it is declared for", () => {
  const bounding = variants.flatMap((variant) => audited(variant).exceptions);
  const idle = EXCEPTIONS.map(({ id }) => id).filter(
    (id) => !bounding.some((each) => each.id === id && each.bounds.length > 0),
  );
  expect(idle).toEqual([]);
});

test("asking again gives the same answers, word for word", () => {
  const again = auditEstate(collectEstate(graphOf("dev")));
  expect(JSON.stringify(again)).toBe(JSON.stringify(audited("dev")));
});
