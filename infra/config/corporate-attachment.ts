import { nearRegion } from "../known-regions";
import { faultOfKind, faultsOfMembers, type Members, textMember } from "./identity/members";
import type { Key } from "./key";
import { resourceIdMember } from "./places/resource-id";
import { unknownRegion } from "./region";

/** How the company's network reaches the VPC. */
export type CorporateAttachment =
  | { readonly kind: "none" }
  | {
      readonly kind: "vpcPeering";
      readonly peerVpcId: string;
      /** Absent = this account. */
      readonly peerAccountId?: string;
      /** Absent = this Region. */
      readonly peerRegion?: string;
    }
  | { readonly kind: "transitGateway"; readonly transitGatewayId: string };

/** The fields that each kind takes besides `kind`. */
const MEMBERS: Readonly<Record<CorporateAttachment["kind"], Members>> = {
  none: {},
  vpcPeering: {
    peerVpcId: { key: resourceIdMember("vpc"), isRequired: true },
    peerAccountId: {
      key: textMember({
        example: "444455556666",
        fault: (value) => (/^[0-9]{12}$/.test(value) ? undefined : "is not an account id"),
        // YAML reads digits as a number, and takes the zeros in front of it away.
        mend: (value) => [value.replaceAll(/[^0-9]/g, "").padStart(12, "0")],
      }),
    },
    peerRegion: {
      key: textMember({
        example: "eu-west-1",
        // Whether there is such a Region is said where the provider's own key is known: agreement.ts.
        fault: (value) => (/^[a-z]+(-[a-z]+)+-\d+$/.test(value) ? undefined : unknownRegion(value)),
        mend: (value) => [nearRegion(value)],
      }),
    },
  },
  transitGateway: {
    transitGatewayId: { key: resourceIdMember("tgw"), isRequired: true },
  },
};

export const corporateAttachment: Key<CorporateAttachment> = {
  type: "object",
  default: { kind: "none" },
  allowed:
    "{kind: none}, {kind: vpcPeering, peerVpcId, and when they differ from ours peerAccountId, peerRegion} " +
    "or {kind: transitGateway, transitGatewayId}",
  example: { at: ".kind", value: "none" },
  faultsOf: (value) => {
    const wrongKind = faultOfKind(value, Object.keys(MEMBERS));
    if (wrongKind !== undefined) return [wrongKind];
    const { kind, ...fields } = value as CorporateAttachment;
    return faultsOfMembers(fields, MEMBERS[kind], `for kind ${kind}`);
  },
};
