import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import { toPolicyJson } from "../../policies/document";
import { studioDefaultRolePolicy } from "../../policies/studio-default-role";
import { studioDefaultRoleTrust } from "../../policies/studio-execution-role";
import { stackLabel } from "../names";
import { boundedBy } from "../permissions-boundary";
import { policyText } from "../place";
import { tagsFor } from "../tags";
import type { RStudioServer } from "./r-studio/r-studio-server";

export interface StudioDomainArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly appsSecurityGroupId: pulumi.Input<string>;
  /** Protect the domain against deletion through Pulumi; and if it is made with this, keep the home folders' EFS when it goes all the same. */
  readonly retainHomes: boolean;
  /** Absent where the domain has no RStudio. */
  readonly rStudio: RStudioServer | undefined;
  /** Of the default role; "" for none. */
  readonly permissionsBoundaryArn: string;
}

/**
 * What stays as it was when the domain was made. The provider replaces a domain, and with it everyone's profile and home folder, for
 * another name or other subnets, although SageMaker can add subnets (https://github.com/hashicorp/terraform-provider-aws/issues/48778),
 * and every update of a VpcOnly domain fails (https://github.com/hashicorp/terraform-provider-aws/issues/45528): so RStudio is turned on
 * with the domain, or by hand (infra/studio/r-studio/README.md).
 */
const UNCHANGEABLE = [
  "domainName",
  "subnetIds",
  "retentionPolicy",
  "appSecurityGroupManagement",
  "domainSettings",
  "defaultUserSettings.rStudioServerProAppSettings",
];

/** A Studio domain in IAM mode (Identity Center mode knows no network restriction), reachable through the VPC only. */
export class StudioDomain extends pulumi.ComponentResource {
  readonly domain: aws.sagemaker.Domain;

  constructor(name: string, args: StudioDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:studio:StudioDomain", name, {}, opts);
    const defaultRole = this.createDefaultRole(name, args);
    const { rStudio } = args;
    this.domain = new aws.sagemaker.Domain(
      name,
      {
        region: args.region,
        domainName: stackLabel(),
        authMode: "IAM",
        appNetworkAccessType: "VpcOnly",
        vpcId: args.vpcId,
        subnetIds: args.subnetIds,
        defaultUserSettings: {
          executionRole: defaultRole.arn,
          securityGroups: [args.appsSecurityGroupId],
          defaultLandingUri: "studio::",
          studioWebPortal: "ENABLED",
          // Of a profile made by hand; those of config say it themselves.
          ...(rStudio && { rStudioServerProAppSettings: { accessStatus: "DISABLED" } }),
        },
        // CloudTrail then names the profile behind every call of a notebook.
        domainSettings: { executionRoleIdentityConfig: "USER_PROFILE_NAME", ...rStudio?.domainSettings },
        ...(rStudio && { appSecurityGroupManagement: "Service" }),
        retentionPolicy: { homeEfsFileSystem: args.retainHomes ? "Retain" : "Delete" },
        tags: tagsFor(name),
      },
      {
        parent: this,
        protect: args.retainHomes,
        ignoreChanges: UNCHANGEABLE,
        ...(rStudio && { dependsOn: [rStudio.licencePolicy] }),
      },
    );
    rStudio?.letItStartAgain(this.domain.id);
    this.warnOfLeftovers(args.retainHomes);
    this.registerOutputs({ domainId: this.domain.id });
  }

  /** What becomes of the file system was settled when the domain was made. */
  private warnOfLeftovers(retainHomes: boolean): void {
    pulumi.all([this.domain.retentionPolicy, this.domain.homeEfsFileSystemId]).apply(([policy, fileSystem]) => {
      if (retainHomes || policy?.homeEfsFileSystem !== "Retain") return;
      const command = `aws efs delete-file-system --file-system-id ${fileSystem}`;
      void pulumi.log.warn(`The home folders outlive the Studio domain; after a destroy: ${command}`, this.domain);
    });
  }

  /** A domain must have a default role; ours allows nothing, so that a profile made by hand opens no side door. */
  private createDefaultRole(name: string, args: StudioDomainArgs): aws.iam.Role {
    const role = new aws.iam.Role(
      `${name}-default-role`,
      {
        assumeRolePolicy: policyText(args.place, studioDefaultRoleTrust),
        ...boundedBy(args.permissionsBoundaryArn),
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
