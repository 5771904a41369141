import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { SmokeTestEnvironment } from "../../functions/smoke-test/env";
import { OPERATIONS } from "../../functions/pool/operations";
import type { Place } from "../../policies/arns";
import { smokeTestPolicy } from "../../policies/rollout/smoke-test-role";
import type { Settings } from "../config";
import { bundled } from "../functions/bundle";
import { FunctionRole } from "../functions/function-role";
import type { LambdaFunction } from "../functions/lambda-function";
import { partitionOf } from "../partition";
import { policyText } from "../place";
import { tagsFor } from "../tags";

export interface SmokeTestArgs {
  readonly settings: Settings;
  readonly place: pulumi.Output<Place>;
  /** By the names of their deployment groups. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly application: aws.codedeploy.Application;
}

/** Two trials at most, one after the other: a version that is cold and never answers takes 28 seconds each. CodeDeploy waits for an hour. */
const TIMEOUT_SECONDS = 90;

/**
 * The function that CodeDeploy runs before a new version is given any call. It has no alias: CodeDeploy calls what the last update made, and
 * what it makes is known to CodeDeploy only. It runs outside the VPC, because neither CodeDeploy nor Lambda has an endpoint in it.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-lambda
 */
export class SmokeTest extends pulumi.ComponentResource {
  readonly function: aws.lambda.Function;

  constructor(name: string, args: SmokeTestArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:rollout:SmokeTest", name, {}, opts);
    const { settings } = args;
    const role = new FunctionRole(name, { ...settings, tracing: "off", inVpc: false }, { parent: this });
    const code = pulumi.output(bundled("smoke-test")).apply((folder) => new pulumi.asset.FileArchive(folder));
    this.function = new aws.lambda.Function(
      name,
      {
        region: settings.region,
        code,
        handler: "index.handler",
        runtime: settings.lambdaRuntime,
        architectures: [settings.lambdaArchitecture],
        role: role.role.arn,
        timeout: TIMEOUT_SECONDS,
        memorySize: 256,
        environment: { variables: { ...environmentOf(settings) } },
        loggingConfig: { logFormat: "JSON", logGroup: role.logGroup.name },
        tags: tagsFor(name),
      },
      { parent: this, dependsOn: [role.basePolicy] },
    );
    this.allow(`${name}-policy`, role, args);
    this.registerOutputs({ functionArn: this.function.arn });
  }

  /** It names the function, and the versions that this update has published, so it comes after them. */
  private allow(name: string, role: FunctionRole, { place, functions, application }: SmokeTestArgs): void {
    const versionArns = Object.values(functions).map(
      ({ function: code }) => pulumi.interpolate`${code.arn}:${code.version}`,
    );
    const known = { place, functionArn: this.function.arn, versionArns, applicationName: application.name };
    new aws.iam.RolePolicy(
      name,
      {
        role: role.role.id,
        policy: policyText(known, ({ place: where, ...names }) =>
          smokeTestPolicy(where, { ...names, groups: Object.keys(functions) }),
        ),
      },
      { parent: role },
    );
  }
}

function environmentOf({ region, rekognitionRegions, rekognitionOperations }: Settings): SmokeTestEnvironment {
  const [operation] = rekognitionRegions.length === 0 ? [] : rekognitionOperations;
  return {
    DNS_SUFFIX: partitionOf(region).dnsSuffix,
    POOL_OPERATION: operation === undefined ? "" : OPERATIONS[operation].path,
  };
}
