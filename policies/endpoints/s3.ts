/** What may pass the S3 gateway endpoint: execution roles, to the data buckets of this account that config names; the pool's functions, to images; layers of Studio's images. */
import { type Place, roleArnsUnder } from "../arns";
import { type PolicyDocument, policyDocument, type Statement } from "../document";
import { IMAGE_READING_ACTIONS } from "../image-reading";
import { readLayers } from "./container-images";
import { UPLOAD_ARRIVED_ACTION, UPLOADS_PREFIX } from "../rekognition-function";

export interface S3EndpointNames {
  readonly executionRolePath: string;
  readonly dataBuckets: readonly string[];
  /** Apps start with images from ECR, whose layers lie in S3. */
  readonly readsLayers?: boolean;
  /** Absent while there is no Rekognition pool. */
  readonly images?:
    | {
        readonly bucketArn: string;
        readonly functionRoleArns: readonly string[];
        /** The function that signs uploads, and is asked whether they have arrived. */
        readonly uploadRoleArn: string;
      }
    | undefined;
}

/** A gateway endpoint has no security group, so the policy is the only fence; it names principals by `aws:PrincipalArn`. */
export function s3EndpointPolicy(place: Place, names: S3EndpointNames): PolicyDocument {
  const layers = names.readsLayers === true ? [readLayers(place)] : [];
  const statements = [...dataBuckets(place, names), ...images(place, names), ...layers];
  if (statements.length > 0) return policyDocument(...statements);
  return policyDocument({
    Sid: "DenyS3WhileNoDataBucketIsNamed",
    Effect: "Deny",
    Principal: "*",
    Action: "*",
    Resource: "*",
  });
}

function dataBuckets(place: Place, names: S3EndpointNames): Statement[] {
  if (names.dataBuckets.length === 0) return [];
  const arns = names.dataBuckets.map((bucket) => `arn:${place.partition}:s3:::${bucket}`);
  return [
    {
      Sid: "AllowExecutionRolesTheDataBuckets",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:ListBucket", "s3:GetBucketLocation", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: [...arns, ...arns.map((arn) => `${arn}/*`)],
      Condition: {
        StringEquals: { "aws:ResourceAccount": place.account },
        ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, names.executionRolePath) },
      },
    },
  ];
}

function images(place: Place, { images }: S3EndpointNames): Statement[] {
  if (images === undefined) return [];
  return [
    {
      Sid: "AllowThePoolsFunctionsToReadImages",
      Effect: "Allow",
      Principal: "*",
      Action: IMAGE_READING_ACTIONS,
      Resource: `${images.bucketArn}/*`,
      Condition: {
        StringEquals: { "aws:ResourceAccount": place.account },
        ArnEquals: { "aws:PrincipalArn": images.functionRoleArns },
      },
    },
    {
      Sid: "AllowTheUploadsFunctionToSeeWhichHaveArrived",
      Effect: "Allow",
      Principal: "*",
      Action: UPLOAD_ARRIVED_ACTION,
      Resource: `${images.bucketArn}/${UPLOADS_PREFIX}*`,
      Condition: {
        StringEquals: { "aws:ResourceAccount": place.account },
        ArnEquals: { "aws:PrincipalArn": images.uploadRoleArn },
      },
    },
  ];
}
