import * as pulumi from "@pulumi/pulumi";
import { s3EndpointPolicy } from "../../policies/endpoints/s3";
import type * as aws from "../aws";
import type { RequiredTags } from "../config/places/required-tags";
import type { LambdaFunction } from "../functions/lambda-function";
import { createGatewayEndpoint } from "../network/gateway-endpoint";
import type { Network } from "../network/network";
import { placeOf, policyText } from "../place";
import { RekognitionPool } from "../rekognition/pool";
import { withTags } from "../tags";
import { type PoolChoices, poolSettings } from "./pool-settings";

/** A VPC of the program that embeds the pool, in the pool's home Region. */
export interface EmbeddingNetwork {
  /** IPv4 network that all the subnets below are in, /16 to /24, e.g. "10.90.0.0/20". */
  readonly cidr: string;
  readonly vpcId: pulumi.Input<string>;
  /** Two or three, in zones of their own in which AWS offers the endpoints of S3 and Rekognition. They need no way to the internet. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Route tables of these subnets, by a name that stays: gateway endpoints and the pool's other Regions add routes to them. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
}

export interface EmbeddedPoolArgs {
  readonly network: EmbeddingNetwork;
  /** What Pulumi.yaml describes under the same names; corporateCidrs are the networks that upload images. */
  readonly settings: PoolChoices;
  /** Tags of everything in the pool, beside Name, project and stack. */
  readonly tags?: RequiredTags;
  /** Gateway endpoints that the VPC has already. Their own policies then have to let the pool's functions pass. */
  readonly standing?: { readonly s3?: aws.ec2.VpcEndpoint; readonly dynamodb?: aws.ec2.VpcEndpoint };
}

/**
 * The Rekognition pool inside another Pulumi program: callers in every Region of the list, the bucket, queue and table of images, the two
 * functions and every endpoint they need. One per program, because some of its parts are named for what they are.
 */
export class EmbeddedPool extends pulumi.ComponentResource {
  /** Serves the pool's routes (functions/contract/openapi.json) behind a REST API of the embedding program's own; `live` is what it calls. */
  readonly rekognition: LambdaFunction;
  readonly imagesBucket: pulumi.Output<string>;
  /** The one name that the company's DNS has to forward: uploads go to it. */
  readonly dnsZone: pulumi.Output<string>;

  constructor(name: string, args: EmbeddedPoolArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const transformations = [withTags(args.tags ?? {}), ...(opts.transformations ?? [])];
    super("private-ml-gateway:embedding:EmbeddedPool", name, {}, { ...opts, transformations });
    const settings = poolSettings(args.settings, args.network.cidr);
    const place = placeOf(settings.region);
    const network = networkOf(args.network);
    const pool = new RekognitionPool("pool", { settings, place, network }, { parent: this });
    const policy = policyText({ place, images: pool.images }, (known) =>
      s3EndpointPolicy(known.place, { executionRolePath: "/", dataBuckets: [], images: known.images }),
    );
    const s3Args = { region: settings.region, network, service: "s3", policy } as const;
    const s3 = args.standing?.s3 ?? createGatewayEndpoint(`${name}-s3`, s3Args, this);
    const open = pool.open({ s3, dynamodb: args.standing?.dynamodb });
    this.rekognition = open.functions.rekognition;
    this.imagesBucket = pulumi.output(open.outputs["imagesBucket"]) as pulumi.Output<string>;
    this.dnsZone = open.dnsZone;
    this.registerOutputs({ rekognitionArn: this.rekognition.live.arn, imagesBucket: this.imagesBucket });
  }
}

function networkOf({ cidr, vpcId, subnetIds, routeTableIds }: EmbeddingNetwork): Network {
  const subnets = subnetIds.map((id) => pulumi.output(id));
  const tables = Object.entries(routeTableIds);
  return {
    cidr,
    vpcId: pulumi.output(vpcId),
    subnetIds: subnets,
    routeTables: tables.map(([label, id]) => ({ label, id: pulumi.output(id) })),
    placeFor: () => ({ vpcId: pulumi.output(vpcId), subnetIds: pulumi.all(subnets) }),
  };
}
