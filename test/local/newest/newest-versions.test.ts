import { graphDifferences } from "../../../local/newest/graph-differences";
import { differences, withNewestVersions } from "../../../local/newest/newest-versions";
import { graphOf } from "../../variants";

test("every dependency goes to the newest version of its major, and overrides stay behind", () => {
  expect(
    withNewestVersions({
      dependencies: { esbuild: "0.28.2", "@pulumi/pulumi": "3.248.0" },
      devDependencies: { typescript: "6.0.3" },
      overrides: { "unrs-resolver": "1.12.2" },
    }),
  ).toEqual({ dependencies: { esbuild: "0.x", "@pulumi/pulumi": "3.x" }, devDependencies: { typescript: "6.x" } });
});

test("only packages in another version are told", () => {
  expect(differences({ a: "1.0.0", b: "2.0.0", c: "3.0.0" }, { a: "1.0.0", b: "2.1.0" })).toEqual([
    "b 2.0.0 → 2.1.0",
    "c 3.0.0 → missing",
  ]);
});

describe("two graphs", () => {
  const before = graphOf("strict");

  test("that are alike differ in nothing", () => {
    expect(graphDifferences(before, structuredClone(before))).toEqual([]);
  });

  test("differ by resource and input", () => {
    const [stack, first, second, third, ...others] = before.resources;
    if (!stack || !first || !second || !third) throw new Error("too few resources");
    const resources = [
      stack,
      { ...first, urn: "urn:new" },
      { ...second, inputs: { ...second.inputs, more: 1 } },
      ...others,
    ];
    expect(graphDifferences(before, { ...before, resources })).toEqual([
      `gone: ${first.urn}`,
      `gone: ${third.urn}`,
      "new: urn:new",
      `other: ${second.urn}: inputs.more`,
    ]);
  });
});
