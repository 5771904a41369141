import type { Caller, PoolAccess } from "../contract/caller";
import { denialDetail } from "../contract/denial";
import { Refusal } from "../contract/problem";

/**
 * What the caller may do with the pool.
 * @throws Refusal for a caller outside the group: API Gateway has refused them already, which is not relied on here
 */
export function poolAccess({ rekognition }: Caller): PoolAccess {
  if (rekognition) return rekognition;
  const reason = "no_rekognition_access";
  throw new Refusal({ code: "access_denied", reason, detail: denialDetail(reason) });
}
