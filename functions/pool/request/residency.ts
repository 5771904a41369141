import { refuseField } from "../../http/invalid-fields";
import type { PoolSettings } from "../env";
import type { Operation } from "../operations";

const REGIONAL_ARNS = /"arn:[a-z0-9-]+:(?:sagemaker|rekognition):([a-z0-9-]+):/g;

/**
 * The one Region that can serve the request: that of the flow definition or the adapter it names.
 * @param regions those of the pool that have the operation and that the caller's images may go to
 * @throws Refusal 400 when the request names ARNs of two Regions, or of one outside the list
 */
export function pinnedRegion(
  options: Readonly<Record<string, unknown>>,
  regions: readonly string[],
): string | undefined {
  const { HumanLoopConfig, ProjectVersion } = options;
  const text = JSON.stringify([HumanLoopConfig, ProjectVersion]);
  const [region, ...others] = new Set([...text.matchAll(REGIONAL_ARNS)].map(([, found]) => found ?? ""));
  if (region === undefined) return undefined;
  const field = ProjectVersion === undefined ? "HumanLoopConfig.FlowDefinitionArn" : "ProjectVersion";
  if (others.length > 0) refuseField(field, "lies in another Region than the flow definition", "ARNs of one Region");
  if (!regions.includes(region)) refuseField(field, "lies in a Region that cannot be used", regions.join(", "));
  return region;
}

/** The Regions that may serve an operation. */
export function regionsOf(settings: PoolSettings, operation: Operation, allowed: readonly string[] | "all"): string[] {
  const { pool, allowedRegions } = settings;
  return pool.regions
    .filter(({ region }) => allowedRegions.includes(region) && (allowed === "all" || allowed.includes(region)))
    .filter(({ quotas }) => (quotas[operation.name] ?? 0) > 0)
    .map(({ region }) => region);
}
