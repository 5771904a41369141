/** Inputs that sound like a policy and decide nothing about who may do what, each with its reason. */

/** By type and input; an empty input stands for the type as a whole. */
const REASONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:cognito/userPool:UserPool": {
    passwordPolicy: "how long and how mixed a password has to be",
    signInPolicy: "which first factors people may sign in with",
  },
  "aws:iam/role:Role": { forceDetachPolicies: "how a role is destroyed" },
  "aws:iam/policy:Policy": { delayAfterPolicyCreationInMs: "how long to wait after making it" },
  "aws:apigateway/restApi:RestApi": { securityPolicy: "which TLS versions its host names take" },
  "aws:apigateway/domainName:DomainName": { securityPolicy: "which TLS versions it takes" },
  "aws:kms/key:Key": { bypassPolicyLockoutSafetyCheck: "whether KMS refuses a policy that locks everybody out" },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    "": "read as a fact about its bucket: it only ever refuses",
    blockPublicAcls: "read as a fact about its bucket",
    blockPublicPolicy: "read as a fact about its bucket",
    ignorePublicAcls: "read as a fact about its bucket",
  },
  "aws:sagemaker/domain:Domain": { retentionPolicy: "whether people's homes outlive the domain" },
  "aws:sqs/queue:Queue": {
    redrivePolicy: "where messages go after too many attempts; SQS moves them itself",
    redriveAllowPolicy: "which queues may use this one for their dead letters; no message can be read by it",
  },
  "aws:sns/topic:Topic": {
    archivePolicy: "how long messages are kept",
    deliveryPolicy: "how often a delivery is tried",
  },
};

/** Why it is none, or undefined when it may be one. */
export function notAPolicy(type: string, input: string): string | undefined {
  return REASONS[type]?.[input];
}
