import * as aws from "../aws";
import type * as pulumi from "@pulumi/pulumi";
import { tagsFor } from "../tags";

export interface InstanceArgs {
  readonly region: string;
  readonly subnetId: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  /** A script that runs as root when the machine starts for the first time. Another one makes the machine anew. */
  readonly userData?: pulumi.Input<string>;
  /** A fixed IPv4 address in the subnet. */
  readonly privateIp?: string;
  /** Name of the profile whose role the machine has; absent: it has none. */
  readonly instanceProfile?: pulumi.Input<string>;
}

/** The newest Amazon Linux 2023 for Arm. https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli */
const IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/**
 * A small machine that no key opens: credentials only by IMDSv2 and not past the machine itself, disk encrypted, no bursts that cost extra.
 * Its image is chosen once; AWS publishes another every other week, and each would replace the machine.
 */
export function createInstance(name: string, args: InstanceArgs, parent: pulumi.Resource): aws.ec2.Instance {
  const { region, subnetId, securityGroupId, userData, privateIp, instanceProfile } = args;
  return new aws.ec2.Instance(
    name,
    {
      region,
      ami: aws.getSsmParameterOutput({ name: IMAGE, region }, { parent }).insecureValue,
      // With half a gigabyte of memory (nano) the package manager is killed.
      instanceType: "t4g.micro",
      creditSpecification: { cpuCredits: "standard" },
      subnetId,
      // For the way out only, in place of a NAT gateway or three interface endpoints: no rule lets anyone in.
      associatePublicIpAddress: true,
      vpcSecurityGroupIds: [securityGroupId],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, volumeType: "gp3" },
      ...(privateIp !== undefined && { privateIp }),
      ...(userData !== undefined && { userData, userDataReplaceOnChange: true }),
      ...(instanceProfile !== undefined && { iamInstanceProfile: instanceProfile }),
      tags: tagsFor(name),
      volumeTags: tagsFor(name),
    },
    // A fixed address is free only once the machine before has gone.
    { parent, ignoreChanges: ["ami"], deleteBeforeReplace: true },
  );
}
