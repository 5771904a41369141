import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tagsFor } from "../tags";

export interface StudioSecurityGroupsArgs {
  readonly region: string;
  readonly vpcId: pulumi.Input<string>;
  readonly vpcCidr: string;
  readonly userProfileNames: readonly string[];
}

/**
 * What a VpcOnly domain's apps may reach: the endpoints (443) and their home folders (NFS) inside the VPC, and, per profile, each other.
 * One shared group is what endpoints admit, because a group holds 60 rules and profiles may be many; one group per profile keeps one
 * person's apps from talking to another's. https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html
 */
export class StudioSecurityGroups extends pulumi.ComponentResource {
  /** Worn by every app of the domain. */
  readonly appsGroup: aws.ec2.SecurityGroup;
  readonly profileGroups: ReadonlyMap<string, aws.ec2.SecurityGroup>;

  constructor(name: string, args: StudioSecurityGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:studio:StudioSecurityGroups", name, {}, opts);
    this.appsGroup = this.createGroup(`${name}-apps`, args, "Studio apps: the endpoints and the home folders");
    this.allow("Egress", `${name}-apps-to-endpoints`, args.region, this.appsGroup, {
      cidrIpv4: args.vpcCidr,
      fromPort: 443,
      toPort: 443,
      description: "VPC endpoints",
    });
    this.allow("Egress", `${name}-apps-to-home-folders`, args.region, this.appsGroup, {
      cidrIpv4: args.vpcCidr,
      fromPort: 2049,
      toPort: 2049,
      description: "NFS to the home folders",
    });
    this.profileGroups = new Map(
      args.userProfileNames.map((profile) => [profile, this.createProfileGroup(`${name}-${profile}`, args)]),
    );
    this.registerOutputs({ appsGroupId: this.appsGroup.id });
  }

  /** A JupyterServer app talks to its kernels on ports 8192–65535. */
  private createProfileGroup(name: string, args: StudioSecurityGroupsArgs): aws.ec2.SecurityGroup {
    const group = this.createGroup(name, args, "Apps of one Studio profile among themselves");
    for (const direction of ["Ingress", "Egress"] as const) {
      this.allow(direction, `${name}-own-apps-${direction.toLowerCase()}`, args.region, group, {
        referencedSecurityGroupId: group.id,
        fromPort: 8192,
        toPort: 65535,
        description: "Apps of the same profile",
      });
    }
    return group;
  }

  private createGroup(name: string, args: StudioSecurityGroupsArgs, description: string): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      name,
      { region: args.region, vpcId: args.vpcId, description, tags: tagsFor(name) },
      { parent: this },
    );
  }

  private allow(
    direction: "Ingress" | "Egress",
    name: string,
    region: string,
    group: aws.ec2.SecurityGroup,
    rule: Omit<aws.vpc.SecurityGroupIngressRuleArgs, "securityGroupId" | "ipProtocol" | "region">,
  ): void {
    const args = { ...rule, region, securityGroupId: group.id, ipProtocol: "tcp" };
    if (direction === "Ingress") new aws.vpc.SecurityGroupIngressRule(name, args, { parent: this });
    else new aws.vpc.SecurityGroupEgressRule(name, args, { parent: this });
  }
}
