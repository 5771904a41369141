import type * as pulumi from "@pulumi/pulumi";
import { ANSWER_MS, CALL_MS } from "../../functions/pool/env";
import type { PoolSettings } from "./pool-settings";
import { previewStop, sayInPreview, warnInPreview } from "../preview";
import { capacityFaults, capacityReport, capacityWarnings, type PoolPlan, type PoolRegion } from "./capacity";
import { lookUpConcurrency, lookUpQuotas, settleQuotas } from "./quotas";

/**
 * What the function itself keeps to, so that it answers before Lambda ends it; and three seconds below API Gateway's 29, whose clock also
 * runs while Lambda starts an environment.
 */
export const FUNCTION_TIMEOUT_SECONDS = (CALL_MS + ANSWER_MS) / 1000;

/** Where images of this environment may go: the list of config, or every Region of the pool. */
export function allowedRegions(
  settings: Pick<PoolSettings, "rekognitionRegions" | "rekognitionAllowedRegions">,
): readonly string[] {
  const listed = settings.rekognitionAllowedRegions;
  return listed.length > 0 ? listed : settings.rekognitionRegions.map(({ region }) => region);
}

/**
 * Finds every quota, says what the pool carries, and refuses what contradicts itself.
 *
 * Only values of inputs hang on it (the functions' POOL, the gateway's rate), never which resources there are: a look-up that fails or
 * changes its mind between preview and up moves no resource.
 *
 * @throws pulumi.RunError with every fault and its numbers
 */
export async function planPool(settings: PoolSettings, parent: pulumi.Resource): Promise<PoolPlan> {
  const { rekognitionOperations: operations } = settings;
  const [accountConcurrency, ...found] = await Promise.all([
    lookUpConcurrency(settings.region, parent),
    ...settings.rekognitionRegions.map(async (entry) => {
      const lookUps = await lookUpQuotas(entry.region, operations, parent);
      return { entry, ...settleQuotas(entry, operations, lookUps) };
    }),
  ]);
  const plan: PoolPlan = {
    operations,
    regions: found.map(({ entry, quotas }): PoolRegion => {
      const { region, weight } = entry;
      return { region, quotas, ...(weight !== undefined && { weight }) };
    }),
    allowedRegions: allowedRegions(settings),
    groupRegions: settings.rekognitionGroupRegions,
    waitSeconds: settings.rekognitionWaitSeconds,
    reservedConcurrency: settings.rekognitionReservedConcurrency,
    accountConcurrency,
    functionTimeoutSeconds: FUNCTION_TIMEOUT_SECONDS,
  };
  sayInPreview([["Rekognition pool:", ...capacityReport(plan)].join("\n  ")], parent);
  warnInPreview([...found.flatMap(({ warnings }) => warnings), ...capacityWarnings(plan)], parent);
  const faults = [...found.flatMap(({ faults }) => faults), ...capacityFaults(plan)];
  if (faults.length === 0) return plan;
  throw previewStop(["The Rekognition pool cannot be built like this:", ...faults].join("\n  - "));
}
