import { projectRoot } from "../../../infra/project-root";
import { DecisionLog, describeDecision, headerText } from "../../../local/cloud/decide/decision-log";
import { StatementSources } from "../../../local/cloud/decide/statement-source";
import type { Decision } from "../../../policies/evaluate/decision";

const log = () => new DecisionLog(new StatementSources(projectRoot()), () => new Date(0));
const subject = (requestId: string) => ({ requestId, door: "internet", service: "s", action: "s:Act", resource: "*" });
const REFUSED: Decision = { allowed: false, layer: "identity", reason: "Nothing in the identity layer allows s:Act." };

test("keeps the last thousand decisions, so that a laptop's memory does not grow with its requests", () => {
  const full = log();
  for (let index = 0; index < 2500; index++) full.record(subject(String(index)), REFUSED);
  expect([full.all().length, full.all()[0]?.requestId, full.all().at(-1)?.requestId]).toEqual([1000, "1500", "2499"]);
  expect([full.of("1499"), full.of("1500").length]).toEqual([[], 1]);
});

test("where an Allow is missing, the policies that were asked are named: ours by their file, others by their name", () => {
  const own = {
    Sid: "DenyMintingUnlessThroughOurSageMakerEndpoints",
    Effect: "Allow",
    Action: "x:*",
    Resource: "*",
  } as const;
  const document = (Statement: readonly (typeof own)[]) => ({ Version: "2012-10-17", Statement }) as const;
  const request = { action: "s:Act", resource: "*", principal: { kind: "anonymous" } as const, context: {} };
  const identity = [
    { name: "minting", document: document([own]) },
    { name: "AWS's own", document: document([]) },
  ];
  const recorded = log().record(subject("1"), REFUSED, { requests: [request], policies: { identity } });
  expect(recorded).toMatchObject({ why: "no statement there allows s:Act to anyone" });
  expect(describeDecision(recorded)).toBe("no-allow in identity policies: policies/minting-role.ts, AWS's own");
});

test("a header is one line of ASCII, and not as long as somebody's resource", () => {
  expect(headerText("a\r\nb: ü")).toBe("a??b: ?");
  expect(headerText("x".repeat(5000))).toHaveLength(803);
});
