/** Where pictures, results and messages are kept, with their keys. Actions: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
import { every, everything, firstTag, type Grant, inRegions, named, ofThe, ownTag } from "./grant";

const BUCKET = "aws:s3/bucket:Bucket";
const QUEUE = "aws:sqs/queue:Queue";
const TOPIC = "aws:sns/topic:Topic";
const TABLE = "aws:dynamodb/table:Table";
const KEY = "aws:kms/key:Key";

/** The provider reads every side of a bucket, also those that the program leaves alone. */
const READ_BUCKET = [
  "AccelerateConfiguration",
  "BucketAcl",
  "BucketCORS",
  "BucketLogging",
  "BucketObjectLockConfiguration",
  "BucketOwnershipControls",
  "BucketPolicy",
  "BucketPublicAccessBlock",
  "BucketRequestPayment",
  "BucketTagging",
  "BucketVersioning",
  "BucketWebsite",
  "EncryptionConfiguration",
  "LifecycleConfiguration",
  "ReplicationConfiguration",
  "BucketNotification",
  "BucketLocation",
].map((side) => `s3:Get${side}`);

const DATA_GRANTS: readonly Grant[] = [
  {
    Sid: "ManageOurBucket",
    actions: {
      [BUCKET]: [
        "s3:CreateBucket",
        ...READ_BUCKET,
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:PutBucketTagging",
        "s3:DeleteBucket",
      ],
      "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": ["s3:PutBucketCORS"],
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ["s3:PutLifecycleConfiguration"],
      "aws:s3/bucketNotification:BucketNotification": ["s3:PutBucketNotification"],
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ["s3:PutBucketOwnershipControls"],
      "aws:s3/bucketPolicy:BucketPolicy": ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"],
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
        "s3:PutEncryptionConfiguration",
      ],
      "aws:s3/bucketVersioning:BucketVersioning": ["s3:PutBucketVersioning"],
    },
    on: ({ resources }) => ofThe(resources, BUCKET),
  },
  {
    // Images that config does not keep go with their bucket; none of them is read.
    Sid: "EmptyOurBucketBeforeItGoes",
    actions: { [BUCKET]: ["s3:DeleteObject", "s3:DeleteObjectVersion"] },
    on: (_, buckets) =>
      ofThe(
        buckets.filter(({ inputs }) => inputs["forceDestroy"] === true),
        BUCKET,
      ).map((arn) => `${arn}/*`),
  },
  {
    Sid: "ManageOurTables",
    actions: {
      [TABLE]: [
        "dynamodb:CreateTable",
        "dynamodb:DescribeTable",
        "dynamodb:UpdateTable",
        "dynamodb:DescribeTimeToLive",
        "dynamodb:UpdateTimeToLive",
        "dynamodb:DescribeContinuousBackups",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:ListTagsOfResource",
        "dynamodb:TagResource",
        "dynamodb:UntagResource",
        "dynamodb:DeleteTable",
      ],
    },
    on: named,
  },
  {
    Sid: "ManageOurQueues",
    actions: {
      [QUEUE]: [
        "sqs:CreateQueue",
        "sqs:GetQueueUrl",
        "sqs:GetQueueAttributes",
        "sqs:SetQueueAttributes",
        "sqs:ListQueueTags",
        "sqs:TagQueue",
        "sqs:UntagQueue",
        "sqs:DeleteQueue",
      ],
      "aws:sqs/queuePolicy:QueuePolicy": ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"],
    },
    on: ({ resources }) => ofThe(resources, QUEUE),
  },
  {
    Sid: "ManageOurTopic",
    actions: {
      [TOPIC]: [
        "sns:CreateTopic",
        "sns:GetTopicAttributes",
        "sns:SetTopicAttributes",
        "sns:ListTagsForResource",
        "sns:TagResource",
        "sns:UntagResource",
        "sns:DeleteTopic",
      ],
      "aws:sns/topicPolicy:TopicPolicy": ["sns:GetTopicAttributes", "sns:SetTopicAttributes"],
      "aws:sns/topicSubscription:TopicSubscription": [
        "sns:Subscribe",
        "sns:GetSubscriptionAttributes",
        "sns:Unsubscribe",
      ],
    },
    on: ({ resources }) => ofThe(resources, TOPIC),
  },
  {
    Sid: "MakeKeysWithOurTags",
    actions: { [KEY]: ["kms:CreateKey", "kms:TagResource"] },
    on: everything,
    when: firstTag,
  },
  {
    Sid: "ManageOurKeys",
    actions: {
      [KEY]: [
        "kms:DescribeKey",
        "kms:GetKeyPolicy",
        "kms:PutKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:EnableKeyRotation",
        "kms:DisableKeyRotation",
        "kms:UpdateKeyDescription",
        "kms:ListResourceTags",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:ScheduleKeyDeletion",
      ],
      [TOPIC]: ["kms:DescribeKey"],
    },
    on: every("kms", "key/*"),
    when: ownTag,
  },
];

const LOOK_UPS: readonly Grant[] = [
  {
    Sid: "LookUpQuotasOfThePool",
    actions: {
      "aws:ec2/vpcEndpoint:VpcEndpoint": ["servicequotas:GetServiceQuota", "servicequotas:GetAWSDefaultServiceQuota"],
    },
    on: everything,
    when: inRegions,
  },
];

export const STORE_GRANTS: readonly Grant[] = [...DATA_GRANTS, ...LOOK_UPS];
