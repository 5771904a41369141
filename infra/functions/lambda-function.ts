import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { tagsFor } from "../tags";
import { bundled } from "./bundle";
import type { FunctionName } from "./entries";
import { withinLambdasLimit } from "./environment-size";
import type { FunctionRole } from "./function-role";

export interface LambdaFunctionArgs {
  readonly region: string;
  readonly bundle: FunctionName;
  readonly role: FunctionRole;
  /** Lambda checks the role when it makes a function in a VPC, so the role's policies come first. */
  readonly rolePolicies: readonly pulumi.Resource[];
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly runtime: string;
  readonly architecture: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Executions at once, taken out of the account's for this function alone. Absent: it shares them. */
  readonly reservedConcurrency?: number;
  readonly layers?: readonly pulumi.Input<string>[];
  /** Absent: the function runs outside the VPC and reaches public addresses only. */
  readonly vpc?: { readonly subnetIds: pulumi.Input<string>[]; readonly securityGroupIds: pulumi.Input<string>[] };
}

/** One function from its own bundle, with its own role and log group. */
export class LambdaFunction extends pulumi.ComponentResource {
  readonly function: aws.lambda.Function;

  constructor(name: string, args: LambdaFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:functions:LambdaFunction", name, {}, opts);
    const code = pulumi.output(bundled(args.bundle)).apply((folder) => new pulumi.asset.FileArchive(folder));
    this.function = new aws.lambda.Function(
      name,
      {
        region: args.region,
        code,
        handler: "index.handler",
        runtime: args.runtime,
        architectures: [args.architecture],
        role: args.role.role.arn,
        timeout: args.timeoutSeconds,
        memorySize: args.memoryMb,
        ...(args.reservedConcurrency !== undefined && { reservedConcurrentExecutions: args.reservedConcurrency }),
        ...(args.layers && { layers: [...args.layers] }),
        environment: { variables: withinLambdasLimit(name, args.environment) },
        loggingConfig: { logFormat: "JSON", logGroup: args.role.logGroup.name },
        ...(args.vpc && {
          vpcConfig: { subnetIds: args.vpc.subnetIds, securityGroupIds: args.vpc.securityGroupIds },
        }),
        tags: tagsFor(name),
      },
      { parent: this, dependsOn: [args.role.basePolicy, ...args.rolePolicies] },
    );
    this.registerOutputs({ functionArn: this.function.arn });
  }
}
