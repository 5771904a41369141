import { faultOfSize } from "../../../infra/functions/environment-size";
import { byType } from "../../../local/program/graph";
import { graphOf, VARIANTS, type Variant } from "../../variants";

test("an environment of 4096 bytes fits, one of 4097 is refused by name, with its largest variables", () => {
  const variables = (length: number) => ({ ISSUER: "https://a", KEY_SET: "k".repeat(length) });
  const rest = "ISSUER".length + "https://a".length + "KEY_SET".length;
  expect(faultOfSize("authorizer", variables(4096 - rest))).toBeUndefined();
  const fault = faultOfSize("authorizer", variables(4097 - rest));
  expect(fault).toMatch(
    /^The environment of the function authorizer is 4097 bytes, .* The largest: KEY_SET \d+, ISSUER 15\./,
  );
  expect(faultOfSize("authorizer", { A: "é".repeat(2048) })).toContain("is 4097 bytes");
});

test("a pinned key set of 2560 characters, which is five RSA keys, fits into every environment", () => {
  for (const variant of Object.keys(VARIANTS) as Variant[]) {
    const authorizer = byType(graphOf(variant), "aws:lambda/function:Function").find(
      ({ name }) => name === "authorizer",
    );
    const { variables } = authorizer?.inputs["environment"] as { variables: Record<string, string> };
    const { KEY_SET_URL: _, ...others } = variables;
    expect([variant, faultOfSize("authorizer", { ...others, KEY_SET: "k".repeat(2560) })]).toEqual([
      variant,
      undefined,
    ]);
  }
});
