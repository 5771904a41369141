import { uncomparedFunctions } from "../../../local/audit/actions/declared-actions";
import { graphOf } from "../../variants";
import { isExplainedWhole, picture, readBundle, rowsOf } from "./declared-environment";

/** The other environments of test/variants.ts: declared-everywhere.slow.test.ts; changed policies: declared-differences.slow.test.ts. */
describe("the dev environment", () => isExplainedWhole("dev"));

const dev = picture(graphOf("dev"));

describe("what nothing explains refutes, and says function, action and repair", () => {
  test("a call in code that is new", () => {
    const more = ';cmdX=io(x,"AmazonS3","S3Client",e);aX=class extends cmdX(q,w,"DeleteObject",s){};new aX(i)';
    const rows = rowsOf(dev, (code) => `${readBundle(code) ?? ""}${code.endsWith("/studio-url") ? more : ""}`);
    expect(rows.flatMap(({ fault }) => fault ?? [])).toEqual([
      expect.stringMatching(/^Function studio-url calls s3:DeleteObject \(DeleteObjectCommand in its code\)/),
    ]);
  });
});

test("code that is not there is a place that nobody read, and says how to get it", () => {
  const [fault, ...more] = uncomparedFunctions(dev.estate, (code) =>
    code.endsWith("/studio-url") ? undefined : readBundle(code),
  );
  expect(more).toEqual([]);
  expect(fault).toMatchObject({
    pointer: "/code",
    why: "The code of function studio-url (build/functions/studio-url/index.js) cannot be read, so what it calls was not compared with what its role allows; `npm run synth` bundles it.",
  });
});

test("a client whose prefix in IAM nobody has written down stops the audit", () => {
  const bundle = 'cmd=io(x,"AWSLambda","LambdaClient",e);a=class extends cmd(q,w,"Invoke",s){};new a(i)';
  expect(() => rowsOf(dev, () => bundle)).toThrow("A function uses the SDK's LambdaClient, whose prefix in IAM");
});

test("what a role may do is said with what still has to hold, the Denies' part without repetition", () => {
  const rowOf = (role: string, action: string) =>
    dev.access.filter((row) => row.role === role && row.action === action).map(({ conditions }) => conditions);
  expect(rowOf("minting", "sagemaker:CreatePresignedDomainUrl")).toEqual([
    [
      "through endpoints-sagemaker-api or endpoints-studio",
      "aws:PrincipalTag/StudioUserProfile is present",
      "aws:PrincipalTag/StudioDomainId is present",
    ],
  ]);
  expect(rowOf("rekognition-role", "rekognition:DetectText")).toContainEqual([
    "through rekognition-eu-west-1-endpoint",
    "aws:RequestedRegion is eu-west-1",
  ]);
  expect(rowOf("studio-url-role", "sagemaker:CreatePresignedDomainUrl")).toEqual([]);
});

test("an action about one kind of resource is listed with that kind only", () => {
  const [space] = dev.access.filter(({ role, action }) => /alice/.test(role) && action === "sagemaker:CreateSpace");
  expect(space?.resource).toMatch(/:space\/[^,]*$/);
});
