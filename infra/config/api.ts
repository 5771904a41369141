import { monitoring } from "./alarms/monitoring";
import { flag, integer, integerOf, oneOf, text } from "./key";
import { keyArn } from "./places/encryption-key";
import { rollout } from "./rollouts/rollout";
import { namePrefix } from "./places/name-prefix";
import { requiredTags } from "./places/required-tags";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The console's test button runs a method on this stage and skips the authorizer. */
const TEST_STAGE = "test-invoke-stage";

/** How the API is run: its stage, its limits, its logs, whom its alarms tell, and the functions behind it. */
export const API_KEYS = {
  stageName: text({
    default: "live",
    allowed: "1 to 64 letters, digits and underscores, but not test-invoke-stage",
    example: "live",
    fault: faultOfStageName,
    mend: (value) => (value === TEST_STAGE ? [] : [value.replaceAll(/[^A-Za-z0-9_]/g, "_").slice(0, 64)]),
  }),
  throttlePerSecond: integer({ min: 1, max: 10_000, default: 10, unit: "requests a second" }),
  throttleBurst: integer({ min: 1, max: 5000, default: 20, unit: "requests" }),
  logRetentionDays: integerOf(RETENTION_DAYS, 365),
  logEncryptionKeyArn: keyArn(
    "the ARN of a KMS key in the stack's Region; empty means CloudWatch Logs' own encryption",
  ),
  dataEncryptionKeyArn: keyArn(
    "the ARN of a KMS key in the stack's account and Region; empty means the services' own keys, and one of the stack's for alarms",
  ),
  monitoring,
  rollout,
  tracing: oneOf(["off", "xray"], "off"),
  lambdaRuntime: oneOf(["nodejs24.x", "nodejs22.x"], "nodejs24.x"),
  lambdaArchitecture: oneOf(["arm64", "x86_64"], "arm64"),
  createApiGatewayAccount: flag(false),
  requiredTags,
  namePrefix,
};

function faultOfStageName(value: string): string | undefined {
  if (value === TEST_STAGE) return "is the name of the console's test stage";
  return /^[A-Za-z0-9_]{1,64}$/.test(value) ? undefined : "is not a stage name";
}
