import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../../infra/project-root";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { baselineOf, policyHash, readBaseline } from "../../../../policies/audit/diff/baseline";
import { differenceFrom } from "../../../../policies/audit/diff/difference";
import { graphOf } from "../../../variants";

const estate = collectEstate(graphOf("dev"));

/** As it would be read from its file. */
function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

test("the baseline in the repository is what the dev environment's policies are: a change of access renews it", () => {
  const text = fs.readFileSync(path.join(projectRoot(), "policies/baseline/dev.json"), "utf8");
  expect(differenceFrom(readBaseline(JSON.parse(text)), estate)).toMatchObject({ changes: [], reworded: [] });
});

test("a baseline comes back as it was", () => {
  const baseline = readBaseline(throughJson(baselineOf(estate)));
  expect(baseline.policyHash).toBe(policyHash(estate));
  expect(differenceFrom(baseline, estate)).toEqual({ kind: "compared", changes: [], patterned: [], reworded: [] });
});

test("a baseline holds no source lines, and nothing that could not be read", () => {
  const text = JSON.stringify(baselineOf({ ...estate, coverage: [{ urn: "u", pointer: "", why: "unread" }] }));
  expect(text).not.toMatch(/infra\/|unread/);
});

test.each([
  ["an edited document", (text: string) => text.replace("sts:AssumeRole", "sts:*"), /do not fit its hash/],
  ["another file", () => '{"schema":"something"}', /not a baseline of the audit/],
  ["nothing", () => "null", /not a baseline of the audit/],
])("%s is not taken for a baseline", (_what, edited, sentence) => {
  const text = edited(JSON.stringify(baselineOf(estate)));
  expect(() => readBaseline(JSON.parse(text))).toThrow(sentence);
});

test("the hash is of documents and places: neither the order of keys nor a line counts, and a value does", () => {
  const swapped = collectEstate(reordered(graphOf("dev")));
  expect(policyHash(swapped)).toBe(policyHash(estate));
  expect(policyHash(collectEstate(graphOf("pool")))).not.toBe(policyHash(estate));
});

function reordered<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reordered) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, key === "source" ? "infra/moved.ts:1" : (reordered(item) as unknown)]),
  ) as T;
}

test("approved patterns are kept, and others are refused", () => {
  const baseline = baselineOf(estate, ["person"]);
  expect(readBaseline(throughJson(baseline)).patterns).toEqual(["person"]);
  expect(() => readBaseline(throughJson({ ...baseline, patterns: ["role"] }))).toThrow(
    "The baseline's patterns must be a list of person, Region, origin, bucket, domain.",
  );
});
