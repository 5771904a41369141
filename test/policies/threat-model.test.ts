import * as fs from "node:fs";
import { RULES } from "../../policies/audit/rules";

test("the threat model names every rule that is proved, and no other", () => {
  const page = fs.readFileSync("policies/threat-model.md", "utf8");
  const named = [...page.matchAll(/\bP\d+\b/g)].map(([id]) => id);
  expect([...new Set(named)].sort()).toEqual(RULES.map(({ id }) => id).sort());
});
