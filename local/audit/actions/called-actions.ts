/** Which actions of IAM a function's code needs, read from the commands of the SDK in it. */
import { sdkCommandsIn } from "./sdk-commands";

/** The client's prefix in IAM. */
const SERVICES: Readonly<Record<string, string>> = {
  DynamoDBClient: "dynamodb",
  EventBridgeClient: "events",
  RekognitionClient: "rekognition",
  S3Client: "s3",
  SageMakerClient: "sagemaker",
  STSClient: "sts",
};

/** Operations that IAM calls by other names, or that need several actions because of what we pass along. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
  "dynamodb:TransactGetItems": ["dynamodb:GetItem"],
  // We name a version where there is one, which is an action of its own; to IAM a HEAD is a GET.
  "s3:GetObject": ["s3:GetObject", "s3:GetObjectVersion"],
  "s3:HeadObject": ["s3:GetObject", "s3:GetObjectVersion"],
  "s3:HeadBucket": ["s3:ListBucket"],
  // We pass session tags and a source identity.
  "sts:AssumeRole": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
};

/** Calls that functions sign themselves, by the words of the wire protocol, which no minifier changes. */
const SIGNED: readonly { readonly words: RegExp; readonly action: (found: string) => string }[] = [
  { words: /"CodeDeploy_20141006\.(\w+)"/g, action: (operation) => `codedeploy:${operation}` },
  { words: /\/2015-03-31\/functions\/\$\{[^}]*\}\/(invocations)\b/g, action: () => "lambda:InvokeFunction" },
];

/**
 * Action → the command that needs it.
 *
 * @throws Error when a client's prefix is not known, or a command's client cannot be told
 */
export function actionsCalledBy(bundle: string): ReadonlyMap<string, string> {
  const bySdk = new Map(
    sdkCommandsIn(bundle).flatMap(({ client, operation }) => {
      const service = SERVICES[client];
      if (service === undefined)
        throw new Error(
          `A function uses the SDK's ${client}, whose prefix in IAM local/audit/actions/called-actions.ts lacks.`,
        );
      const name = `${service}:${operation}`;
      return (ACTIONS[name] ?? [name]).map((action): [string, string] => [action, `${operation}Command`]);
    }),
  );
  const signed = SIGNED.flatMap(({ words, action }) =>
    Array.from(bundle.matchAll(words), ([text, found = ""]): [string, string] => [
      action(found),
      text.replaceAll('"', ""),
    ]),
  );
  return new Map([...bySdk, ...signed]);
}
