/** Whether a caller may use the pool, and which of its Regions may serve a request. */
import { refuseField } from "../../http/read-body";
import type { PoolSettings } from "../env";
import type { Operation } from "../operations";
import type { Caller, PoolAccess } from "../../contract/caller";
import { denialDetail } from "../../contract/routes";
import { Refusal } from "../../contract/problem";

/**
 * What the caller may do with the pool.
 * @throws Refusal for a caller outside the group: API Gateway has refused them already, which is not relied on here
 */
export function poolAccess({ rekognition }: Caller): PoolAccess {
  if (rekognition) return rekognition;
  const reason = "no_rekognition_access";
  throw new Refusal({ code: "access_denied", reason, detail: denialDetail(reason) });
}

/** The Region in an ARN. */
const REGION_OF_ARN = /^arn:[^:]*:[^:]*:([a-z0-9-]+):/;

/**
 * The one Region that can serve the request: that of the flow definition or the model it names.
 * @param regions those of the pool that have the operation and that the caller's images may go to
 * @throws Refusal 400 when the request names ARNs of two Regions, or of one outside the list
 */
export function pinnedRegion(
  { regionalArns }: Operation,
  options: Readonly<Record<string, unknown>>,
  regions: readonly string[],
): string | undefined {
  const named = regionalArns.flatMap((field) => {
    const region = REGION_OF_ARN.exec(textAt(options, field))?.[1];
    return region === undefined ? [] : [{ field, region }];
  });
  const [first, ...others] = named;
  if (!first) return undefined;
  const other = others.find(({ region }) => region !== first.region);
  if (other) refuseField(other.field, `lies in another Region than ${first.field}`, "ARNs of one Region");
  if (!regions.includes(first.region))
    refuseField(first.field, "lies in a Region that cannot be used", regions.join(", "));
  return first.region;
}

/** The text at a place such as `HumanLoopConfig.FlowDefinitionArn`; "" when there is none. */
export function textAt(options: unknown, field: string): string {
  const found = field
    .split(".")
    .reduce<unknown>((value, member) => (value as Readonly<Record<string, unknown>> | undefined)?.[member], options);
  return typeof found === "string" ? found : "";
}

/** The Regions that may serve an operation. */
export function regionsOf(settings: PoolSettings, operation: Operation, allowed: readonly string[] | "all"): string[] {
  const { pool, allowedRegions } = settings;
  return pool.regions
    .filter(({ region }) => allowedRegions.includes(region) && (allowed === "all" || allowed.includes(region)))
    .filter(({ quotas }) => (quotas[operation.name] ?? 0) > 0)
    .map(({ region }) => region);
}
