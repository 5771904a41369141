/** The minting role may make and use a presigned URL for exactly one user profile, through our two SageMaker endpoints, and nothing else. */
import { type Place, userProfileArn } from "./arns";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { onlyThrough, unlessThrough } from "./from-our-endpoints";

/** The session tags that name the one profile a minting session is for. */
export const DOMAIN_TAG = "StudioDomainId";
export const PROFILE_TAG = "StudioUserProfile";

/** The two calls of a mint: is the profile ready, and its URL. */
const MINTING_ACTIONS = ["sagemaker:DescribeUserProfile", "sagemaker:CreatePresignedDomainUrl"];

export interface MintingEndpoints {
  /** URLs are created through this one (`sagemaker.api`). */
  readonly sagemakerApiEndpointId: string;
  /** URLs are opened through this one: SageMaker re-checks this very policy on every request and WebSocket frame. */
  readonly studioEndpointId: string;
}

/**
 * sessionTags mode: one role for all, narrowed per request by two session tags.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html
 */
export function mintingRolePolicy(place: Place, endpoints: MintingEndpoints): PolicyDocument {
  const ownProfile = userProfileArn(place, principalTag(DOMAIN_TAG), principalTag(PROFILE_TAG));
  return policyDocument(...mintOnly(ownProfile, endpoints), ...denyWithoutTags());
}

/** rolePerProfile mode: a role for each profile, which its policy names literally. */
export function mintingRolePolicyForProfile(
  place: Place,
  endpoints: MintingEndpoints,
  profile: { readonly domainId: string; readonly userProfileName: string },
): PolicyDocument {
  return policyDocument(...mintOnly(userProfileArn(place, profile.domainId, profile.userProfileName), endpoints));
}

/** One Allow whose conditions are ANDed; the Denies hold even with AmazonSageMakerFullAccess attached to the role. */
function mintOnly(profileArn: string, endpoints: MintingEndpoints): Statement[] {
  const ours = [endpoints.sagemakerApiEndpointId, endpoints.studioEndpointId];
  return [
    {
      Sid: "AllowMintingForTheOneProfile",
      Effect: "Allow",
      Action: MINTING_ACTIONS,
      Resource: profileArn,
      Condition: onlyThrough(ours),
    },
    {
      Sid: "DenyMintingUnlessThroughOurSageMakerEndpoints",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: unlessThrough(ours),
    },
    {
      Sid: "DenyMintingForAnyOtherProfile",
      Effect: "Deny",
      Action: "*",
      NotResource: profileArn,
    },
    {
      Sid: "DenyEverythingButMinting",
      Effect: "Deny",
      NotAction: MINTING_ACTIONS,
      Resource: "*",
    },
  ];
}

/**
 * A variable without a value makes NotResource match nothing, so the Deny above would fall away for an untagged session: these two stand in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function denyWithoutTags(): Statement[] {
  return [
    {
      Sid: "DenyWithoutTheProfileTag",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { Null: { [`aws:PrincipalTag/${PROFILE_TAG}`]: "true" } },
    },
    {
      Sid: "DenyWithoutTheDomainTag",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { Null: { [`aws:PrincipalTag/${DOMAIN_TAG}`]: "true" } },
    },
  ];
}

function principalTag(key: string): string {
  return `\${aws:PrincipalTag/${key}}`;
}
