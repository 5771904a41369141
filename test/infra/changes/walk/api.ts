import { change, type ConfigChange } from "./standing";

/** How the API is run. */
export const API: readonly ConfigChange[] = [
  change("stageName", "pool", "another", "beta", "replaces 10 MethodSettings, 5 Permission, Stage"),
  change("throttlePerSecond", "studio", "20", 20, "in place"),
  change("throttleBurst", "studio", "40", 40, "in place"),
  change("logRetentionDays", "pool", "90", 90, "in place"),
  change("lambdaRuntime", "pool", "nodejs22.x", "nodejs22.x", "replaces LayerVersion"),
  change("lambdaArchitecture", "pool", "x86_64", "x86_64", "replaces LayerVersion"),
  change("createApiGatewayAccount", "studio", "on", true, "in place"),
  change("createApiGatewayAccount", "logging", "off", false, "leaves Account, Role, RolePolicyAttachment"),
];
