import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import { rolloutRolePolicy, rolloutRoleTrust } from "../../policies/rollout/codedeploy-role";
import type { GuardedRollout, Settings } from "../config";
import type { LambdaFunction } from "../functions/lambda-function";
import { stackLabel } from "../names";
import { boundedBy } from "../permissions-boundary";
import { policyText } from "../place";
import { tagsFor } from "../tags";
import { SmokeTest } from "./smoke-test";
import { startLine } from "./start-line";
import { trafficOf } from "./traffic";

export interface GuardedRolloutsArgs {
  readonly settings: Settings;
  readonly rollout: GuardedRollout;
  readonly place: pulumi.Output<Place>;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** Names of the alarms that decide; at most ten. */
  readonly judges: pulumi.Input<string>[];
}

/**
 * Traffic moves from a function's version to the next one by CodeDeploy, step by step, and back when an alarm turns red.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-lambda.html
 */
export class GuardedRollouts extends pulumi.ComponentResource {
  /** For each function, the line that gives its newest version traffic. */
  readonly startLines: Readonly<Record<string, pulumi.Output<string>>>;
  private readonly region: string;

  constructor(
    private readonly name: string,
    private readonly args: GuardedRolloutsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:rollout:GuardedRollouts", name, {}, opts);
    this.region = args.settings.region;
    const application = new aws.codedeploy.Application(
      name,
      { region: this.region, name: stackLabel(), computePlatform: "Lambda", tags: tagsFor(name) },
      { parent: this },
    );
    const smokeTest = new SmokeTest("smoke-test", { ...args, application }, { parent: this });
    const { role, policy } = this.createRole(smokeTest.function.arn);
    const traffic = this.createTraffic();
    this.startLines = Object.fromEntries(
      Object.entries(args.functions).map(([code, target]) => {
        const group = this.createGroup(code, { application, role, traffic, after: policy });
        return [code, startLine({ region: this.region, application, group, target, smokeTest: smokeTest.function })];
      }),
    );
    this.registerOutputs({ applicationName: application.name });
  }

  private createRole(smokeTestArn: pulumi.Output<string>): {
    readonly role: aws.iam.Role;
    readonly policy: aws.iam.RolePolicy;
  } {
    const { settings, place, functions } = this.args;
    const role = new aws.iam.Role(
      `${this.name}-role`,
      {
        assumeRolePolicy: policyText({ place }, (known) => rolloutRoleTrust(known.place)),
        ...boundedBy(settings.permissionsBoundaryArn),
        tags: tagsFor(`${this.name}-role`),
      },
      { parent: this },
    );
    const functionArns = Object.values(functions).map((code) => code.function.arn);
    const policy = new aws.iam.RolePolicy(
      `${this.name}-policy`,
      {
        role: role.id,
        policy: policyText({ place, functionArns, smokeTestArn }, (known) => rolloutRolePolicy(known.place, known)),
      },
      { parent: this },
    );
    return { role, policy };
  }

  /** Its name is AWS's to give: a configuration cannot be changed, and the next one stands beside it until the groups have it. */
  private createTraffic(): aws.codedeploy.DeploymentConfig {
    return new aws.codedeploy.DeploymentConfig(
      `${this.name}-traffic`,
      { region: this.region, computePlatform: "Lambda", trafficRoutingConfig: trafficOf(this.args.rollout) },
      { parent: this },
    );
  }

  private createGroup(
    code: string,
    parts: {
      readonly application: aws.codedeploy.Application;
      readonly role: aws.iam.Role;
      readonly traffic: aws.codedeploy.DeploymentConfig;
      readonly after: pulumi.Resource;
    },
  ): aws.codedeploy.DeploymentGroup {
    const { judges, rollout } = this.args;
    return new aws.codedeploy.DeploymentGroup(
      `${code}-rollout`,
      {
        region: this.region,
        appName: parts.application.name,
        deploymentGroupName: code,
        serviceRoleArn: parts.role.arn,
        deploymentConfigName: parts.traffic.deploymentConfigName,
        deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
        autoRollbackConfiguration: {
          enabled: true,
          events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
        },
        // An alarm that is red already stops a deployment at once, also one that would repair it: that is what ignoreAlarms is for.
        alarmConfiguration: { alarms: judges, enabled: rollout.ignoreAlarms === undefined },
        tags: tagsFor(`${code}-rollout`),
      },
      { parent: this, dependsOn: [parts.after] },
    );
  }
}
