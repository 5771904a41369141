/** Who may touch images: nobody but through our two S3 endpoints, nobody without TLS, and nobody in another person's name. */
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

const LISTING = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"];

/**
 * Denies only, because identity policies allow. They are about objects and their listing, never about the bucket itself: its
 * administration needs no endpoint, so that nobody locks himself out of his own bucket. `s3:*` on `<bucket>/*` is every object action.
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
      Sid: "DenyListingUnlessThroughOurS3Endpoints",
      Effect: "Deny",
      Principal: "*",
      Action: LISTING,
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

/** The exception for AWS services is for reading, on behalf of our functions: not for Athena, and not for anybody else's role. */
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
