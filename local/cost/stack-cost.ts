/** What one stack costs, read off its graph. Pure. */
import type { PricedResource } from "../../infra/cost/charges";
import { type MonthlyCost, monthlyCost } from "../../infra/cost/monthly";
import { PRICES_OF } from "../../infra/cost/prices";
import { type CallCost, costPerThousandCalls } from "../../infra/cost/per-call";
import { type Graph, homeRegion } from "../program/graph";

export interface StackCost {
  readonly stack: string;
  readonly monthly: MonthlyCost;
  readonly perThousandCalls: readonly CallCost[];
}

export function stackCost(graph: Graph): StackCost {
  const home = homeRegion(graph);
  const resources = pricedResources(graph);
  return {
    stack: graph.stack,
    monthly: monthlyCost(resources, home),
    perThousandCalls: costPerThousandCalls(resources, home),
  };
}

/** For the laptop's page, where nothing costs anything. */
export function costOnAws({ stack, monthly: { fixed } }: StackCost): string {
  return (
    `On AWS this stack costs about $${Math.round(fixed)} a month before any call (prices of ${PRICES_OF}). ` +
    `Each part: npm run cost -- --stack ${stack}`
  );
}

/** Without components, which are nothing at AWS. */
export function pricedResources(graph: Graph): readonly (PricedResource & { readonly name: string })[] {
  return graph.resources
    .filter(({ custom }) => custom)
    .map(({ type, name, region, inputs, options }) => {
      return { type, name, ...(region !== undefined && { region }), inputs, isExisting: options["read"] === true };
    });
}
