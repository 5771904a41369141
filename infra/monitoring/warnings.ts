import type { Settings } from "../config";

/** What a preview says of monitoring that tells no one: it is off with a reason, or without subscribers. Pure. */
export function monitoringWarnings({ monitoring }: Pick<Settings, "monitoring">): string[] {
  if ("off" in monitoring)
    return [`There are no alarms, metric filters and dashboard, because monitoring is off: ${monitoring.off}`];
  if ("topicArn" in monitoring || monitoring.emails.length > 0) return [];
  return [
    "The alarms tell no one: set monitoring to emails, or to the ARN of a topic of your own, or off with a reason. " +
      "pulumi config set --path 'monitoring.emails[0]' gateway-operators@corp.example",
  ];
}
