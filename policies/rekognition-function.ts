/** The rekognition function: signs uploads that come through the office's endpoint, sees which have arrived, reads images it is asked about, and keeps results. */
import { type DataKey, decryptImages, encryptUploads } from "./data-key/use-data-key";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { onlyThrough } from "./from-our-endpoints";
import { denyS3Elsewhere, IMAGE_READING_ACTIONS, readImages } from "./image-reading";
import { OFFERING_ACTIONS, useResults } from "./image-results";
import { denyRekognitionElsewhere } from "./rekognition-caller";

/** Callers' uploads: `uploads/<caller id>/<image id>`. */
export const UPLOADS_PREFIX = "uploads/";
export const UPLOAD_ARRIVED_ACTION = "s3:GetObjectTagging";

export interface PoolNames {
  readonly bucketArn: string;
  readonly tableArn: string;
  /** The S3 gateway endpoint, by which functions go. */
  readonly s3EndpointId: string;
  readonly dynamodbEndpointId: string;
  readonly rekognitionEndpointIds: readonly string[];
  readonly allowedRegions: readonly string[];
  /** The company's own, with which images, messages and results are encrypted; absent where the services' are. */
  readonly dataKey?: DataKey | undefined;
}

/** The function goes through the S3 endpoint by which images are read, so while callers may name none, it is told apart by what it asks. */
const DENY_READING: Statement = {
  Sid: "DenyReadingImagesWhileNoneMayBeNamed",
  Effect: "Deny",
  Action: IMAGE_READING_ACTIONS,
  Resource: "*",
};

/**
 * A presigned POST is a request of the function's own that another client sends, through the office's S3 endpoint,
 * so the permission to upload is good there only.
 */
export function rekognitionFunctionPolicy(
  names: PoolNames & {
    /** The S3 interface endpoint that the office uploads through. */
    readonly officeS3EndpointId: string;
    /** Prefixes whose objects callers may name as S3Object; none while that is off. */
    readonly readablePrefixes: readonly string[];
  },
): PolicyDocument {
  const byRekognition = names.readablePrefixes.length > 0;
  const { dataKey, bucketArn } = names;
  return policyDocument(
    {
      Sid: "AllowUploadsThroughTheOfficesS3Endpoint",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: `${names.bucketArn}/${UPLOADS_PREFIX}*`,
      Condition: onlyThrough([names.officeS3EndpointId]),
    },
    {
      // An upload has no tags, so this shows that it is there and nothing else. To read its head would be the permission to read it.
      Sid: "AllowSeeingWhichUploadsHaveArrived",
      Effect: "Allow",
      Action: UPLOAD_ARRIVED_ACTION,
      Resource: `${names.bucketArn}/${UPLOADS_PREFIX}*`,
      Condition: onlyThrough([names.s3EndpointId]),
    },
    ...readImages({ ...names, prefixes: names.readablePrefixes, byRekognition }),
    denyS3Elsewhere([names.officeS3EndpointId, names.s3EndpointId], byRekognition),
    ...(byRekognition ? [] : [DENY_READING]),
    ...useResults(names, OFFERING_ACTIONS),
    ...(dataKey ? [encryptUploads(dataKey, bucketArn)] : []),
    ...(dataKey && byRekognition ? [decryptImages(dataKey, bucketArn)] : []),
    ...denyRekognitionElsewhere({ endpointIds: names.rekognitionEndpointIds, allowedRegions: names.allowedRegions }),
  );
}
