/** What the operator who deploys this stack asks of its resources: each is to be allowed from outside our endpoints, and in the office through its own. */
import type { AuditedEndpoint, AuditedResource, Estate } from "../../estate";
import { deployer, fromOutside, throughEndpoint } from "../intended/intended-requests";
import { endpointsOf, subjectOf } from "../ours";
import type { IntendedRequest } from "../rule";

type Kind = AuditedResource["kind"];
type Stage = "refresh" | "update" | "destroy";

/**
 * Permissions behind the calls of the AWS provider, by its source: a refresh reads all that a resource can have, an update reads and writes,
 * a destroy deletes. Written by hand, and not taken from the policies. Emptying the bucket is not among them: its policy is gone by then.
 * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/s3
 */
export const DEPLOYING: Readonly<Record<Kind, Readonly<Record<Stage, readonly string[]>>>> = {
  bucket: {
    refresh: [
      "s3:ListBucket", // HeadBucket: without it a refresh ends with 403, or takes the bucket for deleted
      "s3:GetAccelerateConfiguration",
      "s3:GetBucketAcl",
      "s3:GetBucketCORS",
      "s3:GetBucketLogging",
      "s3:GetBucketNotification",
      "s3:GetBucketObjectLockConfiguration",
      "s3:GetBucketOwnershipControls",
      "s3:GetBucketPolicy",
      "s3:GetBucketPublicAccessBlock",
      "s3:GetBucketRequestPayment",
      "s3:GetBucketTagging",
      "s3:GetBucketVersioning",
      "s3:GetBucketWebsite",
      "s3:GetEncryptionConfiguration",
      "s3:GetLifecycleConfiguration",
      "s3:GetReplicationConfiguration",
    ],
    update: [
      "s3:PutBucketCORS",
      "s3:PutBucketNotification",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketTagging",
      "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
    ],
    destroy: ["s3:DeleteBucketPolicy", "s3:DeleteBucket"],
  },
  table: {
    refresh: [
      "dynamodb:DescribeTable",
      "dynamodb:DescribeContinuousBackups",
      "dynamodb:DescribeTimeToLive",
      "dynamodb:ListTagsOfResource",
    ],
    update: [
      "dynamodb:TagResource",
      "dynamodb:UpdateContinuousBackups",
      "dynamodb:UpdateTable",
      "dynamodb:UpdateTimeToLive",
    ],
    destroy: ["dynamodb:DeleteTable"],
  },
  queue: {
    refresh: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"],
    update: ["sqs:SetQueueAttributes", "sqs:TagQueue"],
    destroy: ["sqs:DeleteQueue"],
  },
  topic: {
    refresh: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
    update: ["sns:SetTopicAttributes", "sns:Subscribe", "sns:TagResource"],
    destroy: ["sns:DeleteTopic"],
  },
  key: {
    refresh: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
    update: ["kms:PutKeyPolicy", "kms:TagResource"],
    destroy: ["kms:ScheduleKeyDeletion"],
  },
  other: { refresh: [], update: [], destroy: [] },
};

export function deploymentRequests(estate: Estate): IntendedRequest[] {
  return estate.resources.flatMap((it) => [
    ...requests(estate, it, "from outside our endpoints", fromOutside(it.region ?? estate.homeRegion)),
    ...officeDoors(estate, it).flatMap((door) =>
      requests(estate, it, `from the office, through ${door.name}`, throughEndpoint(door)),
    ),
  ]);
}

/** The office's DNS forwards the bucket's own name to our resolver; of the other services it asks the public names. */
function officeDoors(estate: Estate, { kind }: AuditedResource): readonly AuditedEndpoint[] {
  return kind === "bucket" ? endpointsOf(estate, ["s3"], { kind: "Interface" }) : [];
}

/** What was only read is refreshed, and never changed. */
function callsAbout({ kind, facts }: AuditedResource): Readonly<Partial<Record<Stage, readonly string[]>>> {
  const { refresh, ...changing } = DEPLOYING[kind];
  return { refresh, ...(facts["made"] === "elsewhere" ? {} : changing) };
}

function requests(
  estate: Estate,
  it: AuditedResource,
  from: string,
  context: Readonly<Record<string, string>>,
): IntendedRequest[] {
  return Object.entries(callsAbout(it)).flatMap(([stage, actions]) =>
    actions.map((action) => ({
      claim: `A deployment may ${action} on ${it.name} to ${stage} it, ${from}.`,
      about: subjectOf(it),
      request: {
        action,
        resource: it.arn,
        principal: deployer(estate),
        context: { ...context, "aws:ResourceAccount": estate.account },
      },
      route: { kind: "service" },
    })),
  );
}
