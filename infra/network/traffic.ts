import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { tagsFor } from "../tags";

/** The other end of a rule: a network, the wearers of a security group, or the addresses of a gateway endpoint. */
export type Peer =
  | { readonly cidrIpv4: string }
  | { readonly referencedSecurityGroupId: pulumi.Input<string> }
  | { readonly prefixListId: pulumi.Input<string> };

/** One line of who may talk to whom. */
export interface Traffic {
  readonly region: string;
  readonly securityGroupId: pulumi.Input<string>;
  readonly peer: Peer;
  readonly protocol: "tcp" | "udp";
  /** One port, or a range with both its ends. */
  readonly port: number | { readonly from: number; readonly to: number };
  /** Shown in the console. EC2 takes letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* only. */
  readonly description: string;
}

/** Admits traffic into a security group; answers need no rule of their own. */
export function allowIn(name: string, traffic: Traffic, parent: pulumi.Resource): void {
  new aws.vpc.SecurityGroupIngressRule(name, ruleOf(name, traffic), { parent });
}

/**
 * Lets traffic out of a security group. A group without such a rule starts no connection: the provider removes AWS's.
 *
 * @param formerNames under which an earlier release made the same rule
 */
export function allowOut(
  name: string,
  traffic: Traffic,
  parent: pulumi.Resource,
  formerNames: readonly string[] = [],
): void {
  const aliases = formerNames.map((formerName) => ({ name: formerName }));
  new aws.vpc.SecurityGroupEgressRule(name, ruleOf(name, traffic), { parent, aliases });
}

/** A security group without rules. */
export function createSecurityGroup(
  name: string,
  group: { region: string; vpcId: pulumi.Input<string>; description: string },
  parent: pulumi.Resource,
): aws.ec2.SecurityGroup {
  return new aws.ec2.SecurityGroup(name, { ...group, tags: tagsFor(name) }, { parent });
}

function ruleOf(name: string, { region, securityGroupId, peer, protocol, port, description }: Traffic) {
  return {
    region,
    securityGroupId,
    ...peer,
    ipProtocol: protocol,
    fromPort: typeof port === "number" ? port : port.from,
    toPort: typeof port === "number" ? port : port.to,
    description,
    tags: tagsFor(name),
  };
}
