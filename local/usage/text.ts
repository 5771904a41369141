import { PRICES_OF } from "../../infra/cost/prices";
import { dollars, table } from "../cost/text";
import type { Usage } from "./pool-usage";

/** @param where "The laptop since its start", or what else the calls were counted in */
export function usageText(usage: readonly Usage[], where: string): string {
  if (usage.length === 0) return `${where}: no call of the pool.\n`;
  const lanes = [...new Set(usage.map(({ lane }) => lane))].map((lane) => {
    const own = usage.filter((one) => one.lane === lane);
    return `${lane} ${dollars(own.reduce((sum, { usd }) => sum + usd, 0))}`;
  });
  const rows = usage.map((one) => [
    one.lane,
    one.callerId === "" ? "(dropped into the bucket)" : one.callerId,
    one.operation,
    String(one.calls),
    String(one.answered),
    String(one.throttles),
    (one.waitMs / 1000).toFixed(1),
    (one.bytes / 1e6).toFixed(1),
    `${dollars(one.usd)}${one.isConfirmed ? "" : "*"}`,
  ]);
  const head = ["lane", "caller", "operation", "calls", "answered", "throttles", "waited s", "MB", "Rekognition"];
  return [
    `${where}: ${dollars(usage.reduce((sum, { usd }) => sum + usd, 0))} for Rekognition (${lanes.join(", ")}).`,
    "",
    ...table(rows, head),
    "",
    `Answered calls at the first tier, prices of ${PRICES_OF}; * has a price that was not confirmed that day. An answer that came after`,
    "another Region's is billed by AWS and not counted here.",
    "",
  ].join("\n");
}
