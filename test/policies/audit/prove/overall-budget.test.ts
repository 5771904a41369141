import { auditEstate } from "../../../../policies/audit/audit";
import { spendAtMost } from "../../../../policies/audit/prove/overall-budget";
import { estate, role } from "./small-estate";

const one = estate({
  roles: [{ ...role("worker", { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }), purpose: "function" }],
});
const findings = () => auditEstate(one, { rules: ["P1", "P2"] }).rules.flatMap((rule) => rule.findings);
const asked = (claim: string) => /^worker /.test(claim);

afterEach(() => spendAtMost(undefined));

test("once the audit's time is spent, what is not decided is UNKNOWN and says why", () => {
  spendAtMost(0);
  const open = findings().filter(({ claim }) => asked(claim));
  expect(open.length).toBe(2);
  for (const finding of open)
    expect(finding).toMatchObject({
      status: "UNKNOWN",
      why: "the 0 s of processor time that the whole audit may take were spent before this was decided",
      evidence: [],
    });
});

test("with time left, and without a limit, everything is decided", () => {
  for (const seconds of [3600, undefined]) {
    spendAtMost(seconds);
    expect(findings().filter(({ status }) => status === "UNKNOWN")).toEqual([]);
  }
});
