import type * as pulumi from "@pulumi/pulumi";
import type { EndpointService } from "../partition";

/** Where an interface endpoint goes. */
export interface EndpointPlace {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: pulumi.Output<string[]>;
}

/** A route table that routes may be added to. */
export interface RouteTablePlace {
  /** Part of the routes' logical names, e.g. "subnet-1". */
  readonly label: string;
  readonly id: pulumi.Output<string>;
}

/** The VPC that functions and endpoints stand in: made by the stack, or there before. */
export interface Network {
  /** IPv4 network that all of its subnets are in, e.g. "10.64.0.0/20". */
  readonly cidr: string;
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: pulumi.Output<string>[];
  readonly routeTables: readonly RouteTablePlace[];
  /** The subnets in which AWS offers the service's interface endpoint. */
  placeFor(service: EndpointService): EndpointPlace;
}
