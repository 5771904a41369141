import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { type EndpointService, endpointServiceName } from "../partition";
import { previewStop, warnInPreview } from "../preview";
import { tagsFor } from "../tags";
import { formatCidr, requireCidr, splitCidr } from "../addresses/cidr";
import { zoneOffers, type ZoneQuestion } from "./zone-offers";
import type { EndpointPlace, Network, RouteTablePlace } from "./network";
import { nextZone, placementOf, type ZoneOffer } from "./zones";

export interface PrivateNetworkArgs {
  readonly region: string;
  /** IPv4 network of the VPC, e.g. "10.64.0.0/20". */
  readonly cidr: string;
  /** How many Availability Zones to spread over, 2 to 4. */
  readonly zoneCount: number;
  readonly placement: ZoneChoice;
  /** Protect the VPC against deletion through Pulumi: what people made stands in it. */
  readonly protect?: boolean;
}

/**
 * Where to build: in zones that offer the interface endpoints of these services, or in named ones, as many as `zoneCount`. Subnets stay where they were
 * found, whatever AWS offers later; named zones are an order, and naming others moves the subnets and the endpoints in them.
 */
export type ZoneChoice = Omit<ZoneQuestion, "region"> | { readonly zones: readonly string[] };

export interface PrivateSubnet {
  /** "1", "2", …: part of logical names, because a zone's own name is known to AWS only. */
  readonly label: string;
  readonly id: pulumi.Output<string>;
  /** Where it stands, which need not be where it would be made today. */
  readonly zone: pulumi.Output<string>;
  /** The network's, as this subnet says it. */
  readonly vpcId: pulumi.Output<string>;
  readonly routeTableId: pulumi.Output<string>;
}

/** Always quarters of the VPC, also for two zones: a third zone later moves no subnet. */
const PARTS = 4;

/** Found: what AWS offers tomorrow must not move subnets that are in use. */
const KEPT = { ignoreChanges: ["availabilityZone"] };
/** Named: the new subnet takes the old one's addresses, so that one has to go before it. */
const MOVED = { deleteBeforeReplace: true };

/** A VPC that nothing leaves: no Internet Gateway, no NAT, no rule in the default security group. */
export class PrivateNetwork extends pulumi.ComponentResource implements Network {
  readonly cidr: string;
  readonly vpcId: pulumi.Output<string>;
  readonly subnets: readonly PrivateSubnet[];
  readonly subnetIds: pulumi.Output<string>[];
  readonly routeTables: readonly RouteTablePlace[];
  private readonly region: string;
  /** Absent where config names the zones. */
  private readonly offers: pulumi.Output<readonly ZoneOffer[]> | undefined;

  constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:network:PrivateNetwork", name, {}, opts);
    const parts = splitCidr(requireCidr(args.cidr), PARTS).slice(0, args.zoneCount);
    if (args.zoneCount < 2 || parts.length !== args.zoneCount) {
      throw new Error(`zoneCount is ${args.zoneCount}; allowed: 2 to ${PARTS}.`);
    }
    const vpc = this.createVpc(name, args);
    const { region, placement } = args;
    const named = "zones" in placement ? placement.zones : undefined;
    this.offers = "zones" in placement ? undefined : zoneOffers({ region, ...placement }, this);
    this.region = region;
    this.cidr = args.cidr;
    this.vpcId = vpc.id;
    const subnets: PrivateSubnet[] = [];
    for (const [index, part] of parts.entries()) {
      const zone = named?.[index] ?? this.findZone(subnets);
      subnets.push(this.createSubnet(name, String(index + 1), { region, vpc, zone, cidr: formatCidr(part) }));
    }
    this.subnets = subnets;
    this.subnetIds = this.subnets.map(({ id }) => id);
    this.routeTables = this.subnets.map(({ label, routeTableId: id }) => ({ label: `subnet-${label}`, id }));
    this.registerOutputs({ vpcId: this.vpcId, subnetIds: this.subnetIds });
  }

  private createVpc(name: string, { region, cidr, protect = false }: PrivateNetworkArgs): aws.ec2.Vpc {
    const vpcName = `${name}-vpc`;
    // Both DNS settings are what private names of endpoints rest on.
    const vpc = new aws.ec2.Vpc(
      vpcName,
      { region, cidrBlock: cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: tagsFor(vpcName) },
      { parent: this, protect },
    );
    // AWS gives it rules that admit each other and everything out; adopting it without rules removes them.
    const groupName = `${name}-default-group`;
    new aws.ec2.DefaultSecurityGroup(
      groupName,
      { region, vpcId: vpc.id, ingress: [], egress: [], tags: tagsFor(groupName) },
      { parent: this },
    );
    return vpc;
  }

  /**
   * The subnets whose zones offer the service, wherever they stand: it may be asked for long after they were made. And their VPC as they say
   * it: where named zones move the subnets, the endpoint in them has to be deleted first, which Pulumi does with what it has to replace
   * together with them, and an endpoint's VPC cannot be changed.
   */
  placeFor(service: EndpointService): EndpointPlace {
    const vpcId = pulumi.all(this.subnets.map((subnet) => subnet.vpcId)).apply(([first = ""]) => first);
    const ids = pulumi.all(this.subnetIds);
    if (this.offers === undefined) return { vpcId, subnetIds: ids };
    const positions = pulumi
      .all([this.offers, pulumi.all(this.subnets.map(({ zone }) => zone))])
      .apply(([offers, zones]) => this.positionsFor(service, offers, zones));
    const subnetIds = pulumi.all([positions, ids]).apply(([chosen, all]) => all.filter((_, at) => chosen.includes(at)));
    return { vpcId, subnetIds };
  }

  private positionsFor(
    service: EndpointService,
    offers: readonly ZoneOffer[],
    zones: readonly string[],
  ): readonly number[] {
    const offer = offers.find((each) => each.service === endpointServiceName(this.region, service));
    if (offer === undefined) throw new Error(`The zones of ${this.region} were not asked about ${service}.`);
    const placement = placementOf(offer, zones);
    if ("fault" in placement) throw previewStop(placement.fault);
    if (placement.warning !== undefined) warnInPreview([placement.warning], this);
    return placement.positions;
  }

  private findZone(earlier: readonly PrivateSubnet[]): pulumi.Output<string> {
    const taken = pulumi.all(earlier.map(({ zone }) => zone));
    return pulumi.all([this.offers ?? [], taken]).apply(([offers, zones]) => {
      const found = nextZone(offers, zones);
      if ("fault" in found) throw previewStop(found.fault);
      return found.zone;
    });
  }

  private createSubnet(
    name: string,
    label: string,
    args: { region: string; vpc: aws.ec2.Vpc; zone: string | pulumi.Output<string>; cidr: string },
  ): PrivateSubnet {
    const { region, vpc } = args;
    const subnetName = `${name}-subnet-${label}`;
    const tableName = `${name}-routes-${label}`;
    const subnet = new aws.ec2.Subnet(
      subnetName,
      { region, vpcId: vpc.id, cidrBlock: args.cidr, availabilityZone: args.zone, tags: tagsFor(subnetName) },
      { parent: this, ...(typeof args.zone === "string" ? MOVED : KEPT) },
    );
    const table = new aws.ec2.RouteTable(
      tableName,
      { region, vpcId: vpc.id, tags: tagsFor(tableName) },
      { parent: this },
    );
    new aws.ec2.RouteTableAssociation(
      `${tableName}-association`,
      { region, subnetId: subnet.id, routeTableId: table.id },
      { parent: this },
    );
    const { id, availabilityZone: zone, vpcId } = subnet;
    return { label, id, zone, vpcId, routeTableId: table.id };
  }
}
