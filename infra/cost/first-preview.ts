import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import type { PricedResource } from "./charges";
import { monthlyCost } from "./monthly";
import { PRICES_OF } from "./prices";

/**
 * Listens to what the program declares from here on. Before a first update AWS has given no ids: a value that is not known yet is left
 * out, and the rules then count by the zones of the Region.
 *
 * @returns the resources so far, each time it is asked; none where the program runs without a stack, as under the SDK's mocks
 */
export function declaredResources(): () => readonly PricedResource[] {
  const declared: PricedResource[] = [];
  if (pulumi.runtime.getStackResource() === undefined) return () => declared;
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
    const inputs = props as Readonly<Record<string, unknown>>;
    const region = inputs["region"];
    // Components have no price, and nor has what is only looked up.
    if (type.startsWith("aws:")) {
      declared.push({ type, ...(typeof region === "string" && { region }), inputs, isExisting: opts.id !== undefined });
    }
    return undefined;
  });
  return () => declared;
}

/** What the stack will cost before it is called, in one sentence for the preview. Pure. */
export function costSentence(
  resources: readonly PricedResource[],
  { region, existingVpc }: Pick<Settings, "region" | "existingVpc">,
  stack: string,
): string {
  const { fixed, fixedByRegion } = monthlyCost(
    resources,
    region,
    "subnetIds" in existingVpc ? existingVpc.subnetIds.length : undefined,
  );
  const regions = Object.entries(fixedByRegion).map(([region, usd]) => `${region} ${dollars(usd)}`);
  return (
    `This stack costs about ${dollars(fixed)} a month before it is called (${regions.join(", ")}; prices of ${PRICES_OF}). ` +
    `Each part, and 1,000 calls: npm run cost -- --stack ${stack}`
  );
}

function dollars(usd: number): string {
  return `$${Math.round(usd)}`;
}
