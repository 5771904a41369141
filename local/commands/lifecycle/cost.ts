import { ASSUMED } from "../../../infra/cost/assumptions";
import { PRICES_OF } from "../../../infra/cost/prices";
import { command } from "../../command-line/command";
import { flag, optionalText, text } from "../../command-line/manual";
import { costDifference, differenceText } from "../../cost/difference";
import { stackCost } from "../../cost/stack-cost";
import { costText, NOT_COUNTED } from "../../cost/text";
import { graphFrom } from "../../program/graph-source";

export const run = command(
  {
    command: "npm run cost",
    about:
      "Reckons what a stack costs a month before any call, and what 1,000 calls add, per Region, from its graph and the price list in " +
      "infra/cost/prices.ts. Asks AWS nothing.",
    options: {
      stack: text("<name or graph.json>", "dev", "the environment, or a graph that npm run synth wrote"),
      against: optionalText("<name or graph.json>", "only what differs from this one, as before and after"),
      json: flag("prints JSON"),
    },
    examples: ["npm run cost -- --stack prod", "npm run -s cost -- --stack staging --against dev --json"],
    exitCodes: { 0: "printed", 1: "a resource has no price, or the configuration is at fault" },
  },
  async ({ stack, against, json }) => {
    const cost = stackCost(await graphFrom(stack));
    const difference = against === undefined ? undefined : costDifference(stackCost(await graphFrom(against)), cost);
    const { unknownTypes } = cost.monthly;
    const document = { currency: "USD", pricesOf: PRICES_OF, assumed: ASSUMED, notCounted: NOT_COUNTED, ...cost };
    if (json) process.stdout.write(`${JSON.stringify({ ...document, ...(difference && { difference }) }, null, 2)}\n`);
    else process.stdout.write(difference ? differenceText(difference, unknownTypes) : costText(cost));
    return unknownTypes.length === 0 ? 0 : 1;
  },
);
