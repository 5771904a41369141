import type { CorporateAttachment } from "../config/corporate-attachment";

/**
 * What the owner of the other side has to do, in a line for the preview. A peering that waits to be accepted takes routes, as black holes;
 * an attachment that waits takes none: https://github.com/hashicorp/terraform-provider-aws/issues/10025
 *
 * @param region of this side
 */
export function acceptanceNotes(attachment: CorporateAttachment, region: string): string[] {
  switch (attachment.kind) {
    case "none":
      return [];
    case "vpcPeering": {
      const { peerVpcId, peerAccountId, peerRegion = region } = attachment;
      if (peerAccountId === undefined && peerRegion === region) return [];
      const where = `${peerAccountId === undefined ? "this account" : `account ${peerAccountId}`}, ${peerRegion}`;
      return [
        `The peering with ${peerVpcId} carries nothing until it is accepted in ${where}: aws ec2 accept-vpc-peering-connection.`,
      ];
    }
    case "transitGateway":
      return [
        `If ${attachment.transitGatewayId} belongs to another account and does not accept attachments by itself, the first update ends at ` +
          "the routes with InvalidTransitGatewayID.NotFound: accept the attachment in that account (aws ec2 " +
          "accept-transit-gateway-vpc-attachment), then run pulumi up again.",
      ];
  }
}
