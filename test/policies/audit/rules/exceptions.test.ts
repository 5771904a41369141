import { EXCEPTIONS, isExpired } from "../../../../policies/audit/exceptions";
import { RULES } from "../../../../policies/audit/rules";
import { TODAY } from "./proved-environment";

describe("exceptions", () => {
  test.each([
    ["on its last day", "2030-01-01", false],
    ["on the day after", "2029-12-31", true],
  ])("%s one is expired or not", (_when, expires, expected) => {
    expect(isExpired({ expires }, TODAY)).toBe(expected);
  });

  test("each has a reason, a rule that there is, and an id of its own", () => {
    const ids = EXCEPTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { rule, reason } of EXCEPTIONS) {
      expect(RULES.map(({ id }) => id)).toContain(rule);
      expect(reason.length).toBeGreaterThan(40);
    }
  });
});
