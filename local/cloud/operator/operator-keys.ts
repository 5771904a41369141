import type { CredentialStore } from "../signing/credentials";
import type { Door } from "../door";
import type { Place } from "../graph/place";

/** How the operator's commands reach this cloud: what the AWS SDK otherwise takes from AWS_ENDPOINT_URL, AWS_REGION and AWS's own credentials. */
export interface OperatorKeys {
  /** The internet's door: an operator stands at no endpoint of ours. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Keys that open this laptop's cloud as its operator, until it ends, and nothing else anywhere. */
export function issueOperatorKeys(
  { region }: Place,
  operatorRoleArn: string,
  internet: Pick<Door, "url">,
  credentials: CredentialStore,
): OperatorKeys {
  const session = { roleArn: operatorRoleArn, sessionName: "operator", tags: {} };
  const { accessKeyId, secretAccessKey, sessionToken } = credentials.issue(session);
  return { endpoint: internet.url, region, accessKeyId, secretAccessKey, sessionToken };
}
