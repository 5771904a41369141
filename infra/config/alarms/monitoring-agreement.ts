import type { Disagreement, MonitoringValues } from "../disagreement";

/** An alarm tells topics of its own Region only. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export function monitoringDisagreements({ region, monitoring }: Partial<MonitoringValues>): Disagreement[] {
  if (region === undefined || monitoring === undefined || !("topicArn" in monitoring)) return [];
  const found = monitoring.topicArn;
  const [, , , home] = found.split(":");
  if (home === region) return [];
  const fault = `is a topic in ${home ?? ""}, and alarms in ${region} tell topics of their own Region only`;
  return [{ key: "monitoring", at: ".topicArn", found, fault, fix: found.replace(`:${home ?? ""}:`, `:${region}:`) }];
}
