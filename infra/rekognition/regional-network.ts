import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "../network/network";
import { PrivateNetwork, type ZoneChoice } from "../network/private-network";
import { providerFor } from "../network/zone-offers";
import { tagsFor } from "../tags";

export interface RegionalNetworkArgs {
  readonly region: string;
  readonly cidr: string;
  /** Availability Zones by name; without them the Region is asked which ones have the endpoint. */
  readonly zones?: readonly string[] | undefined;
  readonly home: { readonly region: string; readonly network: Network };
}

/** A peering that both sides have said yes to. */
interface Connection {
  readonly id: pulumi.Input<string>;
  readonly accepter: pulumi.Resource;
}

/** An address in two zones is what the endpoint needs, and all there is in such a network. */
const ZONE_COUNT = 2;

/** A small VPC in another Region, without any way to the internet, and the way between it and the gateway's VPC. */
export class RegionalNetwork extends pulumi.ComponentResource {
  readonly network: PrivateNetwork;

  constructor(
    private readonly name: string,
    private readonly args: RegionalNetworkArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:rekognition:RegionalNetwork", name, {}, opts);
    const { region, cidr } = args;
    const placement = args.zones === undefined ? this.askThere() : { zones: args.zones };
    const zoneCount = args.zones?.length ?? ZONE_COUNT;
    this.network = new PrivateNetwork(name, { region, cidr, zoneCount, placement }, { parent: this });
    this.peer();
    this.registerOutputs({ vpcId: this.network.vpcId });
  }

  private askThere(): ZoneChoice {
    const askThrough = providerFor(this.args.region, `${this.name}-look-up`, this);
    return { endpointServices: ["rekognition"], askThrough };
  }

  /** Within one account the other side is ours to say yes for, in its own Region: a request across Regions cannot accept itself. */
  private peer(): void {
    const { region, home } = this.args;
    const name = `${this.name}-peering`;
    const peering = new aws.ec2.VpcPeeringConnection(
      name,
      {
        region: home.region,
        vpcId: home.network.vpcId,
        peerVpcId: this.network.vpcId,
        peerRegion: region,
        autoAccept: false,
        tags: tagsFor(name),
      },
      { parent: this },
    );
    const accepter = new aws.ec2.VpcPeeringConnectionAccepter(
      `${name}-accepter`,
      { region, vpcPeeringConnectionId: peering.id, autoAccept: true, tags: tagsFor(`${name}-accepter`) },
      { parent: this },
    );
    // A route through a connection that is not active yet is a black hole.
    const connection = { id: accepter.vpcPeeringConnectionId, accepter };
    this.routeThere(connection);
    this.routeBack(connection);
  }

  /**
   * In tables that all Regions share, a route is known by its destination, and so is its name here: a network that config gives to another
   * Region keeps its route, with another target.
   */
  private routeThere(connection: Connection): void {
    const { home } = this.args;
    for (const { label, id: routeTableId } of home.network.routeTables) {
      const place = { region: home.region, routeTableId, destinationCidrBlock: this.network.cidr };
      const formerName = `${this.name}-there-from-${label}`;
      new aws.ec2.Route(
        `rekognition-to-${this.network.cidr}-from-${label}`,
        { ...place, vpcPeeringConnectionId: connection.id },
        { parent: this, dependsOn: [connection.accepter], aliases: [{ name: formerName }] },
      );
    }
  }

  private routeBack(connection: Connection): void {
    const { region, home } = this.args;
    for (const { label, id: routeTableId } of this.network.routeTables) {
      new aws.ec2.Route(
        `${this.name}-back-from-${label}`,
        { region, routeTableId, destinationCidrBlock: home.network.cidr, vpcPeeringConnectionId: connection.id },
        { parent: this, dependsOn: [connection.accepter] },
      );
    }
  }
}
