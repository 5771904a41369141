import * as fc from "fast-check";
import { compare, guardedPair, pair } from "../../policies/audit/prove/random-pair";
import { request } from "../../policies/audit/prove/random-policies";

export interface Counts {
  readonly pairs: number;
  readonly never: number;
  readonly possible: number;
  readonly unknown: number;
  /** Requests that were decided against a proof. */
  readonly requests: number;
  /** One sentence each; none is as it should be. */
  readonly contradictions: readonly string[];
}

export interface Draw {
  /** Beneath permissions boundaries, service and resource control policies. */
  readonly isGuarded?: boolean;
  readonly seed: number;
  /** Drawn once: a request says nothing about the policies, so that every proof can be held against the same ones. */
  readonly requests: number;
  readonly tell: (doing: string) => void;
}

/** Prover and evaluator beside each other, over so many random pairs of policies and questions. */
export function comparePairs(pairs: number, { seed, requests, tell, isGuarded = false }: Draw): Counts {
  const counts = { never: 0, possible: 0, unknown: 0, requests: 0 };
  const contradictions: string[] = [];
  const drawn = fc.sample(request, { numRuns: requests, seed });
  for (const [index, each] of fc.sample(isGuarded ? guardedPair : pair, { numRuns: pairs, seed }).entries()) {
    if (index > 0 && index % 500 === 0)
      tell(`${index} pairs, ${counts.requests} requests, ${contradictions.length} contradictions`);
    const compared = compare(each, drawn);
    if (compared.answer) counts[compared.answer]++;
    counts.requests += compared.requests;
    contradictions.push(...compared.contradictions.map((text) => `pair ${index}: ${text}`));
  }
  return { pairs, ...counts, contradictions };
}
