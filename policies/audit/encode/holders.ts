/** Whatever of an estate has a policy of its own that is asked about requests to it. */
import type { Layer } from "../../evaluate/decision";
import type { Estate, SourcedPolicy } from "../estate";
import { knownServices } from "../reference/reference";
import { remembered } from "../remembered";

export interface Holder {
  readonly arn: string;
  readonly layer: Extract<Layer, "resource" | "trust">;
  readonly policies: readonly SourcedPolicy[];
  /** Keys and roles: what their own policies do not allow, and do not leave to the account, no principal may do. */
  readonly ownPolicyRequired: boolean;
  /** What separates the ARN from those of its parts, such as a bucket's objects; none where only the ARN itself is meant. */
  readonly separators: readonly string[];
}

export const TRUST_ACTIONS = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] as const;

const memory = new WeakMap<Estate, readonly Holder[]>();

export function everyHolder(estate: Estate): readonly Holder[] {
  return remembered(memory, estate, () => holdersOf(estate));
}

/** Those that an action can be about; with undefined, those of services outside the reference. */
export function holdersFor(estate: Estate, action: string | undefined): readonly Holder[] {
  const holders = everyHolder(estate);
  if (action === undefined) return holders.filter(({ arn }) => !knownServices.includes(serviceOf(arn)));
  if (TRUST_ACTIONS.some((each) => each.toLowerCase() === action.toLowerCase()))
    return holders.filter(({ layer }) => layer === "trust");
  const service = action.toLowerCase().split(":")[0];
  return holders.filter(({ arn, layer }) => layer === "resource" && serviceOf(arn) === service);
}

/** APIs have an order of decision of their own, and are asked about by their own route. */
function holdersOf(estate: Estate): readonly Holder[] {
  return [
    ...estate.resources.map(({ arn, policies, kind }): Holder => {
      return { arn, layer: "resource", policies, ownPolicyRequired: kind === "key", separators: SEPARATORS[kind] };
    }),
    ...estate.functions.map(({ arn, permissions }): Holder => {
      return { arn, layer: "resource", policies: permissions, ownPolicyRequired: false, separators: [":"] };
    }),
    ...estate.roles.map(({ arn, trust }): Holder => {
      return { arn, layer: "trust", policies: [trust], ownPolicyRequired: true, separators: [] };
    }),
  ];
}

const SEPARATORS = { bucket: ["/"], table: ["/"], queue: [], topic: [":"], key: [], other: ["/", ":"] } as const;

function serviceOf(arn: string): string {
  return arn.split(":")[2] ?? "";
}
