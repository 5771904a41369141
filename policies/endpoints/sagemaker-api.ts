/** What may pass the sagemaker.api endpoint: minting sessions for profiles of our domain, and execution roles for their own apps. */
import { appArns, domainArn, type Place, roleArnsUnder, spaceArns, userProfileArn } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";
import { APP_AND_SPACE_ACTIONS } from "../studio-app-actions";

export function sagemakerApiEndpointPolicy(
  place: Place,
  names: { readonly domainId: string; readonly mintingRolePath: string; readonly executionRolePath: string },
): PolicyDocument {
  const profiles = userProfileArn(place, names.domainId, "*");
  return policyDocument(
    {
      Sid: "AllowMintingSessions",
      Effect: "Allow",
      Principal: "*",
      Action: ["sagemaker:DescribeUserProfile", "sagemaker:CreatePresignedDomainUrl"],
      Resource: profiles,
      Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, names.mintingRolePath) } },
    },
    {
      Sid: "AllowExecutionRolesTheirApps",
      Effect: "Allow",
      Principal: "*",
      Action: STUDIO_ACTIONS,
      Resource: [
        domainArn(place, names.domainId),
        profiles,
        appArns(place, names.domainId),
        spaceArns(place, names.domainId),
      ],
      Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, names.executionRolePath) } },
    },
    {
      Sid: "AllowExecutionRolesToList",
      Effect: "Allow",
      Principal: "*",
      Action: ["sagemaker:ListApps", "sagemaker:ListSpaces"],
      Resource: "*",
      Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, names.executionRolePath) } },
    },
  );
}

/** What a profile's execution role is allowed on named resources (policies/studio-execution-role.ts). */
const STUDIO_ACTIONS = [
  "sagemaker:CreatePresignedDomainUrl",
  "sagemaker:DescribeDomain",
  "sagemaker:DescribeUserProfile",
  ...APP_AND_SPACE_ACTIONS,
];
