import { collectEstate } from "../../../../policies/audit/collect/collect";
import { believedTokens } from "../../../../policies/audit/rules/p08-believed-tokens";
import { TOKEN_FAULTS } from "../../../bench/mutations/token-faults";
import { graphOf, type Variant } from "../../../variants";

const factsOf = (graph: ReturnType<typeof graphOf>) => {
  const estate = collectEstate(graph);
  return estate.apis.flatMap((api) => believedTokens(estate, api));
};

test.each<Variant>(["dev", "strict", "existing-domain", "existing-pool"])(
  "%s believes one issuer over https, signatures by private key, its own clients, and no id token",
  (variant) => {
    const facts = factsOf(graphOf(variant));
    expect(facts.map(({ status }) => status)).toEqual(Array(4).fill("PROVED"));
  },
);

test.each(TOKEN_FAULTS.map((fault) => [fault.what, fault] as const))("%s: refuted", (_, { of, change }) => {
  const refuted = factsOf(change(graphOf(of))).filter(({ status }) => status === "REFUTED");
  expect(refuted).toHaveLength(1);
});
