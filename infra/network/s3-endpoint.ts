import type * as aws from "../aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ExistingEndpoints } from "./existing/existing-endpoints";
import { createGatewayEndpoint } from "./gateway-endpoint";
import type { Caller } from "./interface-endpoint";
import type { Network } from "./network";
import { allowOut } from "./traffic";

export interface S3EndpointArgs {
  readonly region: string;
  readonly network: Network;
  readonly policy: pulumi.Input<string>;
  readonly existing: ExistingEndpoints | undefined;
  /** Security groups of Studio's apps, which are let out to it. */
  readonly apps: readonly Caller[];
}

/** S3's gateway endpoint, made here or there before, and the apps' way to it. */
export function openS3Endpoint(name: string, args: S3EndpointArgs, parent: pulumi.Resource): aws.ec2.VpcEndpoint {
  const { region, network, policy, existing, apps } = args;
  const endpoint =
    existing?.of("s3")?.endpoint ?? createGatewayEndpoint(name, { region, network, service: "s3", policy }, parent);
  for (const { label, peer } of apps) {
    if (!("referencedSecurityGroupId" in peer)) continue;
    const traffic = {
      securityGroupId: peer.referencedSecurityGroupId,
      peer: { prefixListId: endpoint.prefixListId },
    };
    const rule = { ...traffic, region, protocol: "tcp", port: 443, description: "S3 through its endpoint" } as const;
    allowOut(`${name}-for-${label}`, rule, parent);
  }
  return endpoint;
}
