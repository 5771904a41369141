import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { CorporateAttachment as Attachment } from "../config/corporate-attachment";
import { sayInPreview } from "../preview";
import { tagsFor } from "../tags";
import { acceptanceNotes } from "./acceptance";
import type { Network } from "./network";

export interface CorporateAttachmentArgs {
  readonly network: Network;
  readonly region: string;
  /** What is behind it: the company's networks, and those of hubs. */
  readonly cidrs: readonly string[];
  readonly attachment: Attachment | SandboxAttachment;
}

/** The stand-in for an office, which the stack makes: peered as an office in this account and Region. */
export interface SandboxAttachment {
  readonly kind: "sandbox";
  readonly vpcId: pulumi.Input<string>;
}

type Peer = Omit<Extract<Attachment, { kind: "vpcPeering" }>, "kind" | "peerVpcId"> & {
  readonly peerVpcId: pulumi.Input<string>;
};

/** What a return route points at. */
type Target = { readonly vpcPeeringConnectionId: pulumi.Output<string> } | { readonly transitGatewayId: string };

/** The way between the company's network and the VPC, with a route to every network behind it from every subnet. */
export class CorporateAttachment extends pulumi.ComponentResource {
  /** The peering connection or Transit Gateway attachment; a foreign account or Region has to accept it there. */
  readonly attachmentId: pulumi.Output<string> | undefined;

  constructor(
    private readonly name: string,
    private readonly args: CorporateAttachmentArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:network:CorporateAttachment", name, {}, opts);
    this.attachmentId = this.attach(args.attachment);
    if (args.attachment.kind !== "sandbox") sayInPreview(acceptanceNotes(args.attachment, args.region), this);
    this.registerOutputs(this.attachmentId === undefined ? {} : { attachmentId: this.attachmentId });
  }

  private attach(attachment: CorporateAttachmentArgs["attachment"]): pulumi.Output<string> | undefined {
    switch (attachment.kind) {
      case "none":
        return undefined;
      case "vpcPeering":
        return this.peer(attachment);
      case "sandbox":
        return this.peer({ peerVpcId: attachment.vpcId });
      case "transitGateway": {
        const { transitGatewayId } = attachment;
        const join = this.join(transitGatewayId);
        // The route names the gateway, not the attachment, and is refused until the attachment stands.
        this.routeBack({ transitGatewayId }, join);
        return join.id;
      }
    }
  }

  /**
   * For clients and DNS servers inside the peered VPC only: peering carries no VPN and no Direct Connect traffic.
   * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
   *
   * No DNS options: they concern public host names of EC2, and fail for a peer without DNS host names. Endpoint names are the
   * resolver's to answer.
   */
  private peer({ peerVpcId, peerAccountId, peerRegion = this.args.region }: Peer): pulumi.Output<string> {
    const { region, network } = this.args;
    const peering = new aws.ec2.VpcPeeringConnection(
      `${this.name}-peering`,
      {
        region,
        vpcId: network.vpcId,
        peerVpcId,
        ...(peerAccountId === undefined ? {} : { peerOwnerId: peerAccountId }),
        ...(peerRegion === region ? {} : { peerRegion }),
        // Only where both sides are ours to say yes for; until the other side accepts, the routes are black holes.
        autoAccept: peerAccountId === undefined && peerRegion === region,
        tags: tagsFor(`${this.name}-peering`),
      },
      { parent: this },
    );
    this.routeBack({ vpcPeeringConnectionId: peering.id }, peering);
    return peering.id;
  }

  private join(transitGatewayId: string): aws.ec2transitgateway.VpcAttachment {
    const { region, network } = this.args;
    return new aws.ec2transitgateway.VpcAttachment(
      `${this.name}-transit-gateway`,
      {
        region,
        transitGatewayId,
        vpcId: network.vpcId,
        subnetIds: network.subnetIds,
        dnsSupport: "enable",
        tags: tagsFor(`${this.name}-transit-gateway`),
      },
      { parent: this },
    );
  }

  private routeBack(target: Target, attached: pulumi.Resource): void {
    const { region, network, cidrs } = this.args;
    for (const { label, id: routeTableId } of network.routeTables) {
      for (const destinationCidrBlock of cidrs) {
        new aws.ec2.Route(
          `${this.name}-to-${destinationCidrBlock}-from-${label}`,
          { region, routeTableId, destinationCidrBlock, ...target },
          { parent: this, dependsOn: [attached] },
        );
      }
    }
  }
}
