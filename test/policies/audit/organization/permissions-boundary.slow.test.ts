import { auditEstate } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { Estate } from "../../../../policies/audit/estate";
import type { Finding } from "../../../../policies/audit/verdict";
import type { Statement } from "../../../../policies/document";
import { graphOf } from "../../../variants";
import { WIDE_BOUNDARY } from "../../../infra/config/guardrail-mistakes";
import { boundedEstate, withBoundary } from "./guarded-graphs";

const ALL: Statement = { Effect: "Allow", Action: "*", Resource: "*" };

function broken(estate: Estate, ...rules: readonly string[]): readonly Finding[] {
  return auditEstate(estate, { rules }).rules.flatMap(({ findings }) =>
    findings.filter(({ status }) => status !== "PROVED"),
  );
}

test("beneath a boundary that leaves enough, all that has to work is proved to work", () => {
  expect(broken(boundedEstate("dev", ...WIDE_BOUNDARY.Statement), "P3", "P15", "P16")).toEqual([]);
});

test("a boundary without sts:AssumeRole is refuted, and named, where a request that has to work is refused", () => {
  const estate = boundedEstate("dev", { Effect: "Allow", NotAction: "sts:AssumeRole", Resource: "*" });
  const why = broken(estate, "P3", "P15").map((finding) => finding.why);
  expect(why.length).toBeGreaterThan(2);
  expect(new Set(why)).toEqual(
    new Set([
      expect.stringMatching(
        /^Only a guardrail above the stack refuses it\. Nothing in permissions boundary arn:\S+ of role studio-url-role allows sts:AssumeRole\.$/,
      ),
    ]),
  );
});

test("a Deny of the boundary is named by its sentence, with a request that the stack's own policies allow", () => {
  const deny: Statement = { Sid: "NoUploads", Effect: "Deny", Action: "s3:Put*", Resource: "*" };
  const found = broken(boundedEstate("dev", ALL, deny), "P15", "P6");
  expect(found.map(({ why }) => why).every((why) => why?.includes('Statement "NoUploads" of boundary policy'))).toBe(
    true,
  );
  expect(found.find(({ claim }) => /rekognition-role can/.test(claim))?.witness?.request).toMatchObject({
    action: "s3:PutObject",
  });
});

test("what a boundary denies is not a reason for a rule: a hole beneath it is a hole", () => {
  const deny: Statement = { Effect: "Deny", Action: "lambda:UpdateFunctionCode", Resource: "*" };
  const graph = withBoundary(graphOf("dev"), [ALL, deny]);
  const widened = {
    ...graph,
    resources: graph.resources.map((each) =>
      each.name === "studio-url-base-policy"
        ? {
            ...each,
            inputs: { ...each.inputs, policy: gaining(String(each.inputs["policy"]), "lambda:UpdateFunctionCode") },
          }
        : each,
    ),
  };
  expect(broken(collectEstate(widened), "P4").map(({ status }) => status)).toContain("REFUTED");
});

test("without its text what works is unknown: the audit says how to give it", () => {
  const [finding, ...others] = broken(collectEstate(withBoundary(graphOf("dev"))), "P16");
  expect(others.length).toBeGreaterThan(3);
  expect(finding).toMatchObject({ status: "UNKNOWN" });
  expect(finding?.why).toContain(
    'pulumi config set --stack dev permissionsBoundaryPolicy "$(aws iam get-policy-version',
  );
});

function gaining(policy: string, action: string): string {
  const { Statement, ...document } = JSON.parse(policy) as { Statement: object[] };
  return JSON.stringify({ ...document, Statement: [...Statement, { Effect: "Allow", Action: action, Resource: "*" }] });
}
