import { projectRoot } from "../../../../infra/project-root";
import { explain } from "../../../../local/audit/explained/statements";
import { readRequest } from "../../../../local/audit/explained/request-file";
import { StatementSources } from "../../../../local/cloud/decide/statement-source";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { RULES } from "../../../../policies/audit/rules";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import { graphOf } from "../../../variants";

const estate = collectEstate(graphOf("dev"));
const sources = new StatementSources(projectRoot());
const told = (request: unknown) => explain(readRequest(request, estate), sources);
const minting = estate.roles.find(({ purpose }) => purpose === "minting");
const studio = estate.endpoints.find(({ service }) => service === "studio");
const OWN = {
  action: "sagemaker:CreatePresignedDomainUrl",
  resource: `arn:aws:sagemaker:eu-central-1:111122223333:user-profile/${estate.studio.domainId}/alice`,
  principal: { kind: "role", roleArn: minting?.arn, account: "111122223333" },
  context: {
    "aws:PrincipalTag/StudioDomainId": estate.studio.domainId,
    "aws:PrincipalTag/StudioUserProfile": "alice",
    [SOURCE_VPCE]: studio?.id,
  },
};

test("an allowed request names the statement, its line, and why each other one does not apply", () => {
  const text = told(OWN);
  expect(text).toMatch(/^ALLOWED\. Statement "AllowMintingForTheOneProfile"/);
  expect(text).toMatch(/✓ Allow AllowMintingForTheOneProfile: applies {2}\[policies\/minting-role\.ts:\d+\]/);
  expect(text).toMatch(/· Deny {2}DenyMintingForAnyOtherProfile: does not apply: NotResource/);
  expect(text).toMatch(/endpoint layer, policy of endpoint endpoints-studio/);
});

test("a refused one names the Deny, and the value of the key that an Allow misses", () => {
  const text = told({ ...OWN, context: { ...OWN.context, [SOURCE_VPCE]: "vpce-0ffffffffffffffff" } });
  expect(text).toMatch(/^REFUSED\. Statement "DenyMintingUnlessThroughOurSageMakerEndpoints"/);
  expect(text).toMatch(
    /AllowMintingForTheOneProfile: does not apply: Condition StringEquals \S+ \(the request has vpce-0f+\)/,
  );
});

test("becoming a role is told action by action", () => {
  const intended = RULES.find(({ id }) => id === "P3")?.mustAllow(estate)[0]?.request;
  const text = told(JSON.parse(JSON.stringify(intended)));
  expect(text).toMatch(/^ALLOWED/);
  for (const action of ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"])
    expect(text).toContain(`\n${action} on ${minting?.arn ?? ""}\n`);
  expect(text).toContain("trust layer, trust policy of role minting");
});

test("every request that must stay possible can be told, and is told as allowed", () => {
  for (const { request, route } of RULES.flatMap((rule) => rule.mustAllow(estate))) {
    if (route.kind === "api" || route.kind === "endpoint") continue;
    expect(explain({ estate, request, route }, sources)).toMatch(/^ALLOWED/);
  }
});

test("an API's call is told with the answer of the authorizer that the file names", () => {
  const [api] = estate.apis;
  const request = {
    action: "execute-api:Invoke",
    resource: `${api?.executionArn ?? ""}/live/GET/v1/studio/profiles`,
    principal: { kind: "anonymous" },
    context: {},
  };
  const authorizer = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" }],
  };
  expect(told({ ...request, authorizer })).toMatch(
    /^REFUSED\. Statement "DenyUnlessThroughOurExecuteApiEndpoint"[^]*authorizer layer, the authorizer's answer\n {4}✓ Allow/,
  );
});

test.each<[unknown, RegExp]>([
  ["text", /^The request is missing or of the wrong kind; allowed is a request as the reports show it/],
  [{ ...OWN, principal: { kind: "robot" } }, /^principal\.kind is "robot"; allowed are anonymous, service, role\.$/],
  [{ ...OWN, action: "" }, /^action is missing/],
  [{ ...OWN, context: { key: 1 } }, /^context\.key is missing or of the wrong kind/],
  [{ ...OWN, endpoint: "moon" }, /^The stack has no such endpoint; it has .*endpoints-studio/],
  [{ roleArn: "moon", principal: OWN.principal }, /^The stack has no role moon; it has .*minting/],
])("%j is answered with a sentence", (request, sentence) =>
  expect(() => readRequest(request, estate)).toThrow(sentence),
);
