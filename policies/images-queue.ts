/** Only S3, and only about our images bucket, may put messages on the queue of new images. */
import { type PolicyDocument, policyDocument } from "./document";

/** Both conditions: a bucket's name says nothing about its account, and another account may take the name after we have deleted it. */
export function imagesQueuePolicy(names: {
  readonly queueArn: string;
  readonly bucketArn: string;
  readonly account: string;
}): PolicyDocument {
  return policyDocument({
    Sid: "LetS3AnnounceNewImages",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: names.queueArn,
    Condition: {
      ArnEquals: { "aws:SourceArn": names.bucketArn },
      StringEquals: { "aws:SourceAccount": names.account },
    },
  });
}
