import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { tagsFor } from "../tags";
import type { Network } from "./network";
import { allowIn, createSecurityGroup } from "./traffic";

export interface InboundResolverArgs {
  readonly network: Network;
  readonly region: string;
  readonly corporateCidrs: readonly string[];
}

/** Where the company's DNS servers ask for the endpoints' private names: an address in every zone, for them only. */
export class InboundResolver extends pulumi.ComponentResource {
  /** IPv4 addresses to forward to, in the order of their text. */
  readonly addresses: pulumi.Output<string[]>;

  constructor(name: string, args: InboundResolverArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:network:InboundResolver", name, {}, opts);
    const { region, network } = args;
    const description = "DNS questions from the corporate network";
    const group = createSecurityGroup(`${name}-group`, { region, vpcId: network.vpcId, description }, this);
    for (const cidr of args.corporateCidrs) {
      // Long answers come over TCP: a resolver that admits UDP only fails now and then instead of always.
      for (const protocol of ["tcp", "udp"] as const) {
        const question = { peer: { cidrIpv4: cidr }, protocol, port: 53, description: "Corporate DNS servers" };
        allowIn(`${name}-${protocol}-from-${cidr}`, { region, securityGroupId: group.id, ...question }, this);
      }
    }
    const resolver = new aws.route53.ResolverEndpoint(
      name,
      {
        region,
        direction: "INBOUND",
        protocols: ["Do53"],
        ipAddresses: network.subnetIds.map((subnetId) => ({ subnetId })),
        securityGroupIds: [group.id],
        tags: tagsFor(name),
      },
      { parent: this },
    );
    this.addresses = resolver.ipAddresses.apply((places) => places.map(({ ip }) => ip).sort());
    this.registerOutputs({ addresses: this.addresses });
  }
}
