import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import type { DataKey } from "../../policies/data-key/use-data-key";
import { imagesQueuePolicy } from "../../policies/images-queue";
import { queueEncryption } from "../data-key";
import { policyText } from "../place";
import { tagsFor } from "../tags";
import type { ImagesBucket } from "./images-bucket";

export interface ImagesQueueArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  readonly images: ImagesBucket;
  readonly functionTimeoutSeconds: number;
  /** The company's own; absent where SQS's is used. */
  readonly dataKey: DataKey | undefined;
}

/**
 * How often the queue hands a message out before it goes among the failed ones: the most that SQS allows. What is counted is the time in
 * which an image is tried, about 19 hours, and not its failures: a message comes again for want of quota just as for a fault, and SQS
 * counts both. Failures are counted in the image's record, whose retries grow apart (functions/image-ingest/next-step.ts).
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export const RECEIVES = 1000;
/** Lambda needs a little for handing a message over and for deleting it. */
const HANDOVER_SECONDS = 10;
const TWO_WEEKS_SECONDS = 14 * 24 * 3600;

/**
 * New images, one message each, until they are analysed; what is not finished by then waits in the queue of failed ones. A queue and not
 * an asynchronous call: that one gives up after two retries within minutes, so that a burst would end among the failures.
 *
 * What is postponed comes again when its visibility timeout is over, so that timeout is as short as Lambda takes it: the function's own
 * and a little. AWS recommends six times as much, for messages that Lambda takes off the queue and then finds the function throttled;
 * `maximumConcurrency` of the event source keeps it from taking more than it may hand over, such a receipt costs one of a thousand, and
 * a message that is handed out twice at a time finds the image's lease taken. Changing the timeout of single messages, or sending them
 * again with a delay, would be calls of our own to SQS: an interface endpoint in the VPC, a permission to write to the queue, and a
 * third party that can fail between analysis and retry.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class ImagesQueue extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;
  readonly failed: aws.sqs.Queue;

  constructor(name: string, args: ImagesQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:rekognition:ImagesQueue", name, {}, opts);
    const { region, images } = args;
    const kept = { region, ...queueEncryption(args.dataKey), messageRetentionSeconds: TWO_WEEKS_SECONDS };
    this.failed = new aws.sqs.Queue(`${name}-failed`, { ...kept, tags: tagsFor(`${name}-failed`) }, { parent: this });
    this.queue = new aws.sqs.Queue(
      name,
      {
        ...kept,
        visibilityTimeoutSeconds: args.functionTimeoutSeconds + HANDOVER_SECONDS,
        redrivePolicy: this.failed.arn.apply((arn) =>
          JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: RECEIVES }),
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
