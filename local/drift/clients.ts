import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { partitionOf } from "../../infra/partition";
import type { ClientSettings } from "../operator/target";

/** One client for each service that is asked; endpoints are asked for in every Region that has some. */
export interface Clients {
  readonly apiGateway: APIGatewayClient;
  readonly dynamoDb: DynamoDBClient;
  readonly ec2: (region: string) => EC2Client;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
}

/** @param settings of the home Region */
export function clientsOf(settings: ClientSettings): Clients {
  // Reading is free to be slow: a throttled question is asked again rather than left open.
  const given = { ...settings, maxAttempts: 6 };
  // IAM is one for a partition: it signs for a Region of its own.
  const iam = { ...given, region: partitionOf(settings.region).iam.region };
  return {
    apiGateway: new APIGatewayClient(given),
    dynamoDb: new DynamoDBClient(given),
    ec2: (region) => new EC2Client({ ...given, region }),
    iam: new IAMClient(iam),
    lambda: new LambdaClient(given),
    s3: new S3Client({ ...given, forcePathStyle: settings.endpoint !== undefined }),
    // The queue's address holds AWS's own host, which a laptop is not behind.
    sqs: new SQSClient({ ...given, useQueueUrlAsEndpoint: settings.endpoint === undefined }),
  };
}
