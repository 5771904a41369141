import { IMAGE_EVENT_SOURCE, IMAGE_EVENT_TYPES } from "../../functions/contract/image-event";
import type { Place } from "../../policies/arns";
import type { PolicyDocument } from "../../policies/document";
import { dynamodbEndpointPolicy } from "../../policies/endpoints/dynamodb";
import { eventsEndpointPolicy } from "../../policies/endpoints/events";
import { rekognitionEndpointPolicy } from "../../policies/endpoints/rekognition";
import { s3EndpointPolicy } from "../../policies/endpoints/s3";
import { officeS3EndpointPolicy } from "../../policies/endpoints/s3-office";
import { imageIngestPolicy } from "../../policies/image-ingest";
import { imagesBucketPolicy } from "../../policies/images-bucket";
import { imagesQueuePolicy } from "../../policies/images-queue";
import { rekognitionCallerPolicy } from "../../policies/rekognition-caller";
import { rekognitionFunctionPolicy } from "../../policies/rekognition-function";

const BUCKET = "images-893ef0b";
const S3 = "vpce-0535353535353535c";
const OFFICE_S3 = "vpce-0535353535353530f";
export const DYNAMODB = "vpce-0dbdbdbdbdbdbdbdb";
/** The mapping table, which passes the same endpoint. */
export const PEOPLE_TABLE = "mapping-5c6d7e8";
const EVENTS = "vpce-0e7e7e7e7e7e7e7e7";
const REKOGNITION = { "eu-central-1": "vpce-0ecececececececec", "eu-west-1": "vpce-0e1e1e1e1e1e1e1e1" };
const ACTIONS = ["rekognition:DetectFaces", "rekognition:DetectLabels"];

/** The example pool: home and Ireland, two operations, S3Object off and on. */
export function poolDocuments(place: Place, paths: { readonly executionRolePath: string }) {
  const { partition, region, account } = place;
  const bucketArn = `arn:${partition}:s3:::${BUCKET}`;
  const tableArn = `arn:${partition}:dynamodb:${region}:${account}:table/image-results`;
  const queueArn = `arn:${partition}:sqs:${region}:${account}:new-images`;
  const uploadRoleArn = `arn:${partition}:iam::${account}:role/rekognition-role`;
  const functionRoleArns = [uploadRoleArn, `arn:${partition}:iam::${account}:role/image-ingest-role`];
  const names = {
    bucketArn,
    tableArn,
    s3EndpointId: S3,
    dynamodbEndpointId: DYNAMODB,
    rekognitionEndpointIds: Object.values(REKOGNITION),
    allowedRegions: Object.keys(REKOGNITION),
  };
  const uploads = { ...names, officeS3EndpointId: OFFICE_S3 };
  const bucket = { bucketArn, s3EndpointIds: [S3, OFFICE_S3], uploadRoleArn };
  const events = {
    busArn: `arn:${partition}:events:${region}:${account}:event-bus/default`,
    eventsEndpointId: EVENTS,
    source: IMAGE_EVENT_SOURCE,
    detailTypes: Object.values(IMAGE_EVENT_TYPES),
  };
  return {
    "rekognition-caller-at-home": caller("eu-central-1"),
    "rekognition-caller-in-ireland": caller("eu-west-1"),
    "rekognition-function": rekognitionFunctionPolicy({ ...uploads, readablePrefixes: ["uploads/", "reference/"] }),
    "rekognition-function-without-s3-object": rekognitionFunctionPolicy({ ...uploads, readablePrefixes: [] }),
    "image-ingest": imageIngestPolicy({ ...names, queueArn, byRekognition: true, events }),
    "image-ingest-without-s3-object": imageIngestPolicy({ ...names, queueArn, byRekognition: false }),
    "images-queue": imagesQueuePolicy({ queueArn, bucketArn, account }),
    "images-bucket": imagesBucketPolicy({ ...bucket, rekognitionReaderArns: functionRoleArns }),
    "images-bucket-without-s3-object": imagesBucketPolicy({ ...bucket, rekognitionReaderArns: [] }),
    "events-endpoint": eventsEndpointPolicy({ functionRoleArn: functionRoleArns[1] ?? "", busArn: events.busArn }),
    "rekognition-endpoint": rekognitionEndpointPolicy({ functionRoleArns, actions: ACTIONS }),
    "dynamodb-endpoint": dynamodbEndpointPolicy({
      results: { functionRoleArns, tableArn },
      rows: {
        functionRoleArns: ["authorizer", "studio-url"].map(
          (name) => `arn:${partition}:iam::${account}:role/${name}-role`,
        ),
        tableArn: `arn:${partition}:dynamodb:${region}:${account}:table/${PEOPLE_TABLE}`,
      },
    }),
    "office-s3-endpoint": officeS3EndpointPolicy({ bucketArn, account }),
    "s3-endpoint-of-the-pool": s3EndpointPolicy(place, {
      ...paths,
      dataBuckets: [],
      images: { bucketArn, functionRoleArns, uploadRoleArn },
    }),
  } satisfies Record<string, PolicyDocument>;
}

function caller(region: keyof typeof REKOGNITION): PolicyDocument {
  return rekognitionCallerPolicy({
    region,
    endpointId: REKOGNITION[region],
    actions: { onAnything: ACTIONS, onResources: [] },
  });
}
