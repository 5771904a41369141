/** Who may use the key of the topic of alarms: CloudWatch, for this account's alarms and that topic; who administers it, identity policies say. */
import type { Place } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

/**
 * A key of our own, because the policy of AWS's (alias/aws/sns) cannot be changed and leaves CloudWatch out: an alarm then turns red and
 * its message is lost without a sound. SNS binds what it encrypts to the topic's ARN.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function alarmKeyPolicy(
  { partition, account }: Pick<Place, "partition" | "account">,
  { topicArn }: { readonly topicArn: string },
): PolicyDocument {
  return policyDocument(
    {
      // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
      Sid: "LetIdentityPoliciesAdministerTheKey",
      Effect: "Allow",
      Principal: { AWS: `arn:${partition}:iam::${account}:root` },
      Action: ADMINISTRATION,
      Resource: "*",
    },
    {
      Sid: "LetOurAlarmsBeEncrypted",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceAccount": account, "kms:EncryptionContext:aws:sns:topicArn": topicArn },
      },
    },
  );
}

/** Everything but using it. A deployment needs these; one that names the key in a topic needs no use of it. */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListKeyPolicies",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
];
