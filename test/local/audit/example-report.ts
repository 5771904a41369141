import { projectRoot } from "../../../infra/project-root";
import { printedPolicies } from "../../../local/audit/printed-policies";
import { StatementSources } from "../../../local/cloud/decide/statement-source";
import type { SourcedPolicy } from "../../../policies/audit/estate";
import type { AuditReport, Way } from "../../../policies/audit/report";
import type { Finding, RuleResult, StatementReference, Witness } from "../../../policies/audit/verdict";
import type { Layer } from "../../../policies/evaluate/decision";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { apiPolicy, ARN, estate, functionPolicy, mintingPolicy, mintingTrust, PROFILE } from "./example-estate";

function statement(from: SourcedPolicy, layer: Layer, sid: string): StatementReference {
  const index = from.document.Statement.findIndex((one) => one.Sid === sid);
  const effect = from.document.Statement[index]?.Effect ?? "Deny";
  return { urn: from.urn, pointer: from.pointer, policy: from.name, layer, index, sid, effect, source: from.source };
}

const denyApi = statement(apiPolicy, "resource", "DenyUnlessThroughOurExecuteApiEndpoint");
const allowApi = statement(apiPolicy, "resource", "LeaveTheDecisionToTheAuthorizer");
const denyMinting = statement(mintingPolicy, "identity", "DenyMintingUnlessThroughOurSageMakerEndpoints");
export const denyOther = statement(mintingPolicy, "identity", "DenyMintingForAnyOtherProfile");
const allowMinting = statement(mintingPolicy, "identity", "AllowMintingForTheOneProfile");
const allowBecoming = statement(functionPolicy, "identity", "AllowBecomingTheMintingRole");
const denySts = statement(functionPolicy, "identity", "DenyStsUnlessThroughOurStsEndpoint");

export const witness: Witness = {
  request: {
    action: "sagemaker:CreatePresignedDomainUrl",
    resource: PROFILE,
    principal: { kind: "role", roleArn: `${ARN}minting`, account: "111122223333" },
    context: { "aws:SourceIp": "203.0.113.0", "aws:PrincipalTag/StudioUserProfile": "alice", [SOURCE_VPCE]: [] },
  },
  sentence: "role minting asks for sagemaker:CreatePresignedDomainUrl from the internet <203.0.113.0>.",
  allowedBy: [allowMinting],
};

export function rule(id: string, title: string, formal: string, findings: readonly Partial<Finding>[]): RuleResult {
  const whole = findings.map((finding): Finding => ({
    claim: title,
    status: "PROVED",
    urn: mintingPolicy.urn,
    evidence: [],
    ...finding,
  }));
  const status = whole.find((finding) => finding.status !== "PROVED")?.status ?? "PROVED";
  return { id, title, formal, controls: ["NIST 800-53r5 AC-4", "NIST 800-53r5 SC-7(5)"], status, findings: whole };
}

export const rules: readonly RuleResult[] = [
  {
    ...rule(
      "P1",
      "A Studio URL is made and opened only through our SageMaker endpoints.",
      "never(allowed ∧ CreatePresignedDomainUrl ∧ ¬via(ours))",
      [
        {
          claim: "Role minting makes a URL only through endpoints-sagemaker-api or endpoints-studio.",
          evidence: [denyMinting],
          source: "infra/studio/minting-roles.ts:81",
        },
        { claim: "Role studio-url-role makes none.", exception: "function-network-interfaces" },
      ],
    ),
    examples: [
      {
        sentence: "Alice's session makes her URL through endpoints-sagemaker-api.",
        request: witness.request,
        allowed: true,
        decidedBy: allowMinting,
        reason: "Allowed.",
      },
    ],
  },
  rule(
    "P2",
    "A minting session reaches only the profile it is tagged for.",
    "never(allowed ∧ resource ≠ user-profile/⟨tags⟩)",
    [{ evidence: [denyOther, allowMinting] }],
  ),
  rule(
    "P7",
    "The private API refuses everybody who does not come through our endpoint, whatever the token.",
    "never(allowed ∧ execute-api:Invoke ∧ ¬via(ours))",
    [{ evidence: [denyApi] }],
  ),
];

function way(from: string, to: string, allowed: boolean, sentence: string, decidedBy?: StatementReference): Way {
  const reason = decidedBy === undefined ? "Nothing allows it." : `Statement "${decidedBy.sid ?? ""}" decided.`;
  return {
    from,
    to,
    allowed,
    sentence,
    action: "execute-api:Invoke",
    resource: PROFILE,
    reason,
    ...(decidedBy && { decidedBy }),
  };
}

/** Everything proved, nothing new. */
export const provedReport: AuditReport = {
  schema: "private-ml-gateway/audit-report/1",
  project: estate.project,
  stack: estate.stack,
  audited: "program",
  verdict: "PROVED",
  sentence:
    "All 3 rules hold for every request there can be outside 1 declared exception, nothing is allowed beyond what was approved, and the authorizer, sampled with 3 tokens, opened no path of anyone else.",
  policyHash: "3f".repeat(32),
  account: "111122223333",
  region: "eu-central-1",
  run: {
    day: "2027-03-01",
    commit: "1234567890abcdef1234567890abcdef12345678",
    isChanged: false,
    approval: { commit: "abcdef1234567890abcdef1234567890abcdef12", author: "Rosa Roe", day: "2027-02-01" },
    versions: { "private-ml-gateway": "0.1.0", "Node.js": "20.19.0", "AWS's service reference": "0.21 of 2026-09-26" },
  },
  command: "npm run audit",
  counts: {
    rules: { PROVED: 3, REFUTED: 0, UNKNOWN: 0 },
    findings: 4,
    policies: 6,
    statements: 17,
    roles: 2,
    endpoints: 1,
    functions: 1,
  },
  people: [{ asked: ["alice", "bob"], alike: ["carol", "dave"] }],
  rules,
  exceptions: [
    {
      id: "function-network-interfaces",
      rule: "P1",
      reason: "Lambda makes the network interfaces of functions in the VPC itself.",
      owner: "platform team",
      expires: "2027-06-30",
      isExpired: false,
      bounds: ["Role studio-url-role makes none."],
    },
  ],
  coverage: [],
  difference: { kind: "compared", changes: [], patterned: [], reworded: [] },
  picture: {
    boxes: [
      {
        id: "door:endpoints-execute-api",
        column: "door",
        title: "endpoints-execute-api",
        detail: "vpce-0e0e0e0e0e0e0e0e0",
      },
      { id: "door:elsewhere", column: "door", title: "another endpoint", detail: "of anybody's VPC" },
      { id: "door:internet", column: "door", title: "the internet", detail: "no endpoint at all" },
      { id: "api:api", column: "api", title: "Private API", detail: "api, PRIVATE" },
      { id: "role:studio-url-role", column: "role", title: "studio-url-role", detail: "runs studio-url" },
      { id: "role:minting", column: "role", title: "minting", detail: "minting role" },
      { id: "service:endpoints-sts", column: "service", title: "STS", detail: "behind endpoints-sts" },
      {
        id: "service:endpoints-sagemaker-api",
        column: "service",
        title: "SageMaker API",
        detail: "behind endpoints-sagemaker-api",
      },
    ],
    ways: [
      way("door:endpoints-execute-api", "api:api", true, "A caller with a token, from the office", allowApi),
      way("door:internet", "api:api", false, "The same caller from the internet", denyApi),
      way("door:elsewhere", "api:api", false, "The same caller through another endpoint", denyApi),
      way("api:api", "role:studio-url-role", true, "API Gateway starts studio-url", allowApi),
      way("role:studio-url-role", "service:endpoints-sts", true, "studio-url becomes the minting role", allowBecoming),
      way("role:studio-url-role", "role:minting", true, "studio-url becomes the minting role", allowBecoming),
      way("role:minting", "service:endpoints-sagemaker-api", true, "minting makes alice's URL", allowMinting),
      way(
        "door:internet",
        "service:endpoints-sts",
        false,
        "studio-url becomes the minting role, from the internet",
        denySts,
      ),
      way(
        "door:internet",
        "service:endpoints-sagemaker-api",
        false,
        "minting makes alice's URL, from the internet",
        denyMinting,
      ),
      way(
        "door:elsewhere",
        "service:endpoints-sagemaker-api",
        false,
        "minting makes alice's URL, through another endpoint",
        denyMinting,
      ),
    ],
  },
  access: [
    {
      role: "minting",
      action: "sagemaker:CreatePresignedDomainUrl",
      resource: "user-profile/${aws:PrincipalTag/StudioDomainId}/*",
      conditions: ["through endpoints-sagemaker-api or endpoints-studio"],
      allowedBy: [allowMinting],
    },
    {
      role: "studio-url-role",
      action: "sts:AssumeRole",
      resource: `${ARN}minting`,
      conditions: ["through endpoints-sts"],
      allowedBy: [allowBecoming],
    },
  ],
  trust: [
    {
      from: "role studio-url-role",
      to: "role minting",
      how: "assumes",
      conditions: ["with both session tags"],
      allowedBy: [statement(mintingTrust, "trust", "LetTheFunctionTagTheSession")],
    },
  ],
  authorizer: [
    { claims: "a user name with a slash", samples: 3, documentSummary: "Deny of everything", status: "PROVED" },
  ],
  declaredActions: [
    {
      functionName: "studio-url",
      roleName: "studio-url-role",
      action: "sts:TagSession",
      isAllowed: true,
      isCalled: false,
      note: "part of AssumeRole with tags",
    },
  ],
  hygiene: [
    {
      severity: "note",
      policy: "minting-policy",
      urn: mintingPolicy.urn,
      pointer: "/policy",
      sid: "DenyEverythingButMinting",
      sentence: "An example of a remark.",
    },
  ],
  headroom: [
    {
      policy: "role minting",
      quota: "inline policies of a role, together",
      used: 8400,
      limit: 10240,
      unit: "characters",
    },
  ],
  policies: printedPolicies(estate, new StatementSources(projectRoot())),
  limits: [
    "Whether what is deployed still is what the program says; for that, audit a state export.",
    "Service control policies of the organisation.",
  ],
};
