/** What S3's two endpoints are there for: who passes, to do what. */
import type { Estate } from "../../estate";
import { DEPLOYING } from "../deployment/deployment-requests";
import { dataBuckets, endpointsOf, functionRoles, resourcesOf } from "../ours";
import { notebooks, poolRoles } from "./callers";
import { IMAGE_READING, SEEING_UPLOADS } from "./declared-permissions";
import { BUCKET_READING, DATA_OBJECTS } from "./notebooks";
import type { Passage } from "./permission";

/** Nothing that passes here may end in another account: that would be the way out for data. */
export function s3(estate: Estate): Passage[] {
  const inThisAccount = { "aws:ResourceAccount": estate.account };
  const data = dataBuckets(estate);
  return [
    {
      who: notebooks(estate),
      to: "use data",
      actions: [...BUCKET_READING, ...DATA_OBJECTS],
      on: [...data, ...data.map((arn) => `${arn}/*`)],
      only: inThisAccount,
    },
    {
      who: poolRoles(estate),
      to: "read images",
      actions: IMAGE_READING,
      on: resourcesOf(estate, "bucket").map(({ arn }) => `${arn}/*`),
      only: inThisAccount,
    },
    {
      who: functionRoles(estate, "rekognition").map(({ arn }) => arn),
      to: "see whether an upload has arrived",
      actions: SEEING_UPLOADS,
      on: resourcesOf(estate, "bucket").map(({ arn }) => `${arn}/uploads/*`),
      only: inThisAccount,
    },
    ...layers(estate),
  ];
}

export function officeS3(estate: Estate): Passage[] {
  const who = [`arn:${estate.partition}:iam::${estate.account}:role/*`];
  const only = { "aws:ResourceAccount": estate.account };
  const buckets = resourcesOf(estate, "bucket").map(({ arn }) => arn);
  return [
    {
      who,
      to: "put images into our bucket, with this account's permission",
      actions: ["s3:PutObject"],
      on: buckets.map((arn) => `${arn}/*`),
      only,
    },
    {
      who,
      to: "refresh, update and destroy our bucket from the office, with this account's permission",
      actions: Object.values(DEPLOYING.bucket).flat(),
      on: buckets,
      only,
    },
  ];
}

/** AWS's bucket of layers: read by links that ECR signs, so that the caller is none of ours. */
function layers(estate: Estate): Passage[] {
  // Apps of a domain that was there before pull by a network of their own.
  if (endpointsOf(estate, ["ecr.dkr"]).length === 0) return [];
  return [
    {
      who: "any caller",
      to: "read layers of container images",
      actions: ["s3:GetObject"],
      on: [`arn:${estate.partition}:s3:::prod-${estate.homeRegion}-starport-layer-bucket/*`],
    },
  ];
}
