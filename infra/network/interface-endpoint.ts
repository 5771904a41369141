import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { type EndpointService, endpointServiceName } from "../partition";
import { tagsFor } from "../tags";
import type { Network } from "./network";
import { allowIn, createSecurityGroup, type Peer } from "./traffic";

/** A source that may open connections to an endpoint. */
export interface Caller {
  /** Part of the rule's logical name, e.g. "functions" or "10.10.0.0/16". */
  readonly label: string;
  readonly description: string;
  readonly peer: Peer;
}

export interface InterfaceEndpointArgs {
  readonly region: string;
  readonly network: Network;
  readonly service: EndpointService;
  /** What may pass, as a policy document. AWS's default is everything, so there is none here. */
  readonly policy: pulumi.Input<string>;
  /** Another resource sets the policy once it can; what it set then stays. */
  readonly policyIsReplacedLater?: boolean;
  /**
   * Whether the service's public name leads here: for every client in the VPC, or only for those that ask the inbound resolver, which is
   * for services that have a gateway endpoint too.
   */
  readonly privateDns: boolean | "inbound-resolver";
  readonly callers: readonly Caller[];
  readonly dependsOn?: pulumi.Resource;
}

/** A door to one AWS service: addresses in every zone that offers it, a policy of its own, and 443 for its listed callers only. */
export class InterfaceEndpoint extends pulumi.ComponentResource {
  readonly endpoint: aws.ec2.VpcEndpoint;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: InterfaceEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:network:InterfaceEndpoint", name, {}, opts);
    const { region, network, service } = args;
    const description = `Endpoint of ${service}`;
    const group = createSecurityGroup(`${name}-group`, { region, vpcId: network.vpcId, description }, this);
    this.securityGroupId = group.id;
    for (const { label, peer, description } of args.callers) {
      const traffic = { region, securityGroupId: group.id, peer, protocol: "tcp", port: 443, description } as const;
      allowIn(`${name}-from-${label}`, traffic, this);
    }
    this.endpoint = new aws.ec2.VpcEndpoint(
      name,
      {
        region,
        serviceName: endpointServiceName(region, service),
        vpcEndpointType: "Interface",
        ...network.placeFor(service),
        securityGroupIds: [group.id],
        privateDnsEnabled: args.privateDns !== false,
        ...(args.privateDns === "inbound-resolver" && {
          dnsOptions: { privateDnsOnlyForInboundResolverEndpoint: true },
        }),
        policy: args.policy,
        tags: tagsFor(name),
      },
      {
        parent: this,
        ...(args.policyIsReplacedLater === true ? { ignoreChanges: ["policy"] } : {}),
        ...(args.dependsOn && { dependsOn: [args.dependsOn] }),
      },
    );
    this.registerOutputs({ endpointId: this.endpoint.id });
  }
}
