import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { type EndpointService, endpointServiceName } from "../partition";
import { tagsFor } from "../tags";
import { formatCidr, requireCidr, splitCidr } from "./cidr";
import { commonZones } from "./zones";

export interface PrivateNetworkArgs {
  readonly region: string;
  /** IPv4 network of the VPC, e.g. "10.64.0.0/20". */
  readonly cidr: string;
  /** How many Availability Zones to spread over, 2 to 4. */
  readonly zoneCount: number;
  /** Where to build: zones that AWS finds for us, or named ones. */
  readonly placement: ZoneChoice;
  /** Let nobody delete the VPC through Pulumi: what people made stands in it. */
  readonly protect?: boolean;
}

/** Interface endpoint services that the zones have to offer, asked in the stack's own Region; or the zones' names. */
export type ZoneChoice =
  { readonly endpointServices: readonly EndpointService[] } | { readonly zones: pulumi.Output<readonly string[]> };

export interface PrivateSubnet {
  /** "1", "2", …: part of logical names, because a zone's own name is known to AWS only. */
  readonly label: string;
  readonly id: pulumi.Output<string>;
  readonly zone: pulumi.Output<string>;
  readonly routeTableId: pulumi.Output<string>;
}

/** Always quarters of the VPC, also for two zones: a third zone later moves nobody. */
const PARTS = 4;

/** A VPC that nothing leaves: no Internet Gateway, no NAT, no rule in the default security group. */
export class PrivateNetwork extends pulumi.ComponentResource {
  readonly cidr: string;
  readonly vpcId: pulumi.Output<string>;
  readonly subnets: readonly PrivateSubnet[];
  readonly subnetIds: pulumi.Output<string>[];
  readonly routeTableIds: pulumi.Output<string>[];

  constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:network:PrivateNetwork", name, {}, opts);
    const parts = splitCidr(requireCidr(args.cidr), PARTS).slice(0, args.zoneCount);
    if (args.zoneCount < 2 || parts.length !== args.zoneCount) {
      throw new Error(`zoneCount is ${args.zoneCount}; allowed: 2 to ${PARTS}.`);
    }
    const vpc = this.createVpc(name, args);
    const zones =
      "zones" in args.placement ? args.placement.zones : this.findZones(args, args.placement.endpointServices);
    this.cidr = args.cidr;
    this.vpcId = vpc.id;
    this.subnets = parts.map((part, index) => {
      const zone = zones.apply((names) => names[index] ?? "");
      return this.createSubnet(name, String(index + 1), { region: args.region, vpc, zone, cidr: formatCidr(part) });
    });
    this.subnetIds = this.subnets.map(({ id }) => id);
    this.routeTableIds = this.subnets.map(({ routeTableId }) => routeTableId);
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

  /** The look-up takes no Region: it asks in the provider's, which is the stack's. */
  private findZones(
    { region, zoneCount }: PrivateNetworkArgs,
    endpointServices: readonly EndpointService[],
  ): pulumi.Output<readonly string[]> {
    const offers = endpointServices.map((service) => {
      const serviceName = endpointServiceName(region, service);
      return aws.ec2
        .getVpcEndpointServiceOutput({ serviceName, serviceType: "Interface" }, { parent: this })
        .apply(({ availabilityZones }) => ({ service: serviceName, zones: availabilityZones }));
    });
    return pulumi.all(offers).apply((known) => {
      const result = commonZones(known, zoneCount);
      if ("fault" in result) throw new pulumi.RunError(result.fault);
      return result.zones;
    });
  }

  private createSubnet(
    name: string,
    label: string,
    args: { region: string; vpc: aws.ec2.Vpc; zone: pulumi.Output<string>; cidr: string },
  ): PrivateSubnet {
    const { region, vpc } = args;
    const subnetName = `${name}-subnet-${label}`;
    const tableName = `${name}-routes-${label}`;
    const subnet = new aws.ec2.Subnet(
      subnetName,
      { region, vpcId: vpc.id, cidrBlock: args.cidr, availabilityZone: args.zone, tags: tagsFor(subnetName) },
      // A zone that AWS opens later may sort before ours; subnets in use must not follow it.
      { parent: this, ignoreChanges: ["availabilityZone"] },
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
    return { label, id: subnet.id, zone: subnet.availabilityZone, routeTableId: table.id };
  }
}
