import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import { imagesQueuePolicy } from "../../policies/images-queue";
import { policyText } from "../place";
import { tagsFor } from "../tags";
import type { ImagesBucket } from "./images-bucket";

export interface ImagesQueueArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  readonly images: ImagesBucket;
  /** The function's, of which a message may take six: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
  readonly functionTimeoutSeconds: number;
}

/** How often an image is tried before a person has to look at it. */
const TRIES = 5;
const TWO_WEEKS_SECONDS = 14 * 24 * 3600;

/**
 * New images, one message each, until they are analysed; after that many failures they wait in the queue of failed ones. A queue and not
 * an asynchronous call: that one gives up after two retries within minutes, so that a burst would end among the failures.
 */
export class ImagesQueue extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;
  readonly failed: aws.sqs.Queue;

  constructor(name: string, args: ImagesQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:rekognition:ImagesQueue", name, {}, opts);
    const { region, images } = args;
    const kept = { region, sqsManagedSseEnabled: true, messageRetentionSeconds: TWO_WEEKS_SECONDS };
    this.failed = new aws.sqs.Queue(`${name}-failed`, { ...kept, tags: tagsFor(`${name}-failed`) }, { parent: this });
    this.queue = new aws.sqs.Queue(
      name,
      {
        ...kept,
        visibilityTimeoutSeconds: 6 * args.functionTimeoutSeconds,
        redrivePolicy: this.failed.arn.apply((arn) =>
          JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: TRIES }),
        ),
        tags: tagsFor(name),
      },
      { parent: this },
    );
    const names = { queueArn: this.queue.arn, bucketArn: images.bucket.arn, place: args.place };
    const policy = policyText(names, ({ place, ...known }) => imagesQueuePolicy({ ...known, account: place.account }));
    const opened = new aws.sqs.QueuePolicy(
      `${name}-policy`,
      { region, queueUrl: this.queue.url, policy },
      { parent: this },
    );
    new aws.s3.BucketNotification(
      `${name}-notification`,
      {
        region,
        bucket: images.bucket.id,
        queues: [{ id: "new-images", queueArn: this.queue.arn, events: ["s3:ObjectCreated:*"] }],
      },
      // S3 tries the queue when it is told of it.
      { parent: this, dependsOn: [opened, ...images.settings] },
    );
    this.registerOutputs({ queueUrl: this.queue.url, failedQueueUrl: this.failed.url });
  }
}
