import * as pulumi from "@pulumi/pulumi";
import { type Operation, type OperationName, OPERATIONS } from "../../functions/pool/operations";
import { type Place, rekognitionArn } from "../../policies/arns";
import { rekognitionEndpointPolicy } from "../../policies/endpoints/rekognition";
import { type CallerActions, rekognitionCallerPolicy } from "../../policies/rekognition-caller";
import * as aws from "../aws";
import type { RekognitionRegion } from "../config";
import type { FunctionRole } from "../functions/function-role";
import { InterfaceEndpoint } from "../network/interface-endpoint";
import type { Network } from "../network/network";
import { allowOut, type Peer, type Traffic } from "../network/traffic";
import { policyText } from "../place";
import { operationsIn } from "./default-quotas";
import { RegionalNetwork } from "./regional-network";

/** The functions that call Rekognition, by the names of their roles. */
export type PoolRoles = Readonly<Record<"rekognition" | "image-ingest", FunctionRole>>;

export interface RegionalCallerArgs {
  readonly entry: RekognitionRegion;
  /** The enabled operations; those that the Region does not have are left out here. */
  readonly operations: readonly OperationName[];
  readonly place: pulumi.Output<Place>;
  readonly home: { readonly region: string; readonly network: Network };
  readonly roles: PoolRoles;
  readonly functionSecurityGroupId: pulumi.Input<string>;
}

/** All it takes to call Rekognition in one Region, exactly once per configured Region: network path, endpoint, and permission. */
export class RegionalCaller extends pulumi.ComponentResource {
  readonly region: string;
  readonly endpointId: pulumi.Output<string>;
  /** `https://vpce-….rekognition.<region>.vpce.…`: a public name with private addresses, so it resolves from the home Region too. */
  readonly address: pulumi.Output<string>;
  /** Lambda checks the role when it makes a function in a VPC, so functions come after these. */
  readonly rolePolicies: Readonly<Record<keyof PoolRoles, aws.iam.RolePolicy>>;
  private readonly operations: readonly Operation[];

  constructor(
    private readonly name: string,
    private readonly args: RegionalCallerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:rekognition:RegionalCaller", name, {}, opts);
    this.region = args.entry.region;
    this.operations = operationsIn(this.region, args.operations).map((name) => OPERATIONS[name]);
    const { cidr } = args.entry;
    const door = cidr === undefined ? this.openAtHome() : this.openThere(cidr);
    this.endpointId = door.endpoint.id;
    this.address = door.endpoint.dnsEntries.apply((entries) => `https://${entries[0]?.dnsName ?? ""}`);
    this.rolePolicies = { rekognition: this.permit("rekognition"), "image-ingest": this.permit("image-ingest") };
    this.registerOutputs({ region: this.region, endpointId: this.endpointId });
  }

  private openAtHome(): InterfaceEndpoint {
    const functions = { referencedSecurityGroupId: this.args.functionSecurityGroupId };
    const door = this.open(this.args.home.network, { label: "functions", peer: functions });
    const rule = this.wayOut({ referencedSecurityGroupId: door.securityGroupId });
    allowOut(`${this.name}-from-functions`, rule, this);
    return door;
  }

  /**
   * Security groups cannot be named across Regions, so both sides name networks. The group of the functions is one for all Regions, and
   * EC2 takes a rule once: it is named after the network, which config may give to another Region.
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html
   */
  private openThere(cidr: string): InterfaceEndpoint {
    const { entry, home } = this.args;
    const there = new RegionalNetwork(
      `${this.name}-network`,
      { region: this.region, cidr, zones: entry.zones, home },
      { parent: this },
    );
    const door = this.open(there.network, { label: "home", peer: { cidrIpv4: home.network.cidr } });
    const formerName = `${this.name}-from-functions`;
    allowOut(`rekognition-functions-to-${cidr}`, this.wayOut({ cidrIpv4: cidr }), this, [formerName]);
    return door;
  }

  private open(network: Network, caller: { readonly label: string; readonly peer: Peer }): InterfaceEndpoint {
    const roleArns = Object.values(this.args.roles).map(({ role }) => role.arn);
    return new InterfaceEndpoint(
      `${this.name}-endpoint`,
      {
        region: this.region,
        network,
        service: "rekognition",
        policy: policyText(roleArns, (functionRoleArns) =>
          rekognitionEndpointPolicy({ functionRoleArns, actions: this.operations.map(({ action }) => action) }),
        ),
        // Only the pool's functions come here, and they know its own name.
        privateDns: false,
        callers: [{ ...caller, description: "Functions of the Rekognition pool" }],
      },
      { parent: this },
    );
  }

  private wayOut(peer: Peer): Traffic {
    return {
      region: this.args.home.region,
      securityGroupId: this.args.functionSecurityGroupId,
      peer,
      protocol: "tcp",
      port: 443,
      description: `Rekognition in ${this.region}`,
    };
  }

  private permit(name: keyof PoolRoles): aws.iam.RolePolicy {
    const policy = policyText({ endpointId: this.endpointId, place: this.args.place }, ({ endpointId, place }) =>
      rekognitionCallerPolicy({ region: this.region, endpointId, actions: this.actionsOf(place) }),
    );
    const args = { role: this.args.roles[name].role.id, policy };
    return new aws.iam.RolePolicy(`${this.name}-for-${name}`, args, { parent: this });
  }

  /** @param home where the account is, whose resources in this caller's Region the operations may name */
  private actionsOf(home: Place): CallerActions {
    const here = { ...home, region: this.region };
    const needing = this.operations.filter(({ iamResource }) => iamResource !== "*");
    return {
      onAnything: this.operations.filter(({ iamResource }) => iamResource === "*").map(({ action }) => action),
      onResources: needing.map(({ action, iamResource }) => ({ action, resource: rekognitionArn(here, iamResource) })),
    };
  }
}
