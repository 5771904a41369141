import type { AuditReport } from "../../../policies/audit/report";
import { urn } from "./example-estate";
import { denyOther, provedReport, rule, rules, witness } from "./example-report";

/** One rule refuted, one unknown, one statement new, one thing not read, one exception over, one call without permission. */
export const refutedReport: AuditReport = {
  ...provedReport,
  verdict: "REFUTED",
  sentence: "Rule P1 does not hold: role minting makes a Studio URL from the internet.",
  counts: { ...provedReport.counts, rules: { PROVED: 1, REFUTED: 1, UNKNOWN: 1 } },
  rules: [
    rule("P1", "A Studio URL is made and opened only through our SageMaker endpoints.", "never(…)", [
      { status: "REFUTED", witness },
      { evidence: [denyOther] },
    ]),
    rule("P2", "A minting session reaches only the profile it is tagged for.", "never(…)", [
      { status: "UNKNOWN", why: "The search reached its limit of 20000 decisions." },
    ]),
    ...rules.slice(2),
  ],
  exceptions: provedReport.exceptions.map((exception) => ({ ...exception, expires: "2026-01-31", isExpired: true })),
  declaredActions: [
    ...provedReport.declaredActions,
    {
      functionName: "studio-url",
      roleName: "studio-url-role",
      action: "s3:DeleteObject",
      command: "DeleteObjectCommand",
      isAllowed: false,
      isCalled: true,
      fault: "Function studio-url calls s3:DeleteObject, but role studio-url-role does not allow it. Allow it there.",
      source: "infra/functions/studio-url.ts:24",
    },
  ],
  coverage: [
    {
      urn: urn("aws:kms/key:Key", "surprise"),
      pointer: "/policy",
      source: "infra/surprise.ts:3",
      why: "A duplicate key Condition.",
    },
  ],
  difference: {
    kind: "compared",
    patterned: [],
    reworded: [],
    changes: [
      {
        kind: "NEW",
        subject: "role minting",
        sentence: "role minting may sagemaker:CreatePresignedDomainUrl from the internet",
        witness,
      },
      { kind: "GONE", subject: "role minting", sentence: "role minting might iam:PassRole" },
    ],
  },
};
