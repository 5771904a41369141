import * as pulumi from "@pulumi/pulumi";
import { IMAGE_EVENT_SOURCE, IMAGE_EVENT_TYPES } from "../../functions/contract/image-event";
import type { IngestEnvironment } from "../../functions/image-ingest/env";
import { eventBusArn, type Place } from "../../policies/arns";
import { eventsEndpointPolicy } from "../../policies/endpoints/events";
import type { ImageEventNames } from "../../policies/ingestion/image-events";
import type * as aws from "../aws";
import type { PoolSettings } from "./pool-settings";
import { InterfaceEndpoint } from "../network/interface-endpoint";
import type { Network } from "../network/network";
import { allowOut } from "../network/traffic";
import { policyText } from "../place";

export interface ImageEventsArgs {
  readonly settings: PoolSettings;
  readonly place: pulumi.Output<Place>;
  readonly network: Network;
  readonly functionRoleArn: pulumi.Output<string>;
  readonly functionSecurityGroupId: pulumi.Output<string>;
}

/**
 * The way to the event bus on which finished images are announced. The bus is not made here: it is the company's, and so are the rules on it.
 * The endpoint has no private DNS: only the function comes here, which knows its own name, and the VPC may have one of EventBridge already.
 */
export class ImageEvents extends pulumi.ComponentResource {
  readonly endpointId: pulumi.Output<string>;
  /** For the function's policy. */
  readonly names: pulumi.Output<ImageEventNames>;
  /** For the function's environment. */
  readonly environment: Readonly<Record<"EVENT_BUS" | "EVENTS_ENDPOINT", pulumi.Output<string>>>;

  constructor(name: string, args: ImageEventsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:rekognition:ImageEvents", name, {}, opts);
    const busArn = args.place.apply((place) => busOf(place, args.settings.ingestEvents));
    const endpoint = this.open(name, args, busArn);
    this.endpointId = endpoint.id;
    const detailTypes = Object.values(IMAGE_EVENT_TYPES);
    this.names = pulumi.output({ busArn, eventsEndpointId: endpoint.id, source: IMAGE_EVENT_SOURCE, detailTypes });
    const address = endpoint.dnsEntries.apply((entries) => `https://${entries[0]?.dnsName ?? ""}`);
    this.environment = { EVENT_BUS: busArn, EVENTS_ENDPOINT: address } satisfies {
      readonly [Key in keyof IngestEnvironment]?: unknown;
    };
    this.registerOutputs({ endpointId: this.endpointId });
  }

  private open(name: string, args: ImageEventsArgs, busArn: pulumi.Output<string>): aws.ec2.VpcEndpoint {
    const { settings, network, functionRoleArn, functionSecurityGroupId } = args;
    const { region } = settings;
    const peer = { referencedSecurityGroupId: functionSecurityGroupId };
    const door = new InterfaceEndpoint(
      `${name}-endpoint`,
      {
        region,
        network,
        service: "events",
        policy: policyText({ functionRoleArn, busArn }, eventsEndpointPolicy),
        privateDns: false,
        callers: [{ label: "functions", description: "Functions of the Rekognition pool", peer }],
      },
      { parent: this },
    );
    const there = { referencedSecurityGroupId: door.securityGroupId };
    const rule = { region, securityGroupId: functionSecurityGroupId, peer: there, protocol: "tcp", port: 443 } as const;
    allowOut(`${name}-from-functions`, { ...rule, description: "EventBridge through its endpoint" }, this);
    return door.endpoint;
  }
}

/** @param configured "default", or the ARN of a bus */
function busOf(place: Place, configured: string): string {
  return configured === "default" ? eventBusArn(place, configured) : configured;
}
