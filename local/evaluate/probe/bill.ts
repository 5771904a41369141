import { PRICES_OF, priceOf } from "../../../infra/cost/prices";
import { type Pair, picturesOf } from "../pairs/pair";

const REGION = "us-east-1";

/**
 * US dollars for a call of CompareFaces (Group 1) or DetectFaces (Group 2), each of which counts as one image however many it takes: the
 * first million a month in us-east-1. Other Regions cost more, larger volumes less. https://aws.amazon.com/rekognition/pricing/
 */
export const PRICE = { perCall: priceOf("compareFaces", REGION).usd, asOf: PRICES_OF, region: REGION } as const;

/** Above this a run on AWS has to be confirmed. */
export const CONFIRM_ABOVE_USD = 5;

export interface Bill {
  readonly pictures: number;
  readonly pairs: number;
  /** Calls that are still to be made. */
  readonly calls: number;
  /** At most: pictures without one face save their pairs' calls. */
  readonly usd: number;
}

/** @param isSettled tells whether a picture or a pair needs no call: what was measured before is not paid for again */
export function billFor(
  pairs: readonly Pair[],
  isSettled: (subject: { readonly picture: string } | Pair) => boolean,
): Bill {
  const pictures = picturesOf(pairs).map((picture) => ({ picture }));
  const calls = [...pictures, ...pairs].filter((subject) => !isSettled(subject)).length;
  return { pictures: pictures.length, pairs: pairs.length, calls, usd: calls * PRICE.perCall };
}

export function billText({ pictures, pairs, calls, usd }: Bill, isStandIn: boolean): string {
  const about = `${pairs.toLocaleString("en")} pairs of ${pictures.toLocaleString("en")} pictures`;
  if (calls === 0) return `${about}: every result is there, and no call is made.`;
  const price = `${PRICE.perCall} USD each, the list price of ${PRICE.region} (${PRICE.asOf}; other Regions cost more)`;
  const amount = `at most ${usd.toFixed(2)} USD, at ${price}`;
  const where = isStandIn ? `, which cost nothing on the laptop; on AWS ${amount}.` : `, ${amount}.`;
  return `${about}: ${calls.toLocaleString("en")} calls are to be made${where}`;
}
