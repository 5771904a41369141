/** What people do with their own apps and spaces in Studio: the statements of their role, and the same lists for the endpoints in its way. */
import { appArns, domainArn, type Place, spaceArns, userProfileArn } from "./arns";
import type { Statement } from "./document";

/** Whose notebooks: one user profile of one domain. */
export interface StudioOwner {
  readonly domainId: string;
  readonly userProfileName: string;
}

export const CHANGING_APPS = ["sagemaker:CreateApp", "sagemaker:DeleteApp"] as const;

/** Of these AWS says whose app or space it is (`sagemaker:OwnerUserProfileArn`), and who may use it (`sagemaker:SpaceSharingType`). */
export const CHANGING_APPS_AND_SPACES = [
  ...CHANGING_APPS,
  "sagemaker:CreateSpace",
  "sagemaker:UpdateSpace",
  "sagemaker:DeleteSpace",
] as const;

/**
 * Studio tags whatever it creates, and without this permission the creation itself is refused.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_id-based-policy-examples.html#grant-tagging-permissions
 */
export const TAGGING = "sagemaker:AddTags";

/** Requests to describe say nothing of the owner, so a condition on it would never hold. */
export const DESCRIBING_APPS_AND_SPACES = ["sagemaker:DescribeApp", "sagemaker:DescribeSpace"] as const;

/** None of them takes a resource narrower than the account's. ListApps and ListSpaces already name every profile of the domain. */
export const LISTING_FOR_STUDIO = [
  "sagemaker:ListApps",
  "sagemaker:ListDomains",
  "sagemaker:ListSpaces",
  "sagemaker:ListUserProfiles",
] as const;

export const APP_AND_SPACE_ACTIONS = [...CHANGING_APPS_AND_SPACES, TAGGING, ...DESCRIBING_APPS_AND_SPACES] as const;

/**
 * After https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-jl-admin-guide-permissions.html, with the profile written out.
 *
 * Private spaces only: an app in a shared space does not run with this role but with the domain's space role, which is not narrowed to
 * one profile.
 */
export function runOwnApps(place: Place, owner: StudioOwner): Statement[] {
  const ownProfile = userProfileArn(place, owner.domainId, owner.userProfileName);
  const apps = appArns(place, owner.domainId);
  const spaces = spaceArns(place, owner.domainId);
  return [
    {
      // An app of a profile has no owner, an app in a space has the space's owner: without the condition this statement would also cover
      // apps in another person's space that has the same name as this profile.
      Sid: "AllowAppsOfTheOwnProfile",
      Effect: "Allow",
      Action: CHANGING_APPS,
      Resource: appArns(place, owner.domainId, owner.userProfileName),
      Condition: { Null: { "sagemaker:OwnerUserProfileArn": "true" } },
    },
    {
      Sid: "AllowAppsAndPrivateSpacesOwnedByThisProfile",
      Effect: "Allow",
      Action: CHANGING_APPS_AND_SPACES,
      Resource: [apps, spaces],
      Condition: {
        ArnEquals: { "sagemaker:OwnerUserProfileArn": ownProfile },
        StringEquals: { "sagemaker:SpaceSharingType": "Private" },
      },
    },
    { Sid: "AllowTaggingAppsWhileCreatingThem", ...tagWhileCreating(apps, "CreateApp") },
    { Sid: "AllowTaggingSpacesWhileCreatingThem", ...tagWhileCreating(spaces, "CreateSpace") },
    ...readForStudiosPages(place, owner),
  ];
}

function readForStudiosPages(place: Place, owner: StudioOwner): Statement[] {
  const ownProfile = userProfileArn(place, owner.domainId, owner.userProfileName);
  return [
    {
      // What an app or a space is, not what is in it.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
      Sid: "AllowDescribingAppsAndSpacesOfTheDomain",
      Effect: "Allow",
      Action: DESCRIBING_APPS_AND_SPACES,
      Resource: [appArns(place, owner.domainId), spaceArns(place, owner.domainId)],
    },
    {
      Sid: "AllowReadingItsOwnDomainAndProfile",
      Effect: "Allow",
      Action: ["sagemaker:DescribeDomain", "sagemaker:DescribeUserProfile"],
      Resource: [domainArn(place, owner.domainId), ownProfile],
    },
    {
      Sid: "AllowListingForStudiosPages",
      Effect: "Allow",
      Action: LISTING_FOR_STUDIO,
      Resource: "*",
    },
  ];
}

/**
 * AWS names the creating call in `sagemaker:TaggingAction`, and only while it creates: tags on an app or a space that exists already are
 * refused for every owner. AddTags has no owner key; the creation itself is decided by the statement above, and a refused one tags nothing.
 */
function tagWhileCreating(resource: string, creation: string): Omit<Statement, "Sid"> {
  return {
    Effect: "Allow",
    Action: TAGGING,
    Resource: resource,
    Condition: { StringEquals: { "sagemaker:TaggingAction": creation } },
  };
}
