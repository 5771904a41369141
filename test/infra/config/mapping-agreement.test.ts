import { checkSettings } from "../../../infra/config/settings";
import { LEAST } from "./good-settings";

const OWN = "d-own123def456";
const FURTHER = "d-abc123def456";

/** Place and fault of everything that is wrong. */
function told(change: Record<string, unknown>): string[] {
  const result = checkSettings({ ...LEAST, studioUserProfiles: ["alice"], ...change });
  return "problems" in result ? result.problems.map(({ key, fault }) => `${key.split(":")[1] ?? ""} ${fault}`) : [];
}

test("further domains go with table mode, and with session tags", () => {
  expect(told({ profileMode: "table", studioDomainIds: [FURTHER], studioDomainId: OWN })).toEqual([]);
  expect(told({ profileMode: "table", mintingMode: "rolePerProfile" })).toEqual([]);
});

test.each([
  ["in claim mode", {}, "studioDomainIds lists domains that only rows of the mapping table can name"],
  [
    "with a role for each profile",
    { profileMode: "table", mintingMode: "rolePerProfile" },
    "studioDomainIds lists further domains, and mintingMode rolePerProfile makes roles",
  ],
])("%s no row could lead to them, and it is said once", (_, change, fault) => {
  expect(told({ studioDomainIds: [FURTHER, OWN], ...change })).toEqual([expect.stringContaining(fault)]);
});

test("the stack's own domain is no further one", () => {
  expect(told({ profileMode: "table", studioDomainId: OWN, studioDomainIds: [FURTHER, OWN] })).toEqual([
    "studioDomainIds[1] is the stack's own domain already, by studioDomainId",
  ]);
});
