/** Who may touch images: only through our two S3 endpoints, only with TLS, and never in another person's name. */
import { type Conditions, type PolicyDocument, policyDocument, type Statement } from "./document";
import { unlessThrough } from "./from-our-endpoints";
import { IMAGE_READING_ACTIONS } from "./image-reading";
import { UPLOADS_PREFIX } from "./rekognition-function";

export interface ImagesBucketNames {
  readonly bucketArn: string;
  /** The gateway endpoint of the functions, and the interface endpoint of the office. */
  readonly s3EndpointIds: readonly string[];
  /** The function that signs uploads. */
  readonly uploadRoleArn: string;
  /** Roles with which Rekognition may read the bucket (S3Object); none while that is off. */
  readonly rekognitionReaderArns: readonly string[];
}

const LISTING_VERSIONS_AND_UPLOADS = ["s3:ListBucketVersions", "s3:ListBucketMultipartUploads"];
const LISTING = ["s3:ListBucket", ...LISTING_VERSIONS_AND_UPLOADS];

/**
 * Denies only, because identity policies allow. They are about objects and about lists of versions and unfinished uploads, never about the
 * bucket itself: deployments come from outside our endpoints, and a refresh, an update or a destroy has to work from there.
 * `s3:*` on `<bucket>/*` is every object action.
 *
 * Outside our endpoints `s3:ListBucket` is left to identity policies, because HeadBucket needs it, which the AWS provider sends to
 * read the bucket on every refresh and update, and no condition key tells HeadBucket from a listing without a prefix. So a role of this
 * account that is allowed to may list the names of current images from elsewhere, and read none of them; no role of this stack may.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 *
 * Versions are listed and deleted at a destroy that keeps no images: this policy is deleted before, because it depends on the bucket.
 */
export function imagesBucketPolicy(names: ImagesBucketNames): PolicyDocument {
  const everyObject = `${names.bucketArn}/*`;
  const isReadByRekognition = names.rekognitionReaderArns.length > 0;
  return policyDocument(
    ...throughOurEndpoints(names, isReadByRekognition ? { BoolIfExists: { "aws:ViaAWSService": "false" } } : {}),
    ...withTls(names.bucketArn),
    {
      // An upload's path names its uploader, so it has to be signed by the function that knew him.
      Sid: "DenyUploadsThatTheFunctionDidNotSign",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: `${names.bucketArn}/${UPLOADS_PREFIX}*`,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": names.uploadRoleArn } },
    },
    ...(isReadByRekognition ? onlyRekognitionForUs(everyObject, names.rekognitionReaderArns) : []),
  );
}

function throughOurEndpoints(names: ImagesBucketNames, byTheCallerHimself: Conditions): Statement[] {
  return [
    {
      Sid: "DenyObjectsUnlessThroughOurS3Endpoints",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: `${names.bucketArn}/*`,
      Condition: { ...unlessThrough(names.s3EndpointIds), ...byTheCallerHimself },
    },
    {
      Sid: "DenyListingVersionsUnlessThroughOurS3Endpoints",
      Effect: "Deny",
      Principal: "*",
      Action: LISTING_VERSIONS_AND_UPLOADS,
      Resource: names.bucketArn,
      Condition: unlessThrough(names.s3EndpointIds),
    },
  ];
}

function withTls(bucketArn: string): Statement[] {
  return [
    {
      Sid: "DenyObjectsWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: `${bucketArn}/*`,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "DenyListingWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: LISTING,
      Resource: bucketArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}

/** The exception for AWS services is for reading, on behalf of our functions: not for Athena, and not for another role. */
function onlyRekognitionForUs(everyObject: string, readerArns: readonly string[]): Statement[] {
  const viaService = { Bool: { "aws:ViaAWSService": "true" } };
  return [
    {
      Sid: "DenyServicesWorkingForAnybodyElse",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: everyObject,
      Condition: { ...viaService, ArnNotEquals: { "aws:PrincipalArn": readerArns } },
    },
    {
      Sid: "DenyServicesAnythingButReading",
      Effect: "Deny",
      Principal: "*",
      NotAction: IMAGE_READING_ACTIONS,
      Resource: everyObject,
      Condition: viaService,
    },
  ];
}
