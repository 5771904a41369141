/** What may pass the sagemaker.api endpoint: minting sessions for profiles of the domains that this stack serves, and execution roles for their own apps. */
import { appArns, domainArn, type Place, roleArnsUnder, spaceArns, userProfileArn } from "../arns";
import { oneOrList, type PolicyDocument, policyDocument, type Statement } from "../document";
import { type AccountGroup, byAccount, profilesOf, type StudioAccount } from "../accounts/studio-accounts";
import { APP_AND_SPACE_ACTIONS, LISTING_FOR_STUDIO } from "../studio-app-actions";
import { letRStudioStart } from "./r-studio";

export interface SagemakerApiNames {
  readonly domainId: string;
  /** Existing domains that rows of the mapping table may name beside it. */
  readonly furtherDomainIds?: readonly string[];
  readonly mintingRolePath: string;
  readonly executionRolePath: string;
  /** Of the role that RStudio's server runs with; absent where the domain has none of ours. */
  readonly rStudioRolePath?: string | undefined;
  /** Domains in other accounts. */
  readonly accounts?: readonly StudioAccount[];
}

/** Of apps: people's, and RStudio's server where there is one. */
type AppsNames = Pick<SagemakerApiNames, "domainId" | "executionRolePath" | "rStudioRolePath">;

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
    ...executionRoles(place, names),
  );
}

/** The same endpoint in another account's VPC, where no URL is made for the gateway: execution roles only. */
export function appsSagemakerApiEndpointPolicy(place: Place, names: AppsNames): PolicyDocument {
  return policyDocument(...executionRoles(place, names));
}

function executionRoles(place: Place, { domainId, executionRolePath, rStudioRolePath }: AppsNames): Statement[] {
  const forThem = {
    Effect: "Allow",
    Principal: "*",
    Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, executionRolePath) } },
  } as const;
  return [
    {
      Sid: "AllowExecutionRolesTheirApps",
      ...forThem,
      Action: APP_AND_SPACE_ACTIONS,
      Resource: [appArns(place, domainId), spaceArns(place, domainId)],
    },
    {
      Sid: "AllowExecutionRolesTheirDomainAndProfiles",
      ...forThem,
      Action: ["sagemaker:CreatePresignedDomainUrl", "sagemaker:DescribeDomain", "sagemaker:DescribeUserProfile"],
      Resource: [domainArn(place, domainId), userProfileArn(place, domainId, "*")],
    },
    { Sid: "AllowExecutionRolesTheirLists", ...forThem, Action: LISTING_FOR_STUDIO, Resource: "*" },
    ...(rStudioRolePath === undefined ? [] : [letRStudioStart(place, domainId, rStudioRolePath)]),
  ];
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
