/**
 * What runs in the studio-url function's place when an attacker has taken the function over: the same role, the same network,
 * the same endpoints, and none of our checks. Says what it got, never a URL.
 */
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreatePresignedDomainUrlCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

export interface Attempt {
  /** Session tags to become the minting role with; absent: the function's own role asks SageMaker itself. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly domainId: string;
  readonly userProfileName: string;
  /** ARN of a role in place of the program's minting role, and what is sent along to become it. */
  readonly become?: string;
  readonly externalId?: string;
}

/** Table mode: to write the row that would give a profile to someone. */
export interface RowAttempt {
  readonly rowOf: string;
}

/** How far it got: refused by STS, SageMaker or DynamoDB, or with a URL in hand, or a row written. */
export interface Got {
  readonly from: "sts" | "sagemaker" | "dynamodb";
  /** The AWS error's name; "" is a success. */
  readonly error: string;
  readonly requestId: string;
}

/** Of the form that the trust policy asks for, so that nothing is refused merely for its length. */
const SOMEBODYS_ID = "x".repeat(43);

export function handler(attempt: Attempt | RowAttempt): Promise<Got> {
  return "rowOf" in attempt ? writeRow(attempt) : mint(attempt);
}

async function writeRow({ rowOf }: RowAttempt): Promise<Got> {
  const put = new PutItemCommand({ TableName: process.env["PEOPLE_TABLE"], Item: { callerId: { S: rowOf } } });
  try {
    const { $metadata } = await new DynamoDBClient({}).send(put);
    return { from: "dynamodb", error: "", requestId: $metadata.requestId ?? "" };
  } catch (error) {
    return refused("dynamodb", error);
  }
}

async function mint(attempt: Attempt): Promise<Got> {
  const { tags, domainId, userProfileName } = attempt;
  let session = {};
  try {
    if (tags !== undefined) session = { credentials: await assume(tags, attempt) };
  } catch (error) {
    return refused("sts", error);
  }
  const ask = new CreatePresignedDomainUrlCommand({ DomainId: domainId, UserProfileName: userProfileName });
  try {
    const { $metadata } = await new SageMakerClient(session).send(ask);
    return { from: "sagemaker", error: "", requestId: $metadata.requestId ?? "" };
  } catch (error) {
    return refused("sagemaker", error);
  }
}

async function assume(tags: Readonly<Record<string, string>>, { become: role, externalId }: Attempt) {
  const become = new AssumeRoleCommand({
    RoleArn: role ?? process.env["MINTING_ROLE_ARN"],
    ...(externalId !== undefined && { ExternalId: externalId }),
    RoleSessionName: "taken-over",
    SourceIdentity: SOMEBODYS_ID,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });
  const {
    AccessKeyId = "",
    SecretAccessKey = "",
    SessionToken = "",
  } = (await new STSClient({}).send(become)).Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

function refused(from: Got["from"], error: unknown): Got {
  const { name, $metadata } = error as { name: string; $metadata?: { requestId?: string } };
  return { from, error: name, requestId: $metadata?.requestId ?? "" };
}
