/** Why some actions are in a function's code and not in its role, or the reverse: each with the functions and settings it is true for. */
import type { AuditedFunction, Estate } from "../../../policies/audit/estate";

export interface Situation {
  readonly estate: Estate;
  readonly audited: AuditedFunction;
  /** The function's environment. */
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Expected {
  /** One that ends in `*` stands for all that begin so. */
  readonly actions: readonly string[];
  /** Without it: always. */
  readonly where?: (situation: Situation) => boolean;
  readonly note: string;
}

/** Only the function that makes URLs becomes another role; what it lacks there is no part of the SDK's that we never reach. */
const mintsUrls = ({ variables }: Situation) => variables["MINTING_MODE"] !== undefined;
const is = (name: string) => (situation: Situation) => situation.audited.name === name;

const ENVIRONMENT_CREDENTIALS =
  "The SDK's credential providers carry it; on Lambda credentials come from the environment.";

/** Called in the bundle, by code of the SDK's that we never reach or by a feature that this stack has switched off. */
const NOT_REACHED: readonly Expected[] = [
  { actions: ["sts:AssumeRoleWithWebIdentity"], note: ENVIRONMENT_CREDENTIALS },
  {
    actions: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
    where: (situation) => !mintsUrls(situation),
    note: ENVIRONMENT_CREDENTIALS,
  },
  {
    actions: ["sts:TagSession"],
    where: (situation) => mintsUrls(situation) && situation.variables["MINTING_MODE"] !== "sessionTags",
    note: "Session tags are passed only where mintingMode is sessionTags.",
  },
  { actions: ["s3:ListBucket"], note: "The SDK's look-up of a bucket's Region carries it; ours is configured." },
  {
    actions: ["s3:GetObject", "s3:GetObjectVersion"],
    where: (situation) => is("rekognition")(situation) && !situation.estate.rekognition.readablePrefixes?.length,
    note: "Reached only where s3ObjectAccess is on.",
  },
  {
    actions: ["events:PutEvents"],
    where: (situation) => is("image-ingest")(situation) && situation.variables["EVENT_BUS"] === undefined,
    note: "Reached only where ingestEvents names a bus.",
  },
  // Every release of the SDK may wait for something more.
  {
    actions: ["dynamodb:Describe*"],
    note: "The SDK's waiters carry it; we wait for nothing.",
  },
];

/** Allowed without a command, because another service calls with the function's role. */
const CALLED_BY_OTHERS: readonly Expected[] = [
  { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], note: "Lambda writes the function's log." },
  {
    actions: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    where: ({ audited }) => audited.isInVpc,
    note: "Lambda manages the function's network interfaces; a Deny keeps the function's code from it.",
  },
  {
    actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
    where: ({ audited }) => audited.isTraced === true,
    note: "Lambda sends the traces of the function's calls.",
  },
  {
    actions: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
    where: is("image-ingest"),
    note: "Lambda takes messages off the queue for the function.",
  },
  {
    actions: ["s3:PutObject"],
    where: is("rekognition"),
    note: "The function signs uploads; the holder of the form sends them.",
  },
  {
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    note: "S3, SQS and DynamoDB ask KMS in the function's name, about what the company's key encrypts.",
  },
];

/** Why the action is where the other side lacks it; undefined when no reason is written down. */
export function expectedDifference(action: string, isCalled: boolean, situation: Situation): string | undefined {
  return (isCalled ? NOT_REACHED : CALLED_BY_OTHERS).find(
    ({ actions, where }) => actions.some((expected) => fits(action, expected)) && (where?.(situation) ?? true),
  )?.note;
}

function fits(action: string, expected: string): boolean {
  return expected.endsWith("*") ? action.startsWith(expected.slice(0, -1)) : action === expected;
}
