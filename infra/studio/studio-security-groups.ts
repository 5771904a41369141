import type * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "../network/network";
import { allowIn, allowOut, createSecurityGroup } from "../network/traffic";

export interface StudioSecurityGroupsArgs {
  readonly region: string;
  readonly network: Network;
  /** Networks of other VPCs that endpoints stand in. */
  readonly hubCidrs: readonly string[];
  /** Where the company's servers for RStudio are, on 443; empty without. */
  readonly serverCidrs: readonly string[];
}

/** A JupyterServer app talks to its kernels on these. */
const APP_PORTS = { from: 8192, to: 65535 };

/**
 * What a VpcOnly domain's apps may reach: the endpoints and their home folders (NFS) inside the VPC, and, per profile, each other. One
 * shared group is what endpoints admit, because a group holds 60 rules and profiles may be many; one group per profile keeps one person's
 * apps from talking to another's. https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html
 */
export class StudioSecurityGroups extends pulumi.ComponentResource {
  /** Worn by every app of the domain. */
  readonly appsGroup: aws.ec2.SecurityGroup;

  constructor(
    private readonly name: string,
    private readonly args: StudioSecurityGroupsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:studio:StudioSecurityGroups", name, {}, opts);
    this.appsGroup = this.createAppsGroup();
    this.registerOutputs({ appsGroupId: this.appsGroup.id });
  }

  private createAppsGroup(): aws.ec2.SecurityGroup {
    const { region, network } = this.args;
    const name = `${this.name}-apps`;
    const description = "Studio apps: the endpoints and the home folders";
    const group = createSecurityGroup(name, { region, vpcId: network.vpcId, description }, this);
    const inside = { region, securityGroupId: group.id, peer: { cidrIpv4: network.cidr }, protocol: "tcp" } as const;
    allowOut(`${name}-to-endpoints`, { ...inside, port: 443, description: "VPC endpoints" }, this);
    for (const cidrIpv4 of this.args.hubCidrs) {
      const there = { ...inside, peer: { cidrIpv4 }, port: 443, description: "VPC endpoints of a hub" };
      allowOut(`${name}-to-endpoints-in-${cidrIpv4}`, there, this);
    }
    for (const cidrIpv4 of this.args.serverCidrs) {
      const there = { ...inside, peer: { cidrIpv4 }, port: 443, description: "Servers for RStudio" };
      allowOut(`${name}-to-servers-in-${cidrIpv4}`, there, this);
    }
    allowOut(`${name}-to-home-folders`, { ...inside, port: 2049, description: "NFS to the home folders" }, this);
    return group;
  }

  /** Worn beside it by the apps of one profile. */
  createProfileGroup(userProfileName: string): aws.ec2.SecurityGroup {
    const { region, network } = this.args;
    const name = `${this.name}-${userProfileName}`;
    const description = "Apps of one Studio profile among themselves";
    const group = createSecurityGroup(name, { region, vpcId: network.vpcId, description }, this);
    const among = {
      region,
      securityGroupId: group.id,
      peer: { referencedSecurityGroupId: group.id },
      protocol: "tcp",
      port: APP_PORTS,
      description: "Apps of the same profile",
    } as const;
    allowIn(`${name}-own-apps-in`, among, this);
    allowOut(`${name}-own-apps-out`, among, this);
    return group;
  }
}
