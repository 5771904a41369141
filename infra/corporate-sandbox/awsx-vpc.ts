import type * as aws from "../aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * What we ask of `awsx.ec2.Vpc`, and nothing beside. awsx's own declarations lead to those of every AWS service, 31 MB in every type check;
 * a test holds these to them.
 */
export interface AwsxVpcArgs {
  readonly region: string;
  readonly cidrBlock: string;
  readonly numberOfAvailabilityZones: number;
  readonly enableDnsSupport: boolean;
  readonly natGateways: { readonly strategy: "None" };
  readonly subnetStrategy: "Auto";
  /** `cidrBlocks`: one for each zone. */
  readonly subnetSpecs: readonly { readonly type: "Public"; readonly cidrBlocks: readonly string[] }[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface AwsxVpc extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly routeTables: pulumi.Output<aws.ec2.RouteTable[]>;
}

interface AwsxModule {
  readonly Vpc: new (name: string, args: AwsxVpcArgs, opts: pulumi.ComponentResourceOptions) => AwsxVpc;
}

/**
 * A VPC of awsx's making. The package is loaded here and not at the top of a file: programs without a sandbox do not pay for it, and it
 * would have the CLI fetch its plugin, which makes the resources, for every stack.
 */
export function createAwsxVpc(name: string, args: AwsxVpcArgs, opts: pulumi.ComponentResourceOptions): AwsxVpc {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- lazily, and by the file, without awsx's other components
  const { Vpc } = require("@pulumi/awsx/ec2/vpc") as AwsxModule;
  return new Vpc(name, args, opts);
}
