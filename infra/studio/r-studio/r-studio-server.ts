import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../../policies/arns";
import { rStudioRestartPolicy, rStudioRolePolicy, rStudioRoleTrust } from "../../../policies/studio-apps/r-studio";
import * as aws from "../../aws";
import type { RStudio } from "../../config";
import { rolePaths, withinLength } from "../../names";
import type { Network } from "../../network/network";
import { allowOut, createSecurityGroup } from "../../network/traffic";
import { boundedBy } from "../../permissions-boundary";
import { policyText } from "../../place";
import { tagsFor } from "../../tags";

export interface RStudioServerArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  readonly network: Network;
  /** Networks of other VPCs that endpoints stand in. */
  readonly hubCidrs: readonly string[];
  /** Where the company's servers for it are; empty without. */
  readonly serverCidrs: readonly string[];
  readonly settings: RStudio;
  /** Of its role; "" for none. */
  readonly permissionsBoundaryArn: string;
}

/** IAM takes 64 characters, and Pulumi adds 8 to the resource's name. */
const LONGEST_ROLE_NAME = 56;

/**
 * What RStudio's server needs in a domain made here: a role that uses the licence, and a security group. The server itself is the app
 * RStudioServerPro of the profile domain-shared: SageMaker starts it with the domain, and again when it is gone.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-create-cli.html
 */
export class RStudioServer extends pulumi.ComponentResource {
  readonly role: aws.iam.Role;
  /** To be there before the domain, which is not made without a licence. */
  readonly licencePolicy: aws.iam.RolePolicy;
  readonly securityGroup: aws.ec2.SecurityGroup;

  constructor(
    private readonly name: string,
    private readonly args: RStudioServerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:studio:RStudioServer", name, {}, opts);
    this.role = this.createRole(`${name}-role`);
    this.licencePolicy = this.attach("policy", policyText(args.place, rStudioRolePolicy));
    this.securityGroup = this.createGroup();
    this.registerOutputs({ roleArn: this.role.arn });
  }

  /** What the domain is made with. */
  get domainSettings() {
    const { connectUrl, packageManagerUrl } = this.args.settings;
    return {
      securityGroupIds: [this.securityGroup.id],
      rStudioServerProDomainSettings: {
        domainExecutionRoleArn: this.role.arn,
        ...(connectUrl !== undefined && { rStudioConnectUrl: connectUrl }),
        ...(packageManagerUrl !== undefined && { rStudioPackageManagerUrl: packageManagerUrl }),
      },
    };
  }

  /** What `aws sagemaker update-domain` takes, for a domain that was made without. */
  get settingsForUpdate(): pulumi.Output<object> {
    const { connectUrl, packageManagerUrl } = this.args.settings;
    return pulumi.all([this.role.arn, this.securityGroup.id]).apply(([role, group]) => ({
      SecurityGroupIds: [group],
      RStudioServerProDomainSettingsForUpdate: {
        DomainExecutionRoleArn: role,
        ...(connectUrl !== undefined && { RStudioConnectUrl: connectUrl }),
        ...(packageManagerUrl !== undefined && { RStudioPackageManagerUrl: packageManagerUrl }),
      },
    }));
  }

  /** Once there is a domain to name. */
  letItStartAgain(domainId: pulumi.Input<string>): void {
    const { place } = this.args;
    this.attach(
      "restart-policy",
      policyText({ place, domainId }, ({ place, domainId }) => rStudioRestartPolicy(place, { domainId })),
    );
  }

  private createRole(name: string): aws.iam.Role {
    return new aws.iam.Role(
      withinLength(name, LONGEST_ROLE_NAME),
      {
        path: rolePaths().rStudio,
        assumeRolePolicy: policyText(this.args.place, rStudioRoleTrust),
        ...boundedBy(this.args.permissionsBoundaryArn),
        tags: tagsFor(name),
      },
      { parent: this },
    );
  }

  private attach(name: string, policy: pulumi.Output<string>): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(`${this.name}-${name}`, { role: this.role.id, policy }, { parent: this });
  }

  /**
   * SageMaker makes the rules between the server and people's sessions in groups of its own, one a profile, and asks that the server may
   * reach all of them: https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-network.html
   */
  private createGroup(): aws.ec2.SecurityGroup {
    const { region, network, hubCidrs, serverCidrs } = this.args;
    const description = "RStudio server: endpoints, home folders and sessions";
    const group = createSecurityGroup(this.name, { region, vpcId: network.vpcId, description }, this);
    const inside = { region, securityGroupId: group.id, peer: { cidrIpv4: network.cidr }, protocol: "tcp" } as const;
    const everything = { from: 0, to: 65_535 };
    allowOut(`${this.name}-to-vpc`, { ...inside, port: everything, description: "Inside the VPC" }, this);
    const outside = [
      ...hubCidrs.map((cidrIpv4) => ({ cidrIpv4, name: "endpoints", description: "VPC endpoints of a hub" })),
      ...serverCidrs.map((cidrIpv4) => ({ cidrIpv4, name: "servers", description: "Servers for RStudio" })),
    ];
    for (const { cidrIpv4, name, description } of outside) {
      const there = { ...inside, peer: { cidrIpv4 }, port: 443, description };
      allowOut(`${this.name}-to-${name}-in-${cidrIpv4}`, there, this);
    }
    return group;
  }
}
