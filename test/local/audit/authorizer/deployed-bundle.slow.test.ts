import { bundleReader } from "../../../../local/audit/actions/declared-actions";
import { deployedAuthorizers } from "../../../../local/audit/authorizer/deployed-bundle";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { Estate } from "../../../../policies/audit/estate";
import { graphOf } from "../../../variants";

const dev = collectEstate(graphOf("dev"));
const read = bundleReader(process.cwd());

test("the deployed authorizer is what the sources make, and the report names its bytes", () => {
  const { cases, faults } = deployedAuthorizers(dev, read);
  expect(faults).toEqual([]);
  expect(cases.map(({ documentSummary }) => documentSummary)).toEqual([
    expect.stringMatching(/^build\/functions\/authorizer-fetched-keys\/index\.js, SHA-256 [0-9a-f]{64}, /),
  ]);
});

test("one byte more in the bundle is another authorizer", () => {
  const { cases, faults } = deployedAuthorizers(dev, (code) => `${read(code) ?? ""} `);
  expect(cases).toEqual([]);
  expect(faults).toMatchObject([
    { pointer: "/code", why: expect.stringContaining("not what functions/authorizer/") as string },
  ]);
});

test.each([
  ["another function's bundle", "build/functions/studio-url"],
  ["a folder that is not of this build", "elsewhere/authorizer"],
])("an API that asks %s asks no authorizer of ours", (_, code) => {
  const estate: Estate = {
    ...dev,
    functions: dev.functions.map((each) => (each.name === "authorizer" ? { ...each, code } : each)),
  };
  const { cases, faults } = deployedAuthorizers(estate, read);
  expect(cases).toEqual([]);
  expect(faults).toMatchObject([
    { why: expect.stringContaining(`(${code}) is not an authorizer of this folder`) as string },
  ]);
});
