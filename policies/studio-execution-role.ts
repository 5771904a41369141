/** One user profile's execution role: its owner's notebooks may run their own apps and spaces, and mint for this profile only, through our endpoints only. */
import { logGroupArn, type Place, userProfileArn } from "./arns";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { onlyThrough, unlessThrough } from "./from-our-endpoints";
import type { MintingEndpoints } from "./minting-role";
import { runOwnApps, type StudioOwner } from "./studio-app-actions";

export const STUDIO_LOG_GROUP = "/aws/sagemaker/studio";

/** Buckets of this account that config names, and the one way to them. */
export interface StudioData {
  readonly buckets: readonly string[];
  /** Unknown for a domain that was there before: its notebooks go by another network's endpoint, which the buckets' own policies have to name. */
  readonly s3EndpointId?: string | undefined;
}

/** Trust of the domain's default role: SageMaker, for this account only (the confused-deputy key). */
export function studioDefaultRoleTrust(place: Place): PolicyDocument {
  return policyDocument(letSageMakerRunApps(place));
}

/**
 * Trust: SageMaker, for this account only, and under no other name than the profile's: the domain sets the
 * profile as source identity, so CloudTrail names the person behind every call of a notebook.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitor-user-access.html
 */
export function studioExecutionRoleTrust(place: Place, userProfileName: string): PolicyDocument {
  return policyDocument(letSageMakerRunApps(place), {
    Sid: "LetSageMakerNameThisProfile",
    Effect: "Allow",
    Principal: { Service: "sagemaker.amazonaws.com" },
    Action: "sts:SetSourceIdentity",
    Condition: { StringEquals: { "sts:SourceIdentity": userProfileName } },
  });
}

function letSageMakerRunApps(place: Place): Statement {
  return {
    Sid: "LetSageMakerRunApps",
    Effect: "Allow",
    Principal: { Service: "sagemaker.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": place.account } },
  };
}

/**
 * The profile's ARN is literal. With a shared role and `${sagemaker:UserProfileName}` the NotResource Deny would fall away whenever
 * SageMaker leaves the variable unset.
 */
export function studioExecutionRolePolicy(
  place: Place,
  owner: StudioOwner,
  endpoints: MintingEndpoints,
  data: StudioData,
): PolicyDocument {
  return policyDocument(
    ...mintForItselfOnly(place, owner, endpoints),
    ...runOwnApps(place, owner),
    {
      Sid: "AllowStudioLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [logGroupArn(place, STUDIO_LOG_GROUP), `${logGroupArn(place, STUDIO_LOG_GROUP)}:*`],
    },
    ...useDataBuckets(place, data),
  );
}

/** The new Studio warns when its execution role cannot mint at all, so minting is narrowed here, not taken away. */
function mintForItselfOnly(place: Place, owner: StudioOwner, endpoints: MintingEndpoints): Statement[] {
  const ownProfile = userProfileArn(place, owner.domainId, owner.userProfileName);
  const ours = [endpoints.sagemakerApiEndpointId, endpoints.studioEndpointId];
  const minting = ["sagemaker:CreatePresignedDomainUrl", "sagemaker:CreatePresignedDomainUrlWithPrincipalTag"];
  return [
    {
      Sid: "AllowANotebookToMintForItsOwner",
      Effect: "Allow",
      Action: "sagemaker:CreatePresignedDomainUrl",
      Resource: ownProfile,
      Condition: onlyThrough(ours),
    },
    {
      Sid: "DenyANotebookMintingUnlessThroughOurEndpoints",
      Effect: "Deny",
      Action: minting,
      Resource: "*",
      Condition: unlessThrough(ours),
    },
    {
      Sid: "DenyANotebookMintingForAnybodyElse",
      Effect: "Deny",
      Action: minting,
      NotResource: ownProfile,
    },
  ];
}

/** From inside only: credentials that got out of a notebook read nothing from anywhere else. */
function useDataBuckets(place: Place, { buckets, s3EndpointId }: StudioData): Statement[] {
  if (buckets.length === 0) return [];
  const arns = buckets.map((bucket) => `arn:${place.partition}:s3:::${bucket}`);
  const inside = s3EndpointId === undefined ? {} : onlyThrough([s3EndpointId])["StringEquals"];
  const condition = { StringEquals: { "aws:ResourceAccount": place.account, ...inside } };
  return [
    {
      Sid: "AllowListingTheDataBuckets",
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:GetBucketLocation"],
      Resource: arns,
      Condition: condition,
    },
    {
      Sid: "AllowObjectsInTheDataBuckets",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: arns.map((arn) => `${arn}/*`),
      Condition: condition,
    },
  ];
}
