import { change, type ConfigChange } from "./standing";

const OWN_TOPIC = { topicArn: "arn:aws:sns:eu-central-1:111122223333:operators" };

const NOTHING_WATCHES =
  "deletes 8 CompositeAlarm, Dashboard, 2 EventRule, 2 EventTarget, Key, 47 LogMetricFilter, 36 MetricAlarm, Queue, QueuePolicy, Topic, TopicPolicy, TopicSubscription";

const KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** How the API is run, and whom its alarms tell. */
export const API: readonly ConfigChange[] = [
  change("stageName", "pool", "another", "beta", "replaces 10 MethodSettings, 5 Permission, Stage"),
  change("throttlePerSecond", "studio", "20", 20, "in place"),
  change("throttleBurst", "studio", "40", 40, "in place"),
  change("logRetentionDays", "pool", "90", 90, "in place"),
  change(
    "monitoring",
    "watched",
    "another address",
    { emails: ["gateway-operators@corp.example"] },
    "deletes TopicSubscription",
  ),
  change(
    "monitoring",
    "watched",
    "a topic of the company's own",
    OWN_TOPIC,
    "deletes Key, Topic, TopicPolicy, TopicSubscription",
  ),
  change("monitoring", "watched", "off", { off: "the company's own monitoring reads the logs" }, NOTHING_WATCHES),
  change("rollout", "watched", "canary", { strategy: "canary" }, "in place"),
  change("rollout", "rolledOut", "linear", { strategy: "linear", minutes: 5 }, "replaces DeploymentConfig"),
  change(
    "rollout",
    "rolledOut",
    "past red alarms",
    { strategy: "canary", ignoreAlarms: "it repairs mints" },
    "in place",
  ),
  change(
    "rollout",
    "rolledOut",
    "off",
    { off: "the company's own pipeline shifts traffic" },
    "deletes Application, DeploymentConfig, 4 DeploymentGroup, Function, LogGroup, 2 Role, 3 RolePolicy",
  ),
  change("tracing", "rolledOut", "xray", "xray", "in place"),
  change("lambdaRuntime", "pool", "nodejs22.x", "nodejs22.x", "replaces LayerVersion"),
  change("lambdaArchitecture", "pool", "x86_64", "x86_64", "replaces LayerVersion"),
  change("createApiGatewayAccount", "studio", "on", true, "in place"),
  change("createApiGatewayAccount", "logging", "off", false, "leaves Account, Role, RolePolicyAttachment"),
  change("logEncryptionKeyArn", "studio", "one", KEY_ARN, "in place"),
  change("dataEncryptionKeyArn", "pool", "one", KEY_ARN, "in place"),
  change("dataEncryptionKeyArn", "watched", "one, beside alarms", KEY_ARN, "deletes Key"),
  change("dataEncryptionKeyArn", "table", "one, for rows", KEY_ARN, "in place"),
  change("requiredTags", "studio", "one", { costCentre: "4711" }, "in place"),
  change("namePrefix", "studio", "one", "acme-ml-", "refused"),
  change("namePrefix", "loose", "one, beside a pool", "acme-ml-", "refused: replaces Bucket, 2 Queue, Table"),
];
