import { PRICES_OF, priceOf } from "../../../infra/cost/prices";
import { tellingAlarms } from "../../../infra/monitoring/alarm";
import { alarmsOf } from "../../../infra/monitoring/alarms";
import { logMetrics } from "../../../infra/monitoring/log-metrics";
import { monthlyCost } from "../../../infra/monitoring/monthly-cost";
import { EXAMPLE } from "./example";

/** The page's table: a line an alarm, from the records that make it. */
export function runbookTable(): string {
  const rows = tellingAlarms(alarmsOf(EXAMPLE)).map(
    ({ name, runbook: { means, callersSee, act } }) => `| \`${name}\` | ${means} | ${callersSee} | ${act} |`,
  );
  return ["| alarm | means | callers see | do |", "|---|---|---|---|", ...rows, ""].join("\n");
}

export function costLine(): string {
  const [whole, studio] = [true, false].map((hasPool) => {
    const { pool: _, ...others } = EXAMPLE;
    return monthlyCost(alarmsOf(hasPool ? EXAMPLE : others), logMetrics(hasPool));
  });
  const said = (cost = { fixed: 0, atMostForMetrics: 0 }) =>
    `$${cost.fixed.toFixed(2)} a month for alarms, dashboard and key, and at most $${cost.atMostForMetrics.toFixed(2)} for metrics`;
  return `- With a pool ${said(whole)}; without one ${said(studio)} (prices of ${PRICES_OF}; metrics by Region and code come on top, each $${priceOf("metric", "us-east-1").usd.toFixed(2)}).\n`;
}
