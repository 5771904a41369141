import { STSClient } from "@aws-sdk/client-sts";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { NodeSha256 } from "../../functions/aws/node-sha256";
import type { ClientSettings } from "../operator/target";

/** Messages of one queue. On AWS both are approximate: up to a minute behind. */
export interface QueueLength {
  /** Ready to be handed out. */
  readonly waiting: number;
  /** Handed out: worked on, or postponed and hidden until they come again. */
  readonly inFlight: number;
}

const ATTRIBUTES = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];

/** An answer of SQS's that is not a success. `name` is its code, e.g. "AccessDeniedException". */
export class SqsError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * One operation of SQS, in its JSON protocol; the SDK's client for it would be a dependency for this alone. Credentials come from the
 * SDK's default chain, by way of the STS client.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 *
 * @param queueUrl as the stack's outputs have it; its host is asked unless the settings name an endpoint
 * @throws SqsError, or what fetch throws without a network
 */
export async function queueLength(settings: ClientSettings, queueUrl: string): Promise<QueueLength> {
  const { credentials } = new STSClient(settings).config;
  const signer = new SignatureV4({ credentials, region: settings.region, service: "sqs", sha256: NodeSha256 });
  const url = new URL(settings.endpoint ?? new URL(queueUrl).origin);
  const body = JSON.stringify({ QueueUrl: queueUrl, AttributeNames: ATTRIBUTES });
  const headers = {
    host: url.host,
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "AmazonSQS.GetQueueAttributes",
  };
  const signed = await signer.sign(new HttpRequest({ method: "POST", path: "/", headers, body }));
  const signal = AbortSignal.timeout(10_000);
  const answer = await fetch(url, { method: "POST", headers: signed.headers, body, signal });
  const said = (await answer.json().catch(() => ({}))) as {
    readonly Attributes?: Readonly<Record<string, string>>;
    readonly __type?: string;
    readonly message?: string;
  };
  if (!answer.ok)
    throw new SqsError(said.__type?.split("#").at(-1) ?? `HTTP ${answer.status}`, said.message ?? "SQS says no more.");
  const [waiting, inFlight] = ATTRIBUTES.map((name) => Number(said.Attributes?.[name] ?? 0));
  return { waiting: waiting ?? 0, inFlight: inFlight ?? 0 };
}
