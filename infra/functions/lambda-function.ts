import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { builtArchive } from "../built-archive";
import type { Rollout, Settings } from "../config";
import { tagsFor } from "../tags";
import { bundled } from "./bundle";
import type { FunctionName } from "./entries";
import { withinLambdasLimit } from "./environment-size";
import type { FunctionRole } from "./function-role";

export interface LambdaFunctionArgs {
  readonly region: string;
  /** Whether CodeDeploy gives a new version its calls; otherwise the update does. */
  readonly rollout: Rollout;
  readonly tracing: Settings["tracing"];
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
    const code = pulumi.output(bundled(args.bundle)).apply(builtArchive);
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
        ...(args.tracing === "xray" && { tracingConfig: { mode: "Active" } }),
        loggingConfig: { logFormat: "JSON", logGroup: args.role.logGroup.name },
        ...(args.vpc && {
          vpcConfig: { subnetIds: args.vpc.subnetIds, securityGroupIds: args.vpc.securityGroupIds },
        }),
        tags: tagsFor(name),
      },
      { parent: this, dependsOn: [args.role.basePolicy, ...args.rolePolicies] },
    );
    this.live = this.createAlias(`${name}-live`, args);
    this.registerOutputs({ functionArn: this.function.arn, liveArn: this.live.arn });
  }

  /**
   * With guarded rollouts the version is CodeDeploy's to change. The provider would move the alias with the very update that publishes a
   * version, before anything could judge it, and take away what CodeDeploy has set meanwhile; so it sets the first version only. Nothing else
   * of the alias ever changes: an update of it would send the version that the state has.
   * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_alias
   */
  private createAlias(name: string, { region, rollout }: LambdaFunctionArgs): aws.lambda.Alias {
    const { name: functionName, version: functionVersion } = this.function;
    const ignoreChanges = "off" in rollout ? [] : ["functionVersion", "routingConfig"];
    return new aws.lambda.Alias(
      name,
      { region, name: LIVE, functionName, functionVersion },
      { parent: this, ignoreChanges },
    );
  }
}
