import type { Alarm, Expression, Metric, Runbook } from "../alarm";

/** How far back such an alarm looks: it is red for five minutes after what happened last. */
const FIVE_MINUTES_SECONDS = 300;

/** Red when something has happened this often within five minutes. */
export function happened<N>(
  name: string,
  measure: Metric<N> | Expression<N>,
  threshold: number,
  runbook: Runbook,
): Alarm<N> {
  return { kind: "metric", name, measure, periodSeconds: FIVE_MINUTES_SECONDS, threshold, runbook };
}
