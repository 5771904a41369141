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

/** The one name that callers of a function know: which published version is behind it may change, their permissions do not. */
const LIVE = "live";

/**
 * One function from its own bundle, with its own role and log group. Every update publishes a version, a snapshot of code and configuration
 * that is never changed again, and only the alias is called.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
export class LambdaFunction extends pulumi.ComponentResource {
  readonly function: aws.lambda.Function;
  /** What API Gateway and queues call. */
  readonly live: aws.lambda.Alias;

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
        publish: true,
        loggingConfig: { logFormat: "JSON", logGroup: args.role.logGroup.name },
        ...(args.vpc && {
          vpcConfig: { subnetIds: args.vpc.subnetIds, securityGroupIds: args.vpc.securityGroupIds },
        }),
        tags: tagsFor(name),
      },
      { parent: this, dependsOn: [args.role.basePolicy, ...args.rolePolicies] },
    );
    this.live = this.createAlias(`${name}-live`, args.region);
    this.registerOutputs({ functionArn: this.function.arn, liveArn: this.live.arn });
  }

  private createAlias(name: string, region: string): aws.lambda.Alias {
    const { name: functionName, version: functionVersion } = this.function;
    return new aws.lambda.Alias(name, { region, name: LIVE, functionName, functionVersion }, { parent: this });
  }
}
