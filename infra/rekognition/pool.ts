import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import { imagesBucketPolicy } from "../../policies/images-bucket";
import type { PoolSettings } from "./pool-settings";
import { dataKeyOf } from "../data-key";
import { FunctionRole } from "../functions/function-role";
import type { LambdaFunction } from "../functions/lambda-function";
import type { Network } from "../network/network";
import { partitionOf } from "../partition";
import { policyText } from "../place";
import { admittedBurst, admittedRate, capacities, peakRate, type PoolPlan } from "./capacity";
import { ImageEvents } from "./image-events";
import { createImageLayer } from "./image-layer";
import { ImagesBucket } from "./images-bucket";
import { ImagesQueue } from "./images-queue";
import { lanesOutput } from "./lanes-output";
import { PoolEndpoints } from "./pool-endpoints";
import { createImageIngest, createRekognitionFunction, INGEST_TIMEOUT_SECONDS } from "./pool-functions";
import { allowedRegions, planPool } from "./pool-quotas";
import { type PoolRoles, RegionalCaller } from "./regional-caller";
import { createResultsTable } from "./results-table";

export interface RekognitionPoolArgs {
  readonly settings: PoolSettings;
  readonly place: pulumi.Output<Place>;
  readonly network: Network;
}

/** Gateway endpoints that stand before the pool's. */
export interface StandingEndpoints {
  readonly s3: aws.ec2.VpcEndpoint;
  /** Absent unless the stack needs it without the pool. */
  readonly dynamodb: aws.ec2.VpcEndpoint | undefined;
}

/** What the pool offers once its endpoints stand. */
export interface OpenPool {
  readonly functions: Readonly<Record<keyof PoolRoles, LambdaFunction>>;
  /** Calls a second that the gateway lets in to each of the pool's methods. */
  readonly callsPerSecond: pulumi.Output<number>;
  /** Calls that it lets in at once. */
  readonly callsAtOnce: pulumi.Output<number>;
  readonly endpointIds: Readonly<Record<string, pulumi.Input<unknown>>>;
  /** For the company's DNS servers to forward. */
  readonly dnsZone: pulumi.Output<string>;
  /** For the stack's own outputs. */
  readonly outputs: Readonly<Record<string, pulumi.Input<unknown>>>;
}

/** How the functions come out of the VPC, but for Rekognition. */
interface Ways {
  readonly doors: PoolEndpoints;
  readonly events: ImageEvents | undefined;
}

/**
 * The Rekognition pool of one environment. In two steps, because the S3 gateway endpoint stands between them: its policy names the pool's
 * bucket and roles, and the pool's functions go through it.
 */
export class RekognitionPool extends pulumi.ComponentResource {
  /** For the S3 gateway endpoint's policy. */
  readonly images: {
    readonly bucketArn: pulumi.Output<string>;
    readonly functionRoleArns: pulumi.Output<string>[];
    readonly uploadRoleArn: pulumi.Output<string>;
  };
  /** For the DynamoDB gateway endpoint's policy. */
  readonly resultsUsers: {
    readonly tableArn: pulumi.Output<string>;
    readonly functionRoleArns: pulumi.Output<string>[];
  };
  readonly queue: ImagesQueue;
  readonly roles: PoolRoles;
  private readonly bucket: ImagesBucket;
  private readonly results: aws.dynamodb.Table;

  constructor(
    private readonly name: string,
    private readonly args: RekognitionPoolArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:rekognition:RekognitionPool", name, {}, opts);
    const { settings, place } = args;
    const { region, portalOrigins, imageRetentionDays: retentionDays, retainImages: retain } = settings;
    const dataKey = dataKeyOf(settings);
    const bucketArgs = { region, portalOrigins, retentionDays, retain, dataKey };
    this.bucket = new ImagesBucket("images", bucketArgs, { parent: this });
    this.results = createResultsTable("image-results", settings, this);
    const functionTimeoutSeconds = INGEST_TIMEOUT_SECONDS;
    const queueArgs = { region, place, images: this.bucket, functionTimeoutSeconds, dataKey };
    this.queue = new ImagesQueue("new-images", queueArgs, { parent: this });
    this.roles = { rekognition: this.createRole("rekognition"), "image-ingest": this.createRole("image-ingest") };
    const functionRoleArns = Object.values(this.roles).map(({ role }) => role.arn);
    const uploadRoleArn = this.roles.rekognition.role.arn;
    this.images = { bucketArn: this.bucket.bucket.arn, functionRoleArns, uploadRoleArn };
    this.resultsUsers = { tableArn: this.results.arn, functionRoleArns };
    this.registerOutputs({ bucketName: this.bucket.bucket.id });
  }

  /** Opens every endpoint of the pool that does not stand yet, and starts its functions. */
  open({ s3, dynamodb }: StandingEndpoints): OpenPool {
    const { settings, network, place } = this.args;
    const doors = new PoolEndpoints(
      `${this.name}-endpoints`,
      {
        region: settings.region,
        place,
        network,
        corporateCidrs: settings.corporateCidrs,
        s3,
        dynamodb,
        bucketArn: this.bucket.bucket.arn,
        ...this.resultsUsers,
      },
      { parent: this },
    );
    this.closeBucket([s3.id, doors.officeS3.id]);
    const callers = this.callRegions(doors);
    const plan = pulumi.output(planPool(settings, this));
    const events = this.announceImages(doors);
    const functions = this.startFunctions(s3, { doors, events }, callers, plan);
    const callsPerSecond = plan.apply((known) => admittedRate(peakRate(capacities(known)), known));
    const callsAtOnce = plan.apply((known) => admittedBurst(peakRate(capacities(known)), known));
    return { functions, callsPerSecond, callsAtOnce, ...this.describe({ doors, events }, callers, plan) };
  }

  private createRole(name: keyof PoolRoles): FunctionRole {
    return new FunctionRole(name, { ...this.args.settings, inVpc: true }, { parent: this });
  }

  /** Exactly one for each Region of config. */
  private callRegions(doors: PoolEndpoints): RegionalCaller[] {
    const { settings, network, place } = this.args;
    return settings.rekognitionRegions.map(
      (entry) =>
        new RegionalCaller(
          `rekognition-${entry.region}`,
          {
            entry,
            operations: settings.rekognitionOperations,
            place,
            home: { region: settings.region, network },
            roles: this.roles,
            functionSecurityGroupId: doors.functionSecurityGroupId,
          },
          { parent: this },
        ),
    );
  }

  private closeBucket(s3EndpointIds: readonly pulumi.Output<string>[]): void {
    const { settings } = this.args;
    const { bucket, settings: before } = this.bucket;
    const names = {
      bucketArn: bucket.arn,
      s3EndpointIds,
      uploadRoleArn: this.images.uploadRoleArn,
      rekognitionReaderArns: settings.s3ObjectAccess === "off" ? [] : this.images.functionRoleArns,
    };
    new aws.s3.BucketPolicy(
      "images-policy",
      { region: settings.region, bucket: bucket.id, policy: policyText(names, imagesBucketPolicy) },
      // S3 lets two changes of a bucket's settings collide.
      { ...this.bucket.options(), dependsOn: [...before] },
    );
  }

  private announceImages({ functionSecurityGroupId }: PoolEndpoints): ImageEvents | undefined {
    const { settings, network, place } = this.args;
    if (settings.ingestEvents === "off") return undefined;
    const functionRoleArn = this.roles["image-ingest"].role.arn;
    const args = { settings, place, network, functionRoleArn, functionSecurityGroupId };
    return new ImageEvents("image-events", args, { parent: this });
  }

  private startFunctions(
    s3: aws.ec2.VpcEndpoint,
    { doors, events }: Ways,
    callers: readonly RegionalCaller[],
    plan: pulumi.Output<PoolPlan>,
  ): OpenPool["functions"] {
    const { settings, network } = this.args;
    const args = {
      settings,
      network,
      plan,
      callers,
      roles: this.roles,
      queue: this.queue,
      events,
      securityGroupId: doors.functionSecurityGroupId,
      layer: createImageLayer("sharp", settings, this),
      bucketName: this.bucket.bucket.id,
      tableName: this.results.name,
      officeS3EndpointId: doors.officeS3.id,
      names: pulumi.output({
        bucketArn: this.bucket.bucket.arn,
        tableArn: this.results.arn,
        s3EndpointId: s3.id,
        dynamodbEndpointId: doors.dynamodb.id,
        rekognitionEndpointIds: callers.map(({ endpointId }) => endpointId),
        allowedRegions: [...allowedRegions(settings)],
        dataKey: dataKeyOf(settings),
      }),
    };
    const imageIngest = createImageIngest("image-ingest", args);
    return { rekognition: createRekognitionFunction("rekognition", args), "image-ingest": imageIngest };
  }

  private describe({ doors, events }: Ways, callers: readonly RegionalCaller[], plan: pulumi.Output<PoolPlan>) {
    const { settings } = this.args;
    const bucketName = this.bucket.bucket.id;
    const { dnsSuffix } = partitionOf(settings.region);
    return {
      endpointIds: {
        officeS3: doors.officeS3.id,
        dynamodb: doors.dynamodb.id,
        ...(events && { events: events.endpointId }),
        rekognition: Object.fromEntries(callers.map(({ region, endpointId }) => [region, endpointId])),
      },
      /** The only name of S3 that the office asks us for: its own buckets stay where they are. */
      dnsZone: pulumi.interpolate`${bucketName}.s3.${settings.region}.${dnsSuffix}`,
      outputs: {
        imagesBucket: bucketName,
        resultsTable: this.results.name,
        /** New images, a message each, and those that were set aside; for `npm run ingest-status`. */
        newImagesQueue: this.queue.queue.url,
        failedImagesQueue: this.queue.failed.url,
        callsPerSecond: plan.apply((known) =>
          Object.fromEntries(capacities(known).map(({ operation, total }) => [operation, total])),
        ),
        lanes: lanesOutput(settings),
        /** Puts what failed back into the queue, once its cause is gone. */
        redriveFailedImages: pulumi.interpolate`aws sqs start-message-move-task --region ${settings.region} --source-arn ${this.queue.failed.arn}`,
      },
    };
  }
}
