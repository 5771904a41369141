import { collectEstate } from "../../../../policies/audit/collect/collect";
import { graphOf, type Variant, VARIANTS } from "../../../variants";

const variants = Object.keys(VARIANTS) as Variant[];

test.each(variants)("every policy of variant %s is read: no fault", (variant) => {
  expect(collectEstate(graphOf(variant)).coverage).toEqual([]);
});
