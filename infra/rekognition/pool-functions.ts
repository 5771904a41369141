import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { IngestEnvironment } from "../../functions/image-ingest/env";
import type { PoolEnvironment } from "../../functions/pool/env";
import { imageIngestPolicy } from "../../policies/image-ingest";
import { type PoolNames, rekognitionFunctionPolicy, UPLOADS_PREFIX } from "../../policies/rekognition-function";
import type { PoolSettings } from "./pool-settings";
import type { FunctionRole } from "../functions/function-role";
import { LambdaFunction } from "../functions/lambda-function";
import type { Network } from "../network/network";
import { policyText } from "../place";
import { tagsFor } from "../tags";
import type { ImageEvents } from "./image-events";
import { type ImagesQueue, RECEIVES } from "./images-queue";
import { type PoolEnvironmentArgs, poolEnvironment, sharedPrefixes } from "./pool-environment";
import { FUNCTION_TIMEOUT_SECONDS } from "./pool-quotas";
import type { PoolRoles } from "./regional-caller";

export interface PoolFunctionsArgs extends PoolEnvironmentArgs {
  readonly settings: PoolSettings;
  readonly network: Network;
  readonly roles: PoolRoles;
  readonly securityGroupId: pulumi.Input<string>;
  readonly layer: aws.lambda.LayerVersion;
  readonly queue: ImagesQueue;
  /** Absent while finished images are announced nowhere. */
  readonly events: ImageEvents | undefined;
  /** What both policies name. */
  readonly names: pulumi.Output<PoolNames>;
  readonly officeS3EndpointId: pulumi.Output<string>;
}

/**
 * One image at a time: reading, decoding, and one operation with its whole wait. What is not done by then is postponed, with what was
 * found kept, and comes again soon after: the queue's visibility timeout follows this one.
 */
export const INGEST_TIMEOUT_SECONDS = 60;
/** Enough for any JPEG, PNG, GIF or WebP of 100 megapixels, and an AVIF of 47 to 58; processor time comes with memory. */
const MEMORY_MB = 2048;

/**
 * Answers calls: draws a Region, fails over, waits. Its executions are reserved, so that other load cannot take them.
 *
 * One function for all lanes. API Gateway cannot choose it by what the authorizer found: an integration's URI takes stage variables, not the
 * request's context, and a reservation is a function's, not an alias's. What keeps lanes apart is that calls which are held back hold no
 * execution: of 160, a batch at four times the quotas takes none that the portal needs (`npm run bench pool -- --rows function`).
 *
 * What that leaves is a Region that hangs while more is asked for than the others have: the portal loses 5 % of its calls in one function of
 * 160, 0.9 % in two of 80, and 7 % in two of 48 and 112, since what one lane leaves the other cannot use. It would take a route for each lane,
 * which the authorizer's policy names, and a split that is known beforehand.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function createRekognitionFunction(name: "rekognition", args: PoolFunctionsArgs): LambdaFunction {
  const { settings } = args;
  const policy = policyText(
    { names: args.names, officeS3EndpointId: args.officeS3EndpointId },
    ({ names, officeS3EndpointId }) =>
      rekognitionFunctionPolicy({ ...names, officeS3EndpointId, readablePrefixes: readablePrefixes(settings) }),
  );
  return createFunction(name, args, policy, {
    timeoutSeconds: FUNCTION_TIMEOUT_SECONDS,
    reservedConcurrency: settings.rekognitionReservedConcurrency,
  });
}

/** Analyses what is put into the bucket, a bounded number of images at once; what fails goes back to the queue by itself. */
export function createImageIngest(name: "image-ingest", args: PoolFunctionsArgs): LambdaFunction {
  const { settings, queue, roles } = args;
  const byRekognition = settings.s3ObjectAccess !== "off";
  const known = { names: args.names, queueArn: queue.queue.arn, events: args.events?.names };
  const policy = policyText(known, ({ names, queueArn, events }) =>
    imageIngestPolicy({ ...names, queueArn, byRekognition, events }),
  );
  const ingest = createFunction(name, args, policy, {
    timeoutSeconds: INGEST_TIMEOUT_SECONDS,
    environment: { RECEIVES: String(RECEIVES), ...args.events?.environment } satisfies OwnEnvironment,
  });
  new aws.lambda.EventSourceMapping(
    `${name}-from-queue`,
    {
      region: settings.region,
      eventSourceArn: queue.queue.arn,
      functionName: ingest.live.arn,
      batchSize: 1,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: settings.ingestMaxConcurrency },
      tags: tagsFor(`${name}-from-queue`),
    },
    { parent: roles[name] },
  );
  return ingest;
}

/** What the image-ingest function is told beside what both are. */
type OwnEnvironment = {
  readonly [Key in Exclude<keyof IngestEnvironment, keyof PoolEnvironment>]?: pulumi.Input<string>;
};

function createFunction(
  name: keyof PoolRoles,
  args: PoolFunctionsArgs,
  policy: pulumi.Output<string>,
  {
    environment,
    ...limits
  }: {
    readonly timeoutSeconds: number;
    readonly reservedConcurrency?: number;
    readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  },
): LambdaFunction {
  const { settings } = args;
  const role = args.roles[name];
  return new LambdaFunction(name, {
    region: settings.region,
    rollout: settings.rollout,
    tracing: settings.tracing,
    bundle: name,
    role,
    rolePolicies: [attachPolicy(name, role, policy), ...args.callers.map(({ rolePolicies }) => rolePolicies[name])],
    environment: { ...poolEnvironment(args), ...environment },
    runtime: settings.lambdaRuntime,
    architecture: settings.lambdaArchitecture,
    memoryMb: MEMORY_MB,
    ...limits,
    layers: [args.layer.arn],
    vpc: { subnetIds: args.network.subnetIds, securityGroupIds: [args.securityGroupId] },
  });
}

/**
 * Not inline: a role's inline policies may have 10,240 characters together, which the permissions of 18 Regions nearly take.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
function attachPolicy(name: string, role: FunctionRole, policy: pulumi.Output<string>): pulumi.Resource {
  const opts = { parent: role };
  const own = new aws.iam.Policy(`${name}-policy`, { policy, tags: tagsFor(`${name}-policy`) }, opts);
  return new aws.iam.RolePolicyAttachment(`${name}-policy`, { role: role.role.id, policyArn: own.arn }, opts);
}

function readablePrefixes(settings: PoolSettings): readonly string[] {
  return settings.s3ObjectAccess === "off" ? [] : [UPLOADS_PREFIX, ...sharedPrefixes(settings)];
}
