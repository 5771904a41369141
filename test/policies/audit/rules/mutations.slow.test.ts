import { auditEstate } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { RULES } from "../../../../policies/audit/rules";
import { graphOf } from "../../../variants";
import { DOOR_MUTATIONS } from "./door-mutations";
import { ROLE_MUTATIONS } from "./role-mutations";
import { STUDIO_MUTATIONS } from "./studio-mutations";

const MUTATIONS = [...STUDIO_MUTATIONS, ...ROLE_MUTATIONS, ...DOOR_MUTATIONS];

test.each(MUTATIONS.map((mutation) => [mutation.breaks, mutation.what, mutation] as const))(
  "%s is not proved any more: %s",
  (id, _what, { of, change, status: expected = "REFUTED" }) => {
    const { rules } = auditEstate(collectEstate(change(graphOf(of))), { today: "2030-01-01", rules: [id] });
    expect(rules.map(({ status }) => status)).toEqual([expected]);
    for (const { status, witness, why } of rules.flatMap(({ findings }) => findings))
      if (status === "REFUTED") expect(witness ?? why).toBeDefined();
  },
);

test("every rule is broken by two of them at least", () => {
  const counts = RULES.map(({ id }) => MUTATIONS.filter(({ breaks }) => breaks === id).length);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
});
