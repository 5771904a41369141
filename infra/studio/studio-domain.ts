import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import { toPolicyJson } from "../../policies/document";
import { studioDefaultRolePolicy } from "../../policies/studio-default-role";
import { studioDefaultRoleTrust } from "../../policies/studio-execution-role";
import { policyText } from "../place";
import { tagsFor } from "../tags";

export interface StudioDomainArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly appsSecurityGroupId: pulumi.Input<string>;
  /** Keep the home folders' EFS when the domain goes. It holds its subnets in place, so a destroy then stops at the network. */
  readonly retainHomes: boolean;
}

/** A Studio domain in IAM mode (Identity Center mode knows no network restriction), reachable through the VPC only. */
export class StudioDomain extends pulumi.ComponentResource {
  readonly domain: aws.sagemaker.Domain;

  constructor(name: string, args: StudioDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:studio:StudioDomain", name, {}, opts);
    const defaultRole = this.createDefaultRole(name, args);
    this.domain = new aws.sagemaker.Domain(
      name,
      {
        region: args.region,
        domainName: name,
        authMode: "IAM",
        appNetworkAccessType: "VpcOnly",
        vpcId: args.vpcId,
        subnetIds: args.subnetIds,
        defaultUserSettings: {
          executionRole: defaultRole.arn,
          securityGroups: [args.appsSecurityGroupId],
          defaultLandingUri: "studio::",
          studioWebPortal: "ENABLED",
        },
        // CloudTrail then names the profile behind every call of a notebook.
        domainSettings: { executionRoleIdentityConfig: "USER_PROFILE_NAME" },
        retentionPolicy: { homeEfsFileSystem: args.retainHomes ? "Retain" : "Delete" },
        tags: tagsFor(name),
      },
      { parent: this },
    );
    this.registerOutputs({ domainId: this.domain.id });
  }

  /** A domain must have a default role; ours allows nothing, so that a profile made by hand opens no side door. */
  private createDefaultRole(name: string, args: StudioDomainArgs): aws.iam.Role {
    const role = new aws.iam.Role(
      `${name}-default-role`,
      {
        assumeRolePolicy: policyText(args.place, studioDefaultRoleTrust),
        tags: tagsFor(`${name}-default-role`),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      `${name}-default-role-policy`,
      { role: role.id, policy: toPolicyJson(studioDefaultRolePolicy()) },
      { parent: this },
    );
    return role;
  }
}
