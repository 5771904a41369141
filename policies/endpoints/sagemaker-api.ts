/** What may pass the sagemaker.api endpoint: minting sessions for profiles of the domains that this stack serves, and execution roles for their own apps. */
import { appArns, domainArn, type Place, roleArnsUnder, spaceArns, userProfileArn } from "../arns";
import { oneOrList, type PolicyDocument, policyDocument, type Statement } from "../document";
import { type AccountGroup, byAccount, profilesOf, type StudioAccount } from "../accounts/studio-accounts";
import { APP_AND_SPACE_ACTIONS, LISTING_FOR_STUDIO } from "../studio-app-actions";

export interface SagemakerApiNames {
  readonly domainId: string;
  /** Existing domains that rows of the mapping table may name beside it. */
  readonly furtherDomainIds?: readonly string[];
  readonly mintingRolePath: string;
  readonly executionRolePath: string;
  /** Domains in other accounts. */
  readonly accounts?: readonly StudioAccount[];
}

const MINTING_ACTIONS = ["sagemaker:DescribeUserProfile", "sagemaker:CreatePresignedDomainUrl"];

export function sagemakerApiEndpointPolicy(place: Place, names: SagemakerApiNames): PolicyDocument {
  const profiles = userProfileArn(place, names.domainId, "*");
  const further = (names.furtherDomainIds ?? []).map((domainId) => userProfileArn(place, domainId, "*"));
  return policyDocument(
    {
      Sid: "AllowMintingSessions",
      Effect: "Allow",
      Principal: "*",
      Action: MINTING_ACTIONS,
      Resource: oneOrList([profiles, ...further]),
      Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, names.mintingRolePath) } },
    },
    ...byAccount(place, names.accounts ?? []).map(mintingIn),
    {
      Sid: "AllowExecutionRolesTheirApps",
      ...executionRoles(APP_AND_SPACE_ACTIONS, [appArns(place, names.domainId), spaceArns(place, names.domainId)]),
    },
    {
      Sid: "AllowExecutionRolesTheirDomainAndProfiles",
      ...executionRoles(
        ["sagemaker:CreatePresignedDomainUrl", "sagemaker:DescribeDomain", "sagemaker:DescribeUserProfile"],
        [domainArn(place, names.domainId), profiles],
      ),
    },
    { Sid: "AllowExecutionRolesTheirLists", ...executionRoles(LISTING_FOR_STUDIO, "*") },
  );

  function executionRoles(actions: readonly string[], resources: string | readonly string[]): Omit<Statement, "Sid"> {
    return {
      Effect: "Allow",
      Principal: "*",
      Action: actions,
      Resource: resources,
      Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, names.executionRolePath) } },
    };
  }
}

/**
 * A minting role of another account, for that account's own profiles: named one by one, because a path in an account that is not ours is
 * open to those who make roles there.
 */
function mintingIn(group: AccountGroup): Statement {
  return {
    Sid: `AllowMintingSessionsOfAccount${group.place.account}`,
    Effect: "Allow",
    Principal: "*",
    Action: MINTING_ACTIONS,
    Resource: oneOrList(profilesOf(group)),
    Condition: { ArnEquals: { "aws:PrincipalArn": oneOrList(group.mintingRoleArns) } },
  };
}
