/** What a person's notebooks, and Studio's pages in the person's name, are meant to be allowed. */
import type { Estate } from "../../estate";
import { arnIn, dataBuckets, logGroupArns, profileArn, STUDIO_LOG } from "../ours";
import type { Permission } from "./permission";

export const APPS = ["sagemaker:CreateApp", "sagemaker:DeleteApp"] as const;
export const SPACES = ["sagemaker:CreateSpace", "sagemaker:UpdateSpace", "sagemaker:DeleteSpace"] as const;
/** Of these AWS does not say whose app or space it is. */
export const DESCRIBING = ["sagemaker:DescribeApp", "sagemaker:DescribeSpace"] as const;
export const LISTING_FOR_STUDIO = [
  "sagemaker:ListApps",
  "sagemaker:ListDomains",
  "sagemaker:ListSpaces",
  "sagemaker:ListUserProfiles",
] as const;
export const TAGGING = "sagemaker:AddTags";
/** Whose an app in a space is; an app of a profile has no owner. */
export const OWNER = "sagemaker:OwnerUserProfileArn";
export const OWN_LOG = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;
export const BUCKET_READING = ["s3:ListBucket", "s3:GetBucketLocation"] as const;
export const DATA_OBJECTS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] as const;

export function ofNotebooks(estate: Estate, profile: string): Permission[] {
  const { domainId } = estate.studio;
  const own = profileArn(estate, profile);
  const sagemaker = (rest: string) => arnIn(estate, "sagemaker", rest);
  const inThisAccount = { "aws:ResourceAccount": estate.account };
  return [
    { to: "mint for its own profile", actions: ["sagemaker:CreatePresignedDomainUrl"], on: [own] },
    {
      to: "run the profile's own apps",
      actions: APPS,
      on: [sagemaker(`app/${domainId}/${profile}/*`)],
      without: OWNER,
    },
    {
      to: "run apps in private spaces that the profile owns",
      actions: [...APPS, ...SPACES],
      on: [sagemaker(`app/${domainId}/*`), sagemaker(`space/${domainId}/*`)],
      only: { [OWNER]: own, "sagemaker:SpaceSharingType": "Private" },
    },
    ...["App", "Space"].map((kind) => ({
      to: `tag what Create${kind} creates`,
      actions: [TAGGING],
      on: [sagemaker(`${kind.toLowerCase()}/${domainId}/*`)],
      only: { "sagemaker:TaggingAction": `Create${kind}` },
    })),
    {
      to: "describe apps and spaces of the domain",
      actions: DESCRIBING,
      on: [sagemaker(`app/${domainId}/*`), sagemaker(`space/${domainId}/*`)],
    },
    { to: "read its domain", actions: ["sagemaker:DescribeDomain"], on: [sagemaker(`domain/${domainId}`)] },
    { to: "read its profile", actions: ["sagemaker:DescribeUserProfile"], on: [own] },
    { to: "list what Studio's pages show", actions: LISTING_FOR_STUDIO, on: ["*"] },
    { to: "write Studio's log", actions: ["logs:CreateLogGroup", ...OWN_LOG], on: logGroupArns(estate, STUDIO_LOG) },
    ...dataBuckets(estate).flatMap((bucket): Permission[] => [
      { to: "find data", actions: BUCKET_READING, on: [bucket], only: inThisAccount },
      { to: "use data", actions: DATA_OBJECTS, on: [`${bucket}/*`], only: inThisAccount },
    ]),
  ];
}
