import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { CorporateSandbox as Sandbox } from "../config";
import { tagsFor } from "../tags";
import { createAwsxVpc } from "./awsx-vpc";
import { DnsServer } from "./dns-server";
import { Workstation } from "./workstation";

export interface CorporateSandboxArgs {
  readonly region: string;
  readonly sandbox: Sandbox;
  /** "" for none. */
  readonly permissionsBoundaryArn: string;
}

/** What the sandbox learns once the gateway is there. */
export interface GatewaySide {
  /** The gateway's network. */
  readonly cidr: string;
  /** The peering, which a route of ours leads into. */
  readonly attachmentId: pulumi.Input<string>;
  readonly zones: pulumi.Input<string[]>;
  readonly resolverAddresses: pulumi.Input<string[]>;
}

/**
 * The office of a stack without an office: a network with a way to the internet, a DNS server, and a workstation. It stands beside the gateway as a
 * company's network does, and is let in as one. The audit exempts its VPC by name from "nothing leads to the internet"
 * (policies/audit/collect/passages/sandbox.ts).
 */
export class CorporateSandbox extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  private readonly subnetId: pulumi.Output<string>;
  private readonly routeTableId: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: CorporateSandboxArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:sandbox:CorporateSandbox", name, {}, opts);
    const { region, sandbox } = args;
    const network = createAwsxVpc(
      `${name}-network`,
      {
        region,
        cidrBlock: sandbox.cidr,
        numberOfAvailabilityZones: 1,
        // AWS's resolver answers the DNS server.
        enableDnsSupport: true,
        natGateways: { strategy: "None" },
        subnetStrategy: "Auto",
        subnetSpecs: [{ type: "Public", cidrBlocks: [sandbox.cidr] }],
        tags: tagsFor(`${name}-network`),
      },
      { parent: this },
    );
    this.vpcId = network.vpcId;
    this.subnetId = network.publicSubnetIds.apply(([first = ""]) => first);
    this.routeTableId = network.routeTables.apply(([first]) => first?.id ?? pulumi.output(""));
    this.registerOutputs({ vpcId: this.vpcId });
  }

  /**
   * Puts the machines in, and the way to the gateway.
   *
   * @returns the stack's output: where to go in
   */
  furnish({ cidr: gatewayCidr, attachmentId, zones, resolverAddresses }: GatewaySide) {
    const { name, vpcId, subnetId, routeTableId } = this;
    const { region, sandbox, permissionsBoundaryArn } = this.args;
    new aws.ec2.Route(
      `${name}-to-gateway`,
      { region, routeTableId, destinationCidrBlock: gatewayCidr, vpcPeeringConnectionId: attachmentId },
      { parent: this },
    );
    const dnsServer = new DnsServer(
      `${name}-dns-server`,
      { region, cidr: sandbox.cidr, vpcId, subnetId, gatewayCidr, zones, resolverAddresses },
      { parent: this },
    );
    const { instanceId } = new Workstation(
      `${name}-workstation`,
      { region, vpcId, subnetId, dnsServerGroupId: dnsServer.securityGroupId, permissionsBoundaryArn },
      { parent: this },
    );
    return {
      cidr: sandbox.cidr,
      dnsServer: dnsServer.address,
      workstation: instanceId,
      /** A shell on the workstation. */
      session: pulumi.interpolate`aws ssm start-session --region ${region} --target ${instanceId}`,
    };
  }
}
