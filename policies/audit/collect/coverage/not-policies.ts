/** Inputs that sound like access and decide nothing about who may do what with this stack, each with its reason. */

/** By type and input; an empty input stands for the type as a whole. A value with policy statements inside is never excused. */
export const NOT_POLICIES: Readonly<Partial<Record<string, Readonly<Partial<Record<string, string>>>>>> = {
  "aws:alb/listener:Listener": listener(),
  "aws:alb/loadBalancer:LoadBalancer": { dnsRecordClientRoutingPolicy: "how clients are spread over zones" },
  "aws:apigateway/domainName:DomainName": { securityPolicy: "which TLS versions it takes" },
  "aws:apigateway/restApi:RestApi": { securityPolicy: "which TLS versions its host names take" },
  "aws:appautoscaling/policy:Policy": { "": "how capacity follows load" },
  "aws:autoscaling/group:Group": {
    instanceLifecyclePolicy: "what becomes of instances that are going",
    instanceMaintenancePolicy: "how many instances may be missing meanwhile",
    mixedInstancesPolicy: "which kinds of instances are bought",
    terminationPolicies: "which instance goes first",
  },
  "aws:autoscaling/policy:Policy": { "": "how capacity follows load" },
  "aws:cloudwatch/eventTarget:EventTarget": { retryPolicy: "how often an event is delivered again" },
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": { "": "what is masked in a log" },
  "aws:cloudwatch/logIndexPolicy:LogIndexPolicy": { "": "which fields of a log are indexed" },
  "aws:cognito/userPool:UserPool": {
    passwordPolicy: "how long and how mixed a password has to be",
    signInPolicy: "which first factors people may sign in with",
  },
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": { "": "when snapshots are made and go" },
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": { "": "a filter of packets, beside which every policy still decides" },
  "aws:ec2/networkAcl:NetworkAcl": { "": "a filter of packets, beside which every policy still decides" },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": { "": "when images of a repository go" },
  "aws:efs/backupPolicy:BackupPolicy": { "": "whether a file system is backed up" },
  "aws:efs/fileSystem:FileSystem": { lifecyclePolicies: "when files move to cheaper storage" },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": lockout(),
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": { "": "how people's console passwords have to be" },
  "aws:iam/policy:Policy": { delayAfterPolicyCreationInMs: "how long to wait after making it" },
  "aws:iam/role:Role": { forceDetachPolicies: "how a role is destroyed" },
  "aws:kms/externalKey:ExternalKey": lockout(),
  "aws:kms/key:Key": lockout(),
  "aws:kms/keyPolicy:KeyPolicy": lockout(),
  "aws:kms/replicaExternalKey:ReplicaExternalKey": lockout(),
  "aws:kms/replicaKey:ReplicaKey": lockout(),
  "aws:lambda/codeSigningConfig:CodeSigningConfig": { policies: "whether unsigned code is refused" },
  "aws:lb/listener:Listener": listener(),
  "aws:lb/loadBalancer:LoadBalancer": { dnsRecordClientRoutingPolicy: "how clients are spread over zones" },
  "aws:route53/record:Record": routing(),
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": publicAccess("the account's: it only ever refuses"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": publicAccess("read as a fact about its bucket"),
  "aws:sagemaker/domain:Domain": { retentionPolicy: "whether people's homes outlive the domain" },
  "aws:secretsmanager/secretPolicy:SecretPolicy": { blockPublicPolicy: "whether a public policy is refused" },
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy": { "": "what is masked in messages" },
  "aws:sns/topic:Topic": {
    archivePolicy: "how long messages are kept",
    deliveryPolicy: "how often a delivery is tried",
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    deliveryPolicy: "how often a delivery is tried",
    filterPolicy: "which messages a subscriber wants",
    filterPolicyScope: "which part of a message that is about",
    redrivePolicy: "where messages go that cannot be delivered",
    replayPolicy: "which old messages are sent again",
  },
  "aws:sqs/queue:Queue": {
    redrivePolicy: "where messages go after too many attempts; SQS moves them itself",
    redriveAllowPolicy: "which queues may send their dead letters here; it grants no reading",
  },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": { redriveAllowPolicy: "as the queue's own input of that name" },
  "aws:sqs/redrivePolicy:RedrivePolicy": { redrivePolicy: "as the queue's own input of that name" },
  "aws:wafregional/webAcl:WebAcl": { "": "a filter of requests, behind which every policy still decides" },
  "aws:wafv2/webAcl:WebAcl": { "": "a filter of requests, behind which every policy still decides" },
};

/** Why it is none, or undefined when it may be one. Whatever a type as a whole is excused for, its inputs are too. */
export function notAPolicy(type: string, input: string): string | undefined {
  return NOT_POLICIES[type]?.[""] ?? NOT_POLICIES[type]?.[input];
}

function listener() {
  return {
    alpnPolicy: "which protocols it speaks",
    routingHttpResponseContentSecurityPolicyHeaderValue: "a header for browsers",
    sslPolicy: "which TLS versions it takes",
  };
}

function lockout() {
  return { bypassPolicyLockoutSafetyCheck: "whether AWS refuses a policy that locks every principal out" };
}

function publicAccess(why: string) {
  return { blockPublicAcls: why, blockPublicPolicy: why, ignorePublicAcls: why };
}

function routing() {
  const why = "how a name is answered";
  return {
    cidrRoutingPolicy: why,
    failoverRoutingPolicies: why,
    geolocationRoutingPolicies: why,
    geoproximityRoutingPolicy: why,
    latencyRoutingPolicies: why,
    multivalueAnswerRoutingPolicy: why,
    weightedRoutingPolicies: why,
  };
}
