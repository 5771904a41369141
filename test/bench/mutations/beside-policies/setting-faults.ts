import type { Graph, GraphResource } from "../../../../local/program/graph";
import { withInputs, withResource } from "../../../policies/audit/rules/changed-graph";
import { ofType } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";
import { madeLike } from "../made-resources";

type Inputs = Readonly<Record<string, unknown>>;

const FUNCTION = "aws:lambda/function:Function";
const TABLE = "aws:dynamodb/table:Table";
const OTHER = "999988887777";
const of = "dev";

const leaves = (what: string, type: string, inputs: Inputs, name?: string): Fault => ({
  what,
  breaks: "P17",
  of,
  change: (graph) =>
    withInputs(
      graph,
      (resource: GraphResource) => resource.type === type && (name === undefined || resource.name === name),
      (before) => ({ ...before, ...inputs }),
    ),
});

/** Kinds of resources that copy data, or run code, wherever their settings say. */
const COPIERS = [
  "cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
  "s3/inventory:Inventory",
  "s3/bucketReplicationConfig:BucketReplicationConfig",
  "s3/bucketLogging:BucketLogging",
  "dynamodb/kinesisStreamingDestination:KinesisStreamingDestination",
  "dynamodb/tableExport:TableExport",
  "lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  "sagemaker/studioLifecycleConfig:StudioLifecycleConfig",
  "kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
  "cloudtrail/trail:Trail",
  "ec2/flowLog:FlowLog",
  "cognito/logDeliveryConfiguration:LogDeliveryConfiguration",
] as const;

/** Inputs of ours that take an ARN, set to one of another account: made by rule, a place at a time. */
const FOREIGN: readonly (readonly [type: string, inputs: Inputs])[] = [
  [FUNCTION, { layers: [`arn:aws:lambda:eu-central-1:${OTHER}:layer:helper:7`] }],
  [FUNCTION, { kmsKeyArn: `arn:aws:kms:eu-central-1:${OTHER}:key/1` }],
  [
    "aws:apigateway/stage:Stage",
    { accessLogSettings: { destinationArn: `arn:aws:firehose:eu-central-1:${OTHER}:deliverystream/x`, format: "" } },
  ],
  [
    "aws:s3/bucketNotification:BucketNotification",
    { queues: [{ queueArn: `arn:aws:sqs:eu-central-1:${OTHER}:x`, events: [] }] },
  ],
  [
    "aws:sqs/queue:Queue",
    { redrivePolicy: JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:eu-central-1:${OTHER}:x` }) },
  ],
  ["aws:cloudwatch/logGroup:LogGroup", { kmsKeyId: `arn:aws:kms:eu-central-1:${OTHER}:key/1` }],
  [TABLE, { serverSideEncryption: { enabled: true, kmsKeyArn: `arn:aws:kms:eu-central-1:${OTHER}:key/1` } }],
  ["aws:sagemaker/domain:Domain", { kmsKeyId: `arn:aws:kms:eu-central-1:${OTHER}:key/1` }],
  [
    "aws:cognito/userPool:UserPool",
    { emailConfiguration: { sourceArn: `arn:aws:ses:eu-central-1:${OTHER}:identity/x` } },
  ],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", { eventSourceArn: `arn:aws:sqs:eu-central-1:${OTHER}:x` }],
];

/** Code that comes in and data that goes out by settings. */
export const SETTING_FAULTS: readonly Fault[] = [
  ...FOREIGN.map(([type, inputs]) =>
    leaves(`${type} with ${Object.keys(inputs).join()} of another account`, type, inputs),
  ),
  ...COPIERS.map((type): Fault => ({
    what: `a ${type}`,
    breaks: "P17",
    of,
    change: (graph) => withResource(graph, madeLike(graph, TABLE, { type: `aws:${type}`, name: "copier", inputs: {} })),
  })),
  leaves("a layer of this account that the stack does not make", FUNCTION, {
    layers: ["arn:aws:lambda:eu-central-1:111122223333:layer:x:1"],
  }),
  leaves(
    "code from a bucket",
    FUNCTION,
    { code: undefined, s3Bucket: "somebody-elses", s3Key: "code.zip" },
    "studio-url",
  ),
  leaves(
    "code from an image",
    FUNCTION,
    { code: undefined, packageType: "Image", imageUri: `${OTHER}.dkr.ecr.eu-central-1.amazonaws.com/x:1` },
    "studio-url",
  ),
  leaves("code from another folder", FUNCTION, { code: "../elsewhere" }, "studio-url"),
  leaves(
    "a wrapper around Node",
    FUNCTION,
    { environment: { variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" } } },
    "studio-url",
  ),
  leaves(
    "code that Node loads first",
    FUNCTION,
    { environment: { variables: { NODE_OPTIONS: "--require /opt/x.js" } } },
    "studio-url",
  ),
  leaves(
    "a queue for what failed",
    FUNCTION,
    { deadLetterConfig: { targetArn: "arn:aws:sqs:eu-central-1:111122223333:x" } },
    "studio-url",
  ),
  leaves(
    "a shared file system",
    FUNCTION,
    { fileSystemConfig: { arn: "arn:aws:elasticfilesystem:eu-central-1:111122223333:access-point/x" } },
    "studio-url",
  ),
  leaves("a layer's code from a bucket", "aws:lambda/layerVersion:LayerVersion", {
    code: undefined,
    s3Bucket: "somebody-elses",
  }),
  leaves("images announced to a topic", "aws:s3/bucketNotification:BucketNotification", {
    topics: [{ topicArn: "arn:aws:sns:eu-central-1:111122223333:x" }],
  }),
  leaves("images announced to everybody on the bus", "aws:s3/bucketNotification:BucketNotification", {
    eventbridge: true,
  }),
  leaves("bodies in the log", "aws:apigateway/methodSettings:MethodSettings", { settings: { dataTraceEnabled: true } }),
  leaves("answers of another stage's code", "aws:apigateway/stage:Stage", { canarySettings: { percentTraffic: 10 } }),
  leaves("answers for any page", "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", {
    corsRules: [{ allowedOrigins: ["*"] }],
  }),
  leaves("answers for a foreign page", "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", {
    corsRules: [{ allowedOrigins: ["https://evil.example"] }],
  }),
  leaves("results in a stream", TABLE, { streamEnabled: true }),
  leaves("results in another Region", TABLE, { replicas: [{ regionName: "us-east-1" }] }),
  leaves("failures sent on", "aws:lambda/eventSourceMapping:EventSourceMapping", {
    destinationConfig: { onFailure: { destinationArn: "arn:aws:sqs:eu-central-1:111122223333:x" } },
  }),
  ...[{ AWS: `arn:aws:iam::${OTHER}:root` }, { AWS: OTHER }, { AWS: "*" }].map((Principal): Fault => ({
    what: `the results' table has a policy for ${JSON.stringify(Principal)}`,
    breaks: "P14",
    of,
    change: (graph) =>
      withTablePolicy(graph, { Effect: "Allow", Principal, Action: "dynamodb:GetItem", Resource: "*" }),
  })),
  {
    what: "a document with the same Sid twice",
    breaks: "P16",
    of,
    change: (graph) =>
      withInputs(
        graph,
        ({ name }) => name === "minting-policy",
        (inputs) => {
          const document = JSON.parse(String(inputs["policy"])) as { Statement: Inputs[] };
          return {
            ...inputs,
            policy: JSON.stringify({ ...document, Statement: [...document.Statement, document.Statement[0]] }),
          };
        },
      ),
  },
];

function withTablePolicy(graph: Graph, statement: Inputs): Graph {
  const table = graph.resources.find(ofType(TABLE));
  const arn = String(table?.outputs["arn"]);
  return withResource(
    graph,
    madeLike(graph, TABLE, {
      type: "aws:dynamodb/resourcePolicy:ResourcePolicy",
      name: "results-policy",
      inputs: {
        resourceArn: arn,
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Resource: arn }] }),
      },
    }),
  );
}
