import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { toPolicyJson } from "../../policies/document";
import { apiGatewayLoggingTrust } from "../../policies/api-gateway-logging-trust";
import type { Settings } from "../config";
import { boundedBy } from "../permissions-boundary";
import { partitionOf } from "../partition";
import { createLogGroup } from "../log-group";
import { tagsFor } from "../tags";
import { accessLogFormat } from "./access-log";

export interface ApiStageArgs {
  readonly settings: Settings;
  readonly api: aws.apigateway.RestApi;
  /** A change here makes a new deployment; without one, AWS goes on serving the old policy and authorizer. */
  readonly triggers: Readonly<Record<string, pulumi.Input<string>>>;
  /** Everything a deployment takes its snapshot of. */
  readonly after: readonly pulumi.Resource[];
}

/** What is served: a deployment of everything above, under one stage, with an access log that holds no secrets. */
export class ApiStage extends pulumi.ComponentResource {
  readonly stage: aws.apigateway.Stage;
  readonly accessLog: aws.cloudwatch.LogGroup;

  constructor(
    private readonly name: string,
    private readonly args: ApiStageArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:api:ApiStage", name, {}, opts);
    const region = args.settings.region;
    const deployment = new aws.apigateway.Deployment(
      `${name}-deployment`,
      { region, restApi: args.api.id, triggers: { ...args.triggers } },
      { parent: this, dependsOn: [...args.after] },
    );
    this.accessLog = createLogGroup(`${name}-access-log`, args.settings, this);
    this.stage = new aws.apigateway.Stage(
      `${name}-stage`,
      {
        region,
        restApi: args.api.id,
        deployment: deployment.id,
        stageName: args.settings.stageName,
        accessLogSettings: { destinationArn: this.accessLog.arn, format: accessLogFormat(args.settings) },
        ...(args.settings.tracing === "xray" && { xrayTracingEnabled: true }),
        tags: tagsFor(`${name}-stage`),
      },
      { parent: this, dependsOn: this.createAccountRole() },
    );
    this.registerOutputs({});
  }

  /**
   * The role with which API Gateway writes any log is one setting for the account and Region, shared by all its APIs. It cannot be looked
   * up, and destroying the resource clears it for the whole account: it is made only when config says so, and kept on destroy.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  private createAccountRole(): pulumi.Resource[] {
    const { settings } = this.args;
    if (!settings.createApiGatewayAccount) return [];
    const opts = { parent: this, retainOnDelete: true };
    const role = new aws.iam.Role(
      `${this.name}-account-logging`,
      {
        assumeRolePolicy: toPolicyJson(apiGatewayLoggingTrust()),
        ...boundedBy(settings.permissionsBoundaryArn),
        tags: tagsFor(`${this.name}-account-logging`),
      },
      opts,
    );
    const attachment = new aws.iam.RolePolicyAttachment(
      `${this.name}-account-logging-policy`,
      {
        role: role.name,
        policyArn: `arn:${partitionOf(settings.region).partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
      },
      opts,
    );
    return [
      new aws.apigateway.Account(
        `${this.name}-account`,
        { region: settings.region, cloudwatchRoleArn: role.arn },
        { ...opts, dependsOn: [attachment] },
      ),
    ];
  }
}
