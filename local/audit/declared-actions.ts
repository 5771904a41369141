/** What each function's code calls beside what its role allows, in both directions. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { AuditedFunction, Estate } from "../../policies/audit/estate";
import type { AccessRow, DeclaredAction, TrustEdge } from "../../policies/audit/report";
import { sdkCommandsIn } from "./sdk-commands";

/** The client's prefix in IAM. */
const SERVICES: Readonly<Record<string, string>> = {
  DynamoDBClient: "dynamodb",
  RekognitionClient: "rekognition",
  S3Client: "s3",
  SageMakerClient: "sagemaker",
  STSClient: "sts",
};

/** Operations that IAM calls by other names, or that need several actions because of what we pass along. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  // We name a version where there is one, which is an action of its own; to IAM a HEAD is a GET.
  "s3:GetObject": ["s3:GetObject", "s3:GetObjectVersion"],
  "s3:HeadObject": ["s3:GetObject", "s3:GetObjectVersion"],
  "s3:HeadBucket": ["s3:ListBucket"],
  // We pass session tags and a source identity.
  "sts:AssumeRole": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
};

const ENVIRONMENT_CREDENTIALS =
  "The SDK's credential providers carry it; on Lambda credentials come from the environment.";
const WAITERS = "The SDK's waiters carry it; we wait for nothing.";

/** Called in the bundle, by code of the SDK's that we never reach or by a feature that this stack has switched off. */
const NOT_REACHED: Readonly<Record<string, string>> = {
  "sts:AssumeRole": ENVIRONMENT_CREDENTIALS,
  "sts:TagSession": "Session tags are passed only where mintingMode is sessionTags.",
  "sts:SetSourceIdentity": ENVIRONMENT_CREDENTIALS,
  "sts:AssumeRoleWithWebIdentity": ENVIRONMENT_CREDENTIALS,
  "s3:ListBucket": "The SDK's look-up of a bucket's Region carries it; ours is configured.",
  "s3:GetObject": "Reached only where s3ObjectAccess is on.",
  "s3:GetObjectVersion": "Reached only where s3ObjectAccess is on.",
  "dynamodb:DescribeContributorInsights": WAITERS,
  "dynamodb:DescribeExport": WAITERS,
  "dynamodb:DescribeImport": WAITERS,
  "dynamodb:DescribeKinesisStreamingDestination": WAITERS,
  "dynamodb:DescribeTable": WAITERS,
};

/** Allowed without a command, because somebody else calls with the function's role. */
const CALLED_BY_OTHERS: readonly { readonly action: RegExp; readonly by?: string; readonly note: string }[] = [
  { action: /^logs:(CreateLogStream|PutLogEvents)$/, note: "Lambda writes the function's log." },
  {
    action: /^ec2:(.*NetworkInterfaces?|DescribeSubnets|(Una|A)ssignPrivateIpAddresses)$/,
    note: "Lambda manages the function's network interfaces; a Deny keeps the function's code from it.",
  },
  {
    action: /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/,
    by: "image-ingest",
    note: "Lambda takes messages off the queue for the function.",
  },
  { action: /^s3:PutObject$/, by: "rekognition", note: "The function signs uploads; whoever has the form sends them." },
];

/**
 * One row an action of a function, allowed to its role or to one that this becomes. A mismatch without a note is a fault: either the role allows what no code of ours needs, or
 * the code will be refused.
 *
 * @param readBundle the bundle's text by the function's code folder; undefined when there is none
 */
export function declaredActions(
  estate: Estate,
  { access, trust }: { readonly access: readonly AccessRow[]; readonly trust: readonly TrustEdge[] },
  readBundle: (code: string) => string | undefined,
): DeclaredAction[] {
  return estate.functions.flatMap((audited) => {
    const bundle = audited.code === undefined ? undefined : readBundle(audited.code);
    if (bundle === undefined) return [];
    const roleName = estate.roles.find(({ arn }) => arn === audited.roleArn)?.name ?? audited.roleArn;
    const roles = [roleName, ...rolesBecomeFrom(roleName, trust)];
    const allowed = new Set(access.filter(({ role }) => roles.includes(role)).map(({ action }) => action));
    return rowsOf(audited, roleName, allowed, actionsCalledBy(bundle));
  });
}

/** A mismatch that nothing explains. */
export function isUnexplained({ isAllowed, isCalled, note }: DeclaredAction): boolean {
  return isAllowed !== isCalled && note === undefined;
}

export function bundleReader(root: string): (code: string) => string | undefined {
  return (code) => {
    const file = path.join(root, code, "index.js");
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  };
}

function rowsOf(
  { name: functionName }: AuditedFunction,
  roleName: string,
  allowed: ReadonlySet<string>,
  called: ReadonlyMap<string, string>,
): DeclaredAction[] {
  return [...new Set([...called.keys(), ...allowed])].sort().map((action) => {
    const isCalled = called.has(action);
    const isAllowed = allowed.has(action);
    const note = isCalled === isAllowed ? undefined : isCalled ? NOT_REACHED[action] : othersNote(functionName, action);
    return { functionName, roleName, action, command: called.get(action), isAllowed, isCalled, note };
  });
}

function rolesBecomeFrom(roleName: string, trust: readonly TrustEdge[]): string[] {
  return trust
    .filter(({ from, how }) => from === `role ${roleName}` && how === "assumes")
    .map(({ to }) => to.replace(/^role /, ""));
}

/** Action → the command that needs it. */
function actionsCalledBy(bundle: string): ReadonlyMap<string, string> {
  return new Map(
    sdkCommandsIn(bundle).flatMap(({ client, operation }) => {
      const name = `${SERVICES[client] ?? client}:${operation}`;
      return (ACTIONS[name] ?? [name]).map((action): [string, string] => [action, `${operation}Command`]);
    }),
  );
}

function othersNote(functionName: string, action: string): string | undefined {
  return CALLED_BY_OTHERS.find(
    (others) => others.action.test(action) && (others.by === undefined || others.by === functionName),
  )?.note;
}
