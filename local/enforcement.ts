import { collectEstate } from "../policies/audit/collect/collect";
import { policyHash } from "../policies/audit/diff/baseline";
import { policiesOf } from "../policies/audit/estate";
import type { Graph } from "./program/graph";

/** Which policies decide on this laptop: as many, and with the same hash, as the audit proves about. */
export interface Enforcement {
  readonly policies: number;
  /** The first digits of the audit's; two laptops with the same hash enforce the same. */
  readonly hash: string;
}

export function enforcementOf(graph: Graph): Enforcement {
  const estate = collectEstate(graph);
  return { policies: policiesOf(estate).length, hash: policyHash(estate).slice(0, 12) };
}
