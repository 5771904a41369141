import { policyHash } from "../policies/audit/diff/baseline";
import { type Estate, policiesOf } from "../policies/audit/estate";

/** Which policies decide on this laptop: as many, and with the same hash, as the audit proves about. */
export interface Enforcement {
  readonly policies: number;
  /** The first digits of the audit's; two laptops with the same hash enforce the same. */
  readonly hash: string;
}

export function enforcementOf(estate: Estate): Enforcement {
  return { policies: policiesOf(estate).length, hash: policyHash(estate).slice(0, 12) };
}
