import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { toPolicyJson } from "../../policies/document";
import { workstationPolicy, workstationTrust } from "../../policies/sandbox/workstation-role";
import { allowOut, createSecurityGroup } from "../network/traffic";
import { boundedBy } from "../permissions-boundary";
import { tagsFor } from "../tags";
import { createInstance } from "./instance";

export interface WorkstationArgs {
  readonly region: string;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetId: pulumi.Input<string>;
  readonly dnsServerGroupId: pulumi.Input<string>;
  /** "" for none. */
  readonly permissionsBoundaryArn: string;
}

/** A desk in the office. It takes no connections: its agent calls Session Manager, and people come through that. */
export class Workstation extends pulumi.ComponentResource {
  readonly instanceId: pulumi.Output<string>;

  constructor(name: string, args: WorkstationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:sandbox:Workstation", name, {}, opts);
    const { region, vpcId, subnetId } = args;
    const description = "Workstation: nothing in, DNS and 443 out";
    const securityGroupId = createSecurityGroup(`${name}-group`, { region, vpcId, description }, this).id;
    const rule = { region, securityGroupId };
    for (const protocol of ["tcp", "udp"] as const) {
      const peer = { referencedSecurityGroupId: args.dnsServerGroupId };
      const asks = { peer, protocol, port: 53, description: "DNS server of the sandbox" };
      allowOut(`${name}-${protocol}-to-dns-server`, { ...rule, ...asks }, this);
    }
    // The gateway's endpoints, and outside Session Manager and the sign-in page, whose addresses AWS does not list.
    const web = {
      peer: { cidrIpv4: "0.0.0.0/0" },
      protocol: "tcp",
      port: 443,
      description: "Gateway and web",
    } as const;
    allowOut(`${name}-to-web`, { ...rule, ...web }, this);
    const instanceProfile = this.createProfile(name, args.permissionsBoundaryArn);
    this.instanceId = createInstance(name, { region, subnetId, securityGroupId, instanceProfile }, this).id;
    this.registerOutputs({ instanceId: this.instanceId });
  }

  private createProfile(name: string, permissionsBoundaryArn: string): pulumi.Output<string> {
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: toPolicyJson(workstationTrust()),
        ...boundedBy(permissionsBoundaryArn),
        tags: tagsFor(`${name}-role`),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      `${name}-policy`,
      { role: role.id, policy: toPolicyJson(workstationPolicy()) },
      { parent: this },
    );
    return new aws.iam.InstanceProfile(
      `${name}-profile`,
      { role: role.name, tags: tagsFor(`${name}-profile`) },
      { parent: this },
    ).name;
  }
}
