import type * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import type { MintingEndpoints } from "../../policies/minting-role";
import type { Settings } from "../config";
import { rStudioOf } from "../config/studio-apps/r-studio";
import type { Network } from "../network/network";
import { forEachPerson } from "../people/each-person";
import { CustomImages } from "./images/custom-images";
import { RStudioServer } from "./r-studio/r-studio-server";
import { StudioDomain } from "./studio-domain";
import { StudioSecurityGroups } from "./studio-security-groups";
import { UserProfiles } from "./user-profiles";

export interface StudioArgs {
  readonly settings: Settings;
  readonly place: pulumi.Output<Place>;
  /** Absent where the domain exists, which has a network of its own. */
  readonly network: Network | undefined;
  /** Networks of other VPCs that endpoints stand in. */
  readonly hubCidrs: readonly string[];
}

export interface Studio {
  readonly domainId: pulumi.Output<string>;
  /** Availability Zones in which a domain made here has its home folders, as AWS has it; 0 for one that was there before. */
  readonly zones: pulumi.Output<number>;
  /** Groups that the endpoints admit; none for a domain that lives in another VPC. */
  readonly appsSecurityGroupIds: pulumi.Output<string>[];
  /** What RStudio's server in a domain made here runs with; absent where there is none. */
  readonly rStudio: Pick<RStudioServer, "securityGroup" | "settingsForUpdate"> | undefined;
  /** Profiles come after the endpoints, because their execution roles name them. */
  readonly createProfiles: (
    endpoints: pulumi.Output<MintingEndpoints>,
    s3EndpointId: pulumi.Input<string> | undefined,
  ) => Promise<void>;
}

/**
 * The domain of config, or one of our own in the private network. An existing domain keeps its VPC and its security groups: profiles
 * made in it get an execution role of ours, and the domain's own network settings.
 */
export function createStudio(name: string, args: StudioArgs): Studio {
  const { settings, place, network, hubCidrs } = args;
  const own = settings.studioDomainId === "" ? network : undefined;
  const groups =
    own &&
    new StudioSecurityGroups(name, {
      region: settings.region,
      network: own,
      hubCidrs,
      serverCidrs: serverCidrs(settings),
    });
  const rStudio = own && createRStudio(`${name}-r-studio`, { settings, place, network: own, hubCidrs });
  const domain = own && groups && createDomain(name, { settings, place, network: own, rStudio }, groups);
  const domainId = domain ? domain.id : pulumi.output(settings.studioDomainId);
  const images = createImages(`${name}-images`, args);
  return {
    domainId,
    zones: domain ? domain.subnetIds.apply((ids) => ids.length) : pulumi.output(0),
    rStudio,
    appsSecurityGroupIds: groups ? [groups.appsGroup.id] : [],
    createProfiles: async (endpoints, s3EndpointId) => {
      const profiles = new UserProfiles(`${name}-profiles`, {
        region: settings.region,
        place,
        domainId,
        endpoints,
        dataBuckets: settings.studioDataBuckets,
        images: images?.attached ?? [],
        tags: settings.studioUserProfileTags,
        rStudio: rStudioOf(settings.rStudio),
        retainHomes: settings.retainStudioHomes,
        permissionsBoundaryArn: settings.permissionsBoundaryArn,
        ...(groups && { securityGroups: groups, ...(s3EndpointId !== undefined && { s3EndpointId }) }),
      });
      await forEachPerson(settings.studioUserProfiles, (userProfileName) => profiles.createProfile(userProfileName));
    },
  };
}

function createImages(name: string, { settings, place }: StudioArgs): CustomImages | undefined {
  const { region, customImages: images, permissionsBoundaryArn } = settings;
  return images.length === 0 ? undefined : new CustomImages(name, { region, place, images, permissionsBoundaryArn });
}

interface Inside extends StudioArgs {
  readonly network: Network;
}

function createRStudio(name: string, { settings, ...args }: Inside): RStudioServer | undefined {
  const { region, permissionsBoundaryArn } = settings;
  const rStudio = rStudioOf(settings.rStudio);
  return (
    rStudio &&
    new RStudioServer(name, {
      ...args,
      ...{ region, settings: rStudio, permissionsBoundaryArn },
      serverCidrs: serverCidrs(settings),
    })
  );
}

/** The company's own servers for RStudio are in its network; sessions fetch packages from there themselves. */
function serverCidrs({ rStudio, corporateCidrs }: Settings): readonly string[] {
  const { connectUrl, packageManagerUrl } = rStudioOf(rStudio) ?? {};
  return connectUrl === undefined && packageManagerUrl === undefined ? [] : corporateCidrs;
}

function createDomain(
  name: string,
  { settings, place, network, rStudio }: Omit<Inside, "hubCidrs"> & { readonly rStudio: RStudioServer | undefined },
  groups: StudioSecurityGroups,
): aws.sagemaker.Domain {
  const { domain } = new StudioDomain(`${name}-domain`, {
    region: settings.region,
    place,
    vpcId: network.vpcId,
    subnetIds: network.subnetIds,
    appsSecurityGroupId: groups.appsGroup.id,
    rStudio,
    retainHomes: settings.retainStudioHomes,
    permissionsBoundaryArn: settings.permissionsBoundaryArn,
  });
  return domain;
}
