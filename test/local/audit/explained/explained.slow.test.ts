import { projectRoot } from "../../../../infra/project-root";
import { explained, type Subject } from "../../../../local/audit/explained/explained";
import { StatementSources } from "../../../../local/cloud/decide/statement-source";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { Change } from "../../../../policies/audit/report";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import { withStatements } from "../../../policies/audit/rules/changed-graph";
import { graphOf } from "../../../variants";

const dev = graphOf("dev");
const estate = collectEstate(dev);
const studio = estate.endpoints.find(({ service }) => service === "studio")?.id ?? "";
const sources = new StatementSources(projectRoot());

function told(subject: Subject, of = estate, changes: readonly Change[] = []) {
  return explained(subject, { estate: of, sources, command: "npm run audit", changes: () => changes });
}

const like = (name: string, ...changes: readonly string[]) => told({ like: name, changes }).text;

describe("explain P1", () => {
  const { text, exitCode } = told({ rule: "p1" });

  it("says the rule, whom it asks about, and each claim with what holds it and where that is written", () => {
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^P1 {2}PROVED {2}URLs into Studio .*\n {2}∀ role r/);
    expect(text).toMatch(/\nAsked about: roles authorizer-role, .*minting.*\.\n/);
    expect(text).toMatch(
      /✓ P1\.5 {2}minting makes .*\n +held by .* Deny DenyMintingUnlessThroughOurSageMakerEndpoints \(policies\/minting-role\.ts:\d+\)\n/,
    );
    expect(text).toMatch(/✓ P1\.m1 {2}alice gets a URL made/);
  });

  it("ends with a line to paste, whose request can be told", () => {
    const [, name = "", change = ""] = /npm run audit -- explain --like (\S+) --set (\S+)\n$/.exec(text) ?? [];
    expect(like(name, change)).toMatch(/\nREFUSED\. Statement "DenyMintingUnlessThroughOurSageMakerEndpoints"/);
  });

  it("ends 1, with the request and the line, where the rule is broken", () => {
    const broken = withStatements(
      withStatements(dev, "DenyMintingUnlessThroughOurSageMakerEndpoints", () => []),
      "AllowMintingForTheOneProfile",
      ({ Condition: _away, ...statement }) => statement,
    );
    const refuted = told({ rule: "P1" }, collectEstate(broken));
    expect(refuted.exitCode).toBe(1);
    expect(refuted.text).toMatch(
      /✗ P1\.5 .*\n +Role minting is allowed sagemaker:\S+ on .*\n +let through by Allow AllowMintingForTheOneProfile \(policies\/minting-role\.ts:\d+\)/,
    );
    expect(refuted.text).toMatch(/npm run audit -- explain --like P1\.5\n$/);
  });
});

describe("explain --like", () => {
  it("shows for a claim that holds a request that only its statements refuse, and with another key it passes", () => {
    expect(like("P1.5")).toMatch(/\nREFUSED\. .*DenyMintingUnlessThroughOurSageMakerEndpoints/);
    expect(like("P1.5", `${SOURCE_VPCE}=${studio}`)).toMatch(/\nALLOWED\. Statement "AllowMintingForTheOneProfile"/);
  });

  it("takes what must stay possible, and takes keys out", () => {
    expect(like("P1.m2")).toMatch(/\nALLOWED\./);
    expect(like("P1.m2", `${SOURCE_VPCE}=`)).toMatch(/\nREFUSED\./);
    expect(like("P3.m1", "aws:RequestTag/StudioUserProfile=bob/x")).toMatch(/\nREFUSED\./);
  });

  it("lets the network follow the endpoint, so that the request can occur", () => {
    const vpc = estate.endpoints.find(({ id }) => id === studio)?.vpcId ?? "";
    const [role] = estate.roles.filter(({ purpose }) => purpose === "minting").map(({ arn }) => arn);
    const principal = { kind: "role", roleArn: role, account: estate.account };
    const context = { "aws:SourceIp": "203.0.113.9" };
    const request = { action: "sagemaker:ListApps", resource: "*", principal, context };
    const changes = [`${SOURCE_VPCE}=${estate.endpoints.find(({ service }) => service === "sagemaker.api")?.id ?? ""}`];
    expect(told({ request, changes }).text).toMatch(/^REFUSED/);
    expect(like("P1.5", ...changes)).toContain(`"aws:SourceVpc": "${vpc}"`);
  });

  it("takes a change since the baseline", () => {
    const request = {
      action: "s3:GetObject",
      resource: "arn:aws:s3:::x/y",
      principal: { kind: "anonymous" as const },
      context: {},
    };
    const witness = { request, sentence: "", allowedBy: [] };
    const change = { kind: "NEW", subject: "anybody", sentence: "anybody may read", witness } as const;
    expect(told({ like: "n1", changes: [] }, estate, [change]).text).toMatch(/^N1: anybody may read\n[^]*REFUSED/i);
  });
});

test.each<[Subject, RegExp]>([
  [{ rule: "P99" }, /^There is no rule P99; the rules are P1, P2, .*\. Did you mean P9\?$/],
  [{ like: "P1", changes: [] }, /^--like is "P1"; allowed is a claim of the report \(P1\.2\), /],
  [{ like: "P1.99", changes: [] }, /^P1 has \d+ claims, P1\.1 to P1\.\d+ about requests\.$/],
  [{ like: "P1.m99", changes: [] }, /^P1 has \d+ requests that must stay possible: P1\.m1 and so on\.$/],
  [{ like: "P12.1", changes: [] }, /^P12\.1 is about a setting and not about requests: authorizer believes/],
  [{ like: "N1", changes: [] }, /^There is no change N1: 0 since the approved baseline\.$/],
  [{ like: "P1.5", changes: ["foo"] }, /^--set is "foo"; allowed is a condition key, "=" and a value/],
  [{ like: "P1.5", changes: ["aws:SourceVpc3=x"] }, /have no such key; allowed are .* Did you mean aws:SourceVpc\?$/],
  [
    { like: "P1.5", changes: ["action=sagemaker:CreateApps"] },
    /has no action sagemaker:CreateApps\. Did you mean sagemaker:CreateApp\?$/,
  ],
  [{ like: "P1.5", changes: ["resource="] }, /^--set resource= has no value/],
  [{ like: "P3.m1", changes: ["action=x"] }, /a call to become a role, which has no action of its own\.$/],
])("%j is answered with what is allowed", (subject, sentence) => {
  expect(() => told(subject)).toThrow(sentence);
});
