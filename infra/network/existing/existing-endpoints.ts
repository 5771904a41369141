import * as aws from "../../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings, SharedService } from "../../config";
import { GATEWAY_SERVICES } from "../../config/places/existing-endpoints";
import { sayInPreview } from "../../preview";
import type { Peer } from "../traffic";
import { type FoundPlaces, isFound } from "./found";

/** An endpoint that is used as it is. */
export interface JoinedEndpoint {
  readonly endpoint: aws.ec2.VpcEndpoint;
  /** Where connections to it go, for rules of our own security groups: its own group, or its VPC's network when that is a hub. */
  readonly peer: Peer | undefined;
}

export interface ExistingEndpointsArgs {
  readonly settings: Settings;
  /** Without faults: `faultsOfPlaces` was asked before. */
  readonly found: FoundPlaces;
}

/**
 * The endpoints of config that were there before. Each is read into the stack's state, so that the audit sees its policy; what Pulumi has only
 * read it never changes and never deletes. https://www.pulumi.com/docs/iac/concepts/resources/get/
 */
export class ExistingEndpoints extends pulumi.ComponentResource {
  private readonly joined: Readonly<Partial<Record<SharedService, JoinedEndpoint>>>;
  /** Networks of hubs, which our groups have to let out to. */
  readonly hubCidrs: readonly string[];

  constructor(
    private readonly name: string,
    private readonly args: ExistingEndpointsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:network:ExistingEndpoints", name, {}, opts);
    const services = Object.keys(args.settings.existingEndpoints) as SharedService[];
    this.joined = Object.fromEntries(services.map((service) => [service, this.join(service)]));
    this.hubCidrs = hubCidrsOf(args.settings.existingEndpoints);
    this.registerOutputs({});
  }

  /** Absent where the stack makes the endpoint. */
  of(service: SharedService): JoinedEndpoint | undefined {
    return this.joined[service];
  }

  private join(service: SharedService): JoinedEndpoint {
    const { settings, found } = this.args;
    const { id = "", cidr } = settings.existingEndpoints[service] ?? {};
    const name = `${this.name}-${service.replace(".", "-")}`;
    const endpoint = aws.ec2.VpcEndpoint.get(name, id, { region: settings.region }, { parent: this });
    const answer = found.endpoints[service];
    const [groupId] = isFound(answer) ? answer.securityGroupIds : [];
    if (!GATEWAY_SERVICES.includes(service)) this.sayWhatItHasToAdmit(endpoint, id, groupId);
    const own = groupId === undefined ? undefined : { referencedSecurityGroupId: groupId };
    return { endpoint, peer: cidr === undefined ? own : { cidrIpv4: cidr } };
  }

  private sayWhatItHasToAdmit(endpoint: aws.ec2.VpcEndpoint, id: string, groupId = "none"): void {
    const { corporateCidrs, vpcCidr } = this.args.settings;
    sayInPreview(
      [
        `${id} keeps its policy and its security groups (${groupId}). They have to admit 443 from ${[...corporateCidrs, vpcCidr].join(", ")}, ` +
          "as far as the office, the functions and Studio's apps use it; nothing here changes them.",
      ],
      endpoint,
    );
  }
}

/** Networks in which endpoints of config stand that are in another VPC than the stack's. */
export function hubCidrsOf(endpoints: Settings["existingEndpoints"]): string[] {
  return [...new Set(Object.values(endpoints).flatMap(({ cidr }) => cidr ?? []))];
}
