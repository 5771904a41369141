import { type Answer, jsonAnswer } from "../answer";
import { jsonFault, jsonSignatureFault } from "../aws-errors";
import type { Authority } from "../decide/authority";
import { decideRoleAction, deniedMessage } from "../decide/role-action";
import { asRecord } from "../graph/graph-index";
import { headerValue, type Incoming } from "../incoming";
import type { CredentialStore } from "../signing/credentials";
import { checkSignature } from "../signing/signature";
import type { Queue } from "./queue";

export interface SqsParts {
  readonly authority: Authority;
  readonly credentials: CredentialStore;
  /** By ARN. */
  readonly queues: ReadonlyMap<string, Queue>;
}

const TARGET = "AmazonSQS.";
const JSON_1_0 = { "content-type": "application/x-amz-json-1.0" };

export function isSqsTarget(target: string): boolean {
  return target.startsWith(TARGET);
}

/**
 * SQS for operators: how many messages a queue has. Lambda takes them off without this API (poller.ts), and nothing else here sends any.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export async function answerSqs(parts: SqsParts, request: Incoming): Promise<Answer> {
  const { partition, region, account } = parts.authority.place;
  const check = await checkSignature(request, parts.credentials, { service: "sqs", region });
  if (!check.ok) return jsonSignatureFault(check.fault);
  const operation = (headerValue(request, "x-amz-target") ?? "").slice(TARGET.length);
  const input = inputOf(request);
  const name = String(input["QueueUrl"]).split("/").at(-1) ?? "";
  const resource = `arn:${partition}:sqs:${region}:${account}:${name}`;
  const decision = decideRoleAction(parts.authority, request, check.session, {
    service: "sqs",
    action: `sqs:${operation}`,
    resource,
  });
  if (!decision.allowed)
    return jsonFault({
      code: "com.amazonaws.sqs#AccessDeniedException",
      message: deniedMessage(check.session, decision),
      decision,
    });
  if (operation !== "GetQueueAttributes") {
    const message = `The laptop's SQS does not know ${operation}.`;
    return jsonFault({ code: "com.amazon.coral.service#UnknownOperationException", message, decision });
  }
  const queue = parts.queues.get(resource);
  if (queue) return { ...jsonAnswer(200, { Attributes: attributesOf(queue, input) }, JSON_1_0), decision };
  const message = "The specified queue does not exist.";
  return jsonFault({ code: "com.amazonaws.sqs#QueueDoesNotExist", message, decision });
}

function attributesOf(queue: Queue, { AttributeNames: asked }: Readonly<Record<string, unknown>>) {
  const all = {
    ApproximateNumberOfMessages: String(queue.length),
    ApproximateNumberOfMessagesNotVisible: String(queue.notVisible),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => Array.isArray(asked) && asked.includes(name)));
}

function inputOf({ body }: Incoming): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(body.toString("utf8")));
  } catch {
    return {};
  }
}
