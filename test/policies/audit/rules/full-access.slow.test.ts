import { auditEstate } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { graphOf } from "../../../variants";
import { inPolicyOf, withInputs } from "./changed-graph";

/**
 * What AmazonSageMakerFullAccess allows on domains and profiles, its statement AllowStudioActions word for word.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html
 */
const FULL_ACCESS = {
  Sid: "AllowStudioActions",
  Effect: "Allow",
  Action: [
    "sagemaker:CreatePresignedDomainUrl",
    "sagemaker:DescribeDomain",
    "sagemaker:ListDomains",
    "sagemaker:DescribeUserProfile",
    "sagemaker:ListUserProfiles",
    "sagemaker:DescribeSpace",
    "sagemaker:ListSpaces",
    "sagemaker:DescribeApp",
    "sagemaker:ListApps",
  ],
  Resource: "*",
};
const FENCED = [
  "minting-policy",
  "studio-url-policy",
  "studio-domain-default-role-policy",
  "studio-profiles-alice-policy",
  "studio-profiles-bob-policy",
];

test("with AmazonSageMakerFullAccess attached, links are made through our endpoints only and for the own profile only; that it is attached breaks P4", () => {
  const careless = withInputs(
    graphOf("dev"),
    ({ name }) => FENCED.includes(name),
    (inputs) => inPolicyOf(inputs, (all) => [...all, FULL_ACCESS]),
  );
  const { rules } = auditEstate(collectEstate(careless), { rules: ["P1", "P2", "P4"] });
  const open = rules
    .filter(({ id }) => id !== "P4")
    .flatMap(({ findings }) => findings.filter(({ status }) => status !== "PROVED"));
  // Without a session tag AWS may read the Deny either way; a role without tags cannot be had from the trust policy.
  expect(open.map(({ claim, status }) => [claim, status])).toEqual([
    ["minting may do nothing at all without both session tags.", "UNKNOWN"],
  ]);
  expect(rules.find(({ id }) => id === "P4")?.status).toBe("REFUTED");
});
