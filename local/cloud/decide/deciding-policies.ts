import { type Estate, policiesOf } from "../../../policies/audit/estate";
import type { NamedPolicy } from "../../../policies/evaluate/decision";
import type { DoorPlan } from "../door";
import { NotModelledError } from "../graph/not-modelled";
import type { Authority } from "./authority";

interface Asked {
  readonly doors: readonly DoorPlan[];
  readonly apiPolicies: readonly NamedPolicy[];
  readonly authority: Pick<Authority, "roles" | "resourcePolicies">;
}

/**
 * All policies that some stand-in asks.
 *
 * @throws NotModelledError for a policy of the estate that none does: the audit would prove about more than is enforced
 */
export function decidingPolicies(estate: Estate, { doors, apiPolicies, authority }: Asked): readonly NamedPolicy[] {
  const deciding = [
    ...doors.flatMap(({ policy }) => policy ?? []),
    ...apiPolicies,
    ...[...authority.resourcePolicies.values()].flat(),
    ...[...authority.roles.values()].flatMap(({ trust, identity }) => [trust, ...identity]),
  ];
  const idle = policiesOf(estate).find((policy) => !deciding.includes(policy));
  if (idle) throw new NotModelledError(`The ${idle.name} (${idle.urn}) would decide nothing here.`);
  return deciding;
}
