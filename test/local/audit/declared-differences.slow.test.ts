import { isUnexplained } from "../../../local/audit/actions/declared-actions";
import { sentenceOf, verdictOf } from "../../../local/audit/outcome";
import { withBeside, withInputs, withoutStatements } from "../../policies/audit/rules/changed-graph";
import { graphOf } from "../../variants";
import { picture, rowsOf } from "./declared-environment";
import { provedReport } from "./example-report";

/** As the command ends when this is all that is wrong. */
function outcomeOf(rows: ReturnType<typeof rowsOf>) {
  const judged = { ...provedReport, declaredActions: rows };
  return { verdict: verdictOf(judged), sentence: sentenceOf(judged) };
}

describe("what nothing explains refutes, and says function, action and repair", () => {
  test.each([
    ["", "s3:ListAllMyBuckets"],
    [", of a service that the reference lacks", "bedrock:InvokeModel"],
  ])("an action that a policy of the function's role allows, and that nothing calls%s", (_which, action) => {
    const more = { Sid: "AllowMore", Effect: "Allow", Action: action, Resource: "*" };
    const rows = rowsOf(picture(withBeside(graphOf("dev"), "AllowBecomingTheMintingRole", more)));
    const faults = rows.filter(isUnexplained);
    expect(faults).toMatchObject([{ functionName: "studio-url", action, isAllowed: true, isCalled: false }]);
    expect(faults[0]?.source).toMatch(/^infra\/functions\/studio-url\.ts:\d+$/);
    expect(outcomeOf(rows)).toEqual({
      verdict: "REFUTED",
      sentence: `Function studio-url is allowed ${action} (role studio-url-role, by AllowMore), but nothing in its code calls it. Take it out of the role's policy, or, if another program calls it with this role, say which in local/audit/actions/expected-differences.ts.`,
    });
  });

  test("calls that no role of the function's allows any more", () => {
    const rows = rowsOf(picture(withoutStatements(graphOf("dev"), "AllowMintingForTheOneProfile")));
    expect(rows.filter(isUnexplained).map(({ action }) => action)).toEqual([
      "sagemaker:CreatePresignedDomainUrl",
      "sagemaker:DescribeUserProfile",
    ]);
    const { verdict, sentence } = outcomeOf(rows);
    expect(verdict).toBe("REFUTED");
    expect(sentence).toMatch(
      /^Function studio-url calls sagemaker:CreatePresignedDomainUrl \(CreatePresignedDomainUrlCommand in its code\), but neither role studio-url-role nor any role that it becomes allows it, so AWS would refuse the call\. Allow it/,
    );
    expect(sentence).toMatch(/Besides, code and roles differ in 1 more action\.$/);
  });
});

describe("an explanation holds for its own function and setting, and for nothing else", () => {
  test.each([
    ["AllowBecomingTheMintingRole", "dev", ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]],
    ["AllowBecomingTheMintingRole", "gov", ["sts:AssumeRole", "sts:SetSourceIdentity"]],
    ["AllowReadingImagesThroughOurS3Endpoint", "dev", ["s3:GetObject", "s3:GetObjectVersion"]],
  ] as const)("without %s, %s", (sid, variant, actions) => {
    const faults = rowsOf(picture(withoutStatements(graphOf(variant), sid))).filter(isUnexplained);
    expect(faults.map(({ action }) => action)).toEqual(expect.arrayContaining([...actions]));
    expect(faults.every(({ isCalled }) => isCalled)).toBe(true);
  });

  test("network interfaces are Lambda's own affair only where the function is in a VPC", () => {
    const outside = withInputs(
      graphOf("dev"),
      ({ type, name }) => type === "aws:lambda/function:Function" && name === "studio-url",
      ({ vpcConfig: _away, ...inputs }) => inputs,
    );
    const faults = rowsOf(picture(outside)).filter(isUnexplained);
    expect(faults).toHaveLength(6);
    for (const { action, functionName } of faults) expect(`${functionName} ${action}`).toMatch(/^studio-url ec2:/);
  });
});
