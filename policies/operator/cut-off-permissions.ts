/** What the operator may do who runs `npm run mapping -- cut-off` and `restore`: put one inline policy on the roles of one stack's people and take it away. */
import { type Place, roleArnsUnder, userProfileArn } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

export interface CutOffPermissionNames {
  /** Domains whose profiles may be cut off. */
  readonly domainIds: readonly string[];
  /** IAM path of the minting roles, with a slash at both ends. */
  readonly mintingRolePath: string;
  /** IAM path of the profiles' execution roles. */
  readonly executionRolePath: string;
}

/**
 * The program attaches this to nothing, like the other permissions of operators. IAM cannot look into the policy that is put: who has
 * this can also widen these roles, and should be a person who may deploy the stack. What they do is in CloudTrail, with the document.
 */
export function cutOffPermissions(place: Place, names: CutOffPermissionNames): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowTheOperatorToCutOffAndRestore",
      Effect: "Allow",
      Action: ["iam:PutRolePolicy", "iam:GetRolePolicy", "iam:DeleteRolePolicy"],
      Resource: [names.mintingRolePath, names.executionRolePath].map((path) => roleArnsUnder(place, path)),
    },
    {
      // The profile says which execution role its notebooks run with.
      Sid: "AllowTheOperatorToReadProfiles",
      Effect: "Allow",
      Action: "sagemaker:DescribeUserProfile",
      Resource: names.domainIds.map((domainId) => userProfileArn(place, domainId, "*")),
    },
  );
}
