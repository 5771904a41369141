import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import type { MintingEndpoints } from "../../policies/minting-role";
import { studioExecutionRolePolicy, studioExecutionRoleTrust } from "../../policies/studio-execution-role";
import type { ProfileTags, RStudio } from "../config";
import { rolePaths, withinLength } from "../names";
import { boundedBy } from "../permissions-boundary";
import { policyText } from "../place";
import { tagsFor } from "../tags";
import { settingsWithImages } from "./images/attached-images";
import type { AttachedImage } from "./images/custom-images";
import { seatOf } from "./r-studio/seat";
import type { StudioSecurityGroups } from "./studio-security-groups";

export interface UserProfilesArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  readonly domainId: pulumi.Input<string>;
  readonly endpoints: pulumi.Output<MintingEndpoints>;
  readonly dataBuckets: readonly string[];
  /** That each person may start apps with. */
  readonly images: readonly AttachedImage[];
  /** Beside, or in place of, those of every resource. */
  readonly tags: ProfileTags;
  /** Who has a seat in RStudio; absent where config says nothing about it. */
  readonly rStudio: RStudio | undefined;
  /** Protect profiles against deletion through Pulumi: its home folder would belong to no later one. */
  readonly retainHomes: boolean;
  /** Of the execution roles; "" for none. */
  readonly permissionsBoundaryArn: string;
  /** Absent for an existing domain, whose notebooks live in another network. */
  readonly s3EndpointId?: pulumi.Input<string>;
  /** Absent for an existing domain, whose own groups then apply. */
  readonly securityGroups?: StudioSecurityGroups;
}

/** IAM takes 64 characters, and Pulumi adds 8 to the resource's name. A profile's name may have 63. */
const LONGEST_ROLE_NAME = 56;

/** The people's user profiles, each with an execution role and a security group of its own. */
export class UserProfiles extends pulumi.ComponentResource {
  constructor(
    private readonly name: string,
    private readonly args: UserProfilesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:studio:UserProfiles", name, {}, opts);
    this.registerOutputs({});
  }

  createProfile(userProfileName: string): void {
    const { args } = this;
    const name = `${this.name}-${userProfileName}`;
    const role = new aws.iam.Role(
      withinLength(`${name}-role`, LONGEST_ROLE_NAME),
      {
        path: rolePaths().execution,
        assumeRolePolicy: policyText(args.place, (place) => studioExecutionRoleTrust(place, userProfileName)),
        // As of minting roles: the owner may be cut off.
        forceDetachPolicies: true,
        ...boundedBy(args.permissionsBoundaryArn),
        tags: tagsFor(`${name}-role`),
      },
      { parent: this },
    );
    const document = this.policyFor(userProfileName);
    const policy = new aws.iam.RolePolicy(`${name}-policy`, { role: role.id, policy: document }, { parent: this });
    const groups = args.securityGroups;
    const own = groups?.createProfileGroup(userProfileName);
    new aws.sagemaker.UserProfile(
      name,
      {
        region: args.region,
        domainId: args.domainId,
        userProfileName,
        userSettings: {
          executionRole: role.arn,
          ...(groups && own && { securityGroups: [groups.appsGroup.id, own.id] }),
          ...settingsWithImages(args.images),
          ...seatOf(userProfileName, args.rStudio),
        },
        tags: { ...args.tags[userProfileName], ...tagsFor(name) },
      },
      { parent: this, dependsOn: [policy], protect: args.retainHomes },
    );
  }

  private policyFor(userProfileName: string): pulumi.Output<string> {
    const { args } = this;
    const data = { buckets: args.dataBuckets, s3EndpointId: args.s3EndpointId };
    return policyText(
      { place: args.place, domainId: args.domainId, endpoints: args.endpoints, data },
      ({ place, domainId, endpoints, data }) =>
        studioExecutionRolePolicy(place, { domainId, userProfileName }, endpoints, data),
    );
  }
}
