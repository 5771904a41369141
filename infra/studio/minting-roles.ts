import * as pulumi from "@pulumi/pulumi";
import { anyMintingRoleDigest, mintingRoleDigest } from "../../functions/studio-url/env";
import type { Place } from "../../policies/arns";
import { type MintingEndpoints, mintingRolePolicy, mintingRolePolicyForProfile } from "../../policies/minting-role";
import {
  type CrossAccountGuard,
  mintingRoleTrust,
  mintingRoleTrustForProfile,
} from "../../policies/minting-role-trust";
import * as aws from "../aws";
import { mintingRoleNamePrefix, rolePaths } from "../names";
import { forEachPerson } from "../people/each-person";
import { boundedBy } from "../permissions-boundary";
import { policyText } from "../place";
import { tagsFor } from "../tags";

export interface MintingRolesArgs {
  readonly mode: "sessionTags" | "rolePerProfile";
  readonly place: pulumi.Output<Place>;
  readonly domainId: pulumi.Input<string>;
  /** sessionTags: domains that rows of the mapping table may name beside it. */
  readonly furtherDomainIds: readonly string[];
  readonly functionRoleArn: pulumi.Input<string>;
  readonly endpoints: pulumi.Output<MintingEndpoints>;
  /** "" for none. */
  readonly permissionsBoundaryArn: string;
  /** sessionTags: where the function is in another account, the name by which its list knows the role, and what the trust asks for beside. */
  readonly elsewhere?: { readonly roleName: string; readonly guard: CrossAccountGuard };
}

interface RoleTexts {
  readonly trust: pulumi.Output<string>;
  readonly permissions: pulumi.Output<string>;
  readonly physicalName?: pulumi.Input<string>;
}

/**
 * The roles that make presigned URLs. `sessionTags`: one role, narrowed per request by two session tags. `rolePerProfile`: a role per
 * profile with its literal ARN, for accounts where Studio's own re-check of a session turns out to lack session tags.
 */
export class MintingRoles extends pulumi.ComponentResource {
  /**
   * What the studio-url function may become: the one role, or with `rolePerProfile` all that are named like one of them. Five hundred ARNs
   * would not fit into a role's 10,240 characters of inline policies, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   */
  readonly assumable: pulumi.Output<string>;
  /** What the studio-url function gets as MINTING_ROLE_ARN: the one role, or the start of every profile's role. */
  readonly functionSetting: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: MintingRolesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:studio:MintingRoles", name, {}, opts);
    if (args.mode === "sessionTags") {
      this.assumable = this.createSharedRole();
      this.functionSetting = this.assumable;
    } else {
      this.functionSetting = args.place.apply(
        ({ partition, account }) =>
          `arn:${partition}:iam::${account}:role${rolePaths().minting}${mintingRoleNamePrefix()}`,
      );
      this.assumable = pulumi.interpolate`${this.functionSetting}${anyMintingRoleDigest()}`;
    }
    this.registerOutputs({ assumable: this.assumable });
  }

  private createSharedRole(): pulumi.Output<string> {
    const { place, endpoints, functionRoleArn, domainId, furtherDomainIds, elsewhere } = this.args;
    const trust = policyText({ functionRoleArn, domainId }, (known) =>
      mintingRoleTrust({ ...known, furtherDomainIds, ...(elsewhere && { guard: elsewhere.guard }) }),
    );
    const permissions = policyText({ place, endpoints }, ({ place, endpoints }) => mintingRolePolicy(place, endpoints));
    const physicalName = elsewhere && { physicalName: elsewhere.roleName };
    return this.createRole(this.name, { trust, permissions, ...physicalName });
  }

  /** rolePerProfile: for every profile that the gateway may mint for; sessionTags: nothing, because the one role is there for all. */
  async createRoles(userProfileNames: readonly string[]): Promise<void> {
    if (this.args.mode === "rolePerProfile") await forEachPerson(userProfileNames, (name) => this.createRoleFor(name));
  }

  private createRoleFor(userProfileName: string): void {
    const { place, endpoints, domainId, functionRoleArn } = this.args;
    const trust = policyText({ functionRoleArn }, mintingRoleTrustForProfile);
    const permissions = policyText({ place, endpoints, domainId }, ({ place, endpoints, domainId }) =>
      mintingRolePolicyForProfile(place, endpoints, { domainId, userProfileName }),
    );
    const physicalName = pulumi
      .output(domainId)
      .apply((domainId) => `${mintingRoleNamePrefix()}${mintingRoleDigest(domainId, userProfileName)}`);
    this.createRole(`${this.name}-${userProfileName}`, { trust, permissions, physicalName });
  }

  private createRole(name: string, { trust, permissions, physicalName }: RoleTexts): pulumi.Output<string> {
    const { permissionsBoundaryArn, elsewhere } = this.args;
    const role = new aws.iam.Role(
      name,
      {
        // Account and name are all that a gateway's list says of a role: it has no path.
        ...(elsewhere === undefined && { path: rolePaths().minting }),
        ...(physicalName && { name: physicalName }),
        assumeRolePolicy: trust,
        // A role with a policy that is not in the state could not be deleted: that of a person who is cut off (policies/operator) has one.
        forceDetachPolicies: true,
        ...boundedBy(permissionsBoundaryArn),
        tags: tagsFor(name),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(`${name}-policy`, { role: role.id, policy: permissions }, { parent: this });
    return role.arn;
  }
}
