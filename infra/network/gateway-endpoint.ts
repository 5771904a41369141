import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { endpointServiceName } from "../partition";
import { tagsFor } from "../tags";
import type { Network } from "./network";

export interface GatewayEndpointArgs {
  readonly region: string;
  readonly network: Network;
  readonly service: "s3" | "dynamodb";
  readonly policy: pulumi.Input<string>;
  /** Where the same endpoint is made under another config: a VPC has room for one route to a service, so it moves and is not made anew. */
  readonly elsewhere?: pulumi.Alias;
}

/** Free of charge and without addresses: routes to the service's prefix list, so its only guard is the policy. */
export function createGatewayEndpoint(
  name: string,
  { region, network, service, policy, elsewhere }: GatewayEndpointArgs,
  parent: pulumi.Resource,
): aws.ec2.VpcEndpoint {
  return new aws.ec2.VpcEndpoint(
    name,
    {
      region,
      vpcId: network.vpcId,
      serviceName: endpointServiceName(region, service, "Gateway"),
      vpcEndpointType: "Gateway",
      routeTableIds: network.routeTables.map(({ id }) => id),
      policy,
      tags: tagsFor(name),
    },
    { parent, ...(elsewhere && { aliases: [elsewhere] }) },
  );
}
