import { randomUUID } from "node:crypto";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import { above, placed } from "../decide/above";
import { type Authority, decided } from "../decide/authority";
import { INSIDE_AWS } from "../door";
import { decideRoleAction } from "../decide/role-action";
import type { Queue } from "./queue";
import type { EventSource } from "./queues";

const RECEIVING = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** Lambda polls with the function's own role, from inside AWS: no endpoint stands between. */
export function mayReceive(authority: Authority, roleArn: string, source: EventSource): boolean {
  const request = { requestId: randomUUID(), door: INSIDE_AWS };
  const session = { roleArn, sessionName: "event-source-mapping", tags: {} };
  return RECEIVING.every((action) => {
    const asked = { service: "sqs", action, resource: source.queueArn };
    return decideRoleAction(authority, request, session, asked).allowed;
  });
}

/** Whether S3 may announce a bucket's objects on a queue: the queue's own policy says. */
export function mayAnnounce(authority: Authority, target: Queue, bucketArn: string): boolean {
  const request = { requestId: randomUUID(), door: INSIDE_AWS };
  const [action, resource] = ["sqs:SendMessage", target.arn];
  const asking = {
    action,
    resource,
    principal: { kind: "service", service: "s3.amazonaws.com" } as const,
    context: { "aws:SourceArn": bucketArn, "aws:SourceAccount": authority.place.account },
  };
  const wanted = placed(authority, asking, resource);
  const policies = { resource: authority.resourcePolicies.get(target.arn) ?? [] };
  const guardrails = above(authority);
  return decided(authority, request, "sqs", { requests: [wanted], policies, guardrails }, () =>
    decideSameAccount(wanted, { ...policies, guardrails }),
  ).allowed;
}
