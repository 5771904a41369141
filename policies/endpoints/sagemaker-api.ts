/** What may pass the sagemaker.api endpoint: minting sessions for profiles of our domain, and execution roles for their own apps. */
import { appArns, domainArn, type Place, roleArnsUnder, spaceArns, userProfileArn } from "../arns";
import { type PolicyDocument, policyDocument, type Statement } from "../document";
import { APP_AND_SPACE_ACTIONS, LISTING_FOR_STUDIO } from "../studio-app-actions";

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
    executionRoles("Apps", APP_AND_SPACE_ACTIONS, [appArns(place, names.domainId), spaceArns(place, names.domainId)]),
    executionRoles(
      "DomainAndProfiles",
      ["sagemaker:CreatePresignedDomainUrl", "sagemaker:DescribeDomain", "sagemaker:DescribeUserProfile"],
      [domainArn(place, names.domainId), profiles],
    ),
    executionRoles("Lists", LISTING_FOR_STUDIO, "*"),
  );

  function executionRoles(what: string, actions: readonly string[], resources: string | readonly string[]): Statement {
    return {
      Sid: `AllowExecutionRolesTheir${what}`,
      Effect: "Allow",
      Principal: "*",
      Action: actions,
      Resource: resources,
      Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, names.executionRolePath) } },
    };
  }
}
