import { collectEstate } from "../../../../policies/audit/collect/collect";
import { GUARDRAIL_FAULTS } from "../../../bench/mutations/guardrails/guardrail-faults";
import { generatedFaults, tryGuardrail } from "../../../bench/mutations/guardrails/try-guardrails";
import { graphOf } from "../../../variants";

const dev = collectEstate(graphOf("dev"));

/** `npm run bench mutations` tries all of them. */
test.each(GUARDRAIL_FAULTS.map((fault) => [fault.what, fault] as const))("%s", (_, fault) => {
  expect(tryGuardrail(dev, fault)).toMatchObject({ isAsExpected: true });
});

test("each action that has to work has a mutation of its own, and every ninth is caught here", () => {
  const all = generatedFaults(dev);
  expect(all.length + GUARDRAIL_FAULTS.length).toBeGreaterThan(40);
  const missed = all.filter((_, index) => index % 9 === 0).map((each) => tryGuardrail(dev, each));
  expect(missed.filter(({ isAsExpected }) => !isAsExpected)).toEqual([]);
});
