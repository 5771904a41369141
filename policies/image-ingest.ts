/** The image-ingest function: reads what was put into the bucket, keeps results, announces them where config says, and lets Lambda take its messages off the queue. */
import { decryptImages, decryptMessages } from "./data-key/use-data-key";
import { type PolicyDocument, policyDocument } from "./document";
import { announceImages, type ImageEventNames } from "./ingestion/image-events";
import { denyS3Elsewhere, readImages } from "./image-reading";
import { ANALYSING_ACTIONS, useResults } from "./image-results";
import { denyRekognitionElsewhere } from "./rekognition-caller";
import type { PoolNames } from "./rekognition-function";

/**
 * The queue is polled by Lambda with the function's role, from AWS's side: no endpoint of ours stands between, so none is asked for.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function imageIngestPolicy(
  names: PoolNames & {
    readonly queueArn: string;
    /** Whether Rekognition may read the bucket for us (S3Object). */
    readonly byRekognition: boolean;
    /** Absent while finished images are announced nowhere. */
    readonly events?: ImageEventNames | undefined;
  },
): PolicyDocument {
  const { dataKey, bucketArn, queueArn } = names;
  return policyDocument(
    {
      Sid: "AllowLambdaToTakeMessagesOffTheQueue",
      Effect: "Allow",
      Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      Resource: queueArn,
    },
    ...readImages({ ...names, prefixes: [""], byRekognition: names.byRekognition }),
    denyS3Elsewhere([names.s3EndpointId], names.byRekognition),
    ...useResults(names, ANALYSING_ACTIONS),
    ...(names.events ? announceImages(names.events) : []),
    ...(dataKey ? [decryptMessages(dataKey, queueArn), decryptImages(dataKey, bucketArn)] : []),
    ...denyRekognitionElsewhere({ endpointIds: names.rekognitionEndpointIds, allowedRegions: names.allowedRegions }),
  );
}
