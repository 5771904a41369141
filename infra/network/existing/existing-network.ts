import * as pulumi from "@pulumi/pulumi";
import type { ExistingVpc } from "../../config";
import { type EndpointService, endpointServiceName } from "../../partition";
import { warnInPreview } from "../../preview";
import type { EndpointPlace, Network, RouteTablePlace } from "../network";
import { placementOf } from "../zones";
import { type FoundPlaces, isFound } from "./found";

export interface ExistingNetworkArgs {
  readonly region: string;
  readonly vpc: ExistingVpc;
  readonly cidr: string;
  /** Without faults: `faultsOfPlaces` was asked before. */
  readonly found: FoundPlaces;
}

/** A VPC that was there before, with the subnets that config names. It declares nothing: what is not declared is never changed. */
export class ExistingNetwork extends pulumi.ComponentResource implements Network {
  readonly cidr: string;
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: pulumi.Output<string>[];
  readonly routeTables: readonly RouteTablePlace[];

  constructor(
    name: string,
    private readonly args: ExistingNetworkArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:network:ExistingNetwork", name, {}, opts);
    const { vpcId, subnetIds, routeTableIds = [] } = args.vpc;
    this.cidr = args.cidr;
    this.vpcId = pulumi.output(vpcId);
    this.subnetIds = subnetIds.map((id) => pulumi.output(id));
    this.routeTables = routeTableIds.map((id) => ({ label: id, id: pulumi.output(id) }));
    this.registerOutputs({ vpcId, subnetIds });
  }

  placeFor(service: EndpointService): EndpointPlace {
    const { region, vpc, found } = this.args;
    const offer = found.offers.find((each) => each.service === endpointServiceName(region, service));
    if (offer === undefined) throw new Error(`The zones of ${region} were not asked about ${service}.`);
    const zones = vpc.subnetIds.map((id) => {
      const subnet = found.subnets[id];
      return isFound(subnet) ? subnet.zone : "";
    });
    const placement = placementOf(offer, zones, "name subnets in such zones in existingVpc");
    if ("fault" in placement) throw new Error(placement.fault);
    if (placement.warning !== undefined) warnInPreview([placement.warning], this);
    const subnetIds = vpc.subnetIds.filter((_, at) => placement.positions.includes(at));
    return { vpcId: this.vpcId, subnetIds: pulumi.output(subnetIds) };
  }
}
