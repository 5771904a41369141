import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { toPolicyJson } from "../../policies/document";
import { functionInVpcPolicy, functionLogPolicy, functionRoleTrust } from "../../policies/function-role";
import type { Settings } from "../config";
import { createLogGroup, type LogSettings } from "../log-group";
import { boundedBy } from "../permissions-boundary";
import { policyText } from "../place";
import { tagsFor } from "../tags";

export interface FunctionRoleArgs extends LogSettings {
  /** Inside the VPC Lambda needs to manage network interfaces with this role. */
  readonly inVpc: boolean;
  /** With `xray`, Lambda records calls of the function with this role. */
  readonly tracing: Settings["tracing"];
  /** "" for none. */
  readonly permissionsBoundaryArn: string;
  /** In place of `<name>-base-policy`, for a function that config may take out of the VPC: see `createAuthorizer`. */
  readonly policyName?: string;
}

/** A function's role and its own log group. Made before the function, because endpoint and trust policies name the role. */
export class FunctionRole extends pulumi.ComponentResource {
  readonly role: aws.iam.Role;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly basePolicy: aws.iam.RolePolicy;

  constructor(name: string, args: FunctionRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:functions:FunctionRole", name, {}, opts);
    this.logGroup = createLogGroup(`${name}-log`, args, this);
    this.role = new aws.iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: toPolicyJson(functionRoleTrust()),
        ...boundedBy(args.permissionsBoundaryArn),
        tags: tagsFor(`${name}-role`),
      },
      { parent: this },
    );
    const policy = args.inVpc ? functionInVpcPolicy : functionLogPolicy;
    const isTraced = args.tracing === "xray";
    this.basePolicy = new aws.iam.RolePolicy(
      args.policyName ?? `${name}-base-policy`,
      { role: this.role.id, policy: policyText({ logGroupArn: this.logGroup.arn, isTraced }, policy) },
      { parent: this },
    );
    this.registerOutputs({ roleArn: this.role.arn });
  }
}
