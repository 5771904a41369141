import {
  type AppDetails,
  paginateListApps,
  paginateListSpaces,
  type SageMakerClient,
  type SpaceDetails,
} from "@aws-sdk/client-sagemaker";

/** An app, as ListApps tells of it. */
export interface FoundApp {
  readonly owner: { readonly kind: "profile" | "space"; readonly name: string };
  /** E.g. "JupyterLab". */
  readonly type: string;
  readonly name: string;
  /** Pending, InService, Deleting, Deleted or Failed. */
  readonly status: string;
}

/** A space, as ListSpaces tells of it. */
export interface FoundSpace {
  readonly name: string;
  /** The profile that owns it, when it has an owner. */
  readonly owner?: string;
  readonly isPrivate: boolean;
  /** Pending, InService, Updating, Update_Failed, Failed, Deleting or Delete_Failed. */
  readonly status: string;
}

export interface Found {
  readonly apps: readonly FoundApp[];
  readonly spaces: readonly FoundSpace[];
}

/** Everything of a domain, or what these profiles launched and own: all of that has to go before the profiles can. */
export async function find(
  client: SageMakerClient,
  domainId: string,
  profiles: readonly string[] | undefined,
): Promise<Found> {
  const apps: FoundApp[] = [];
  const spaces: FoundSpace[] = [];
  for await (const { Apps = [] } of paginateListApps({ client, pageSize: 100 }, { DomainIdEquals: domainId }))
    apps.push(...Apps.map(foundApp));
  for await (const { Spaces = [] } of paginateListSpaces({ client, pageSize: 100 }, { DomainIdEquals: domainId }))
    spaces.push(...Spaces.map(foundSpace));
  return profiles === undefined ? { apps, spaces } : ofProfiles({ apps, spaces }, profiles);
}

/**
 * "All apps launched by a user profile and all spaces owned by the user profile must be deleted to delete the user profile."
 * https://docs.aws.amazon.com/sagemaker/latest/dg/domain-user-profile-remove.html
 */
export function ofProfiles({ apps, spaces }: Found, profiles: readonly string[]): Found {
  const owned = spaces.filter(({ owner }) => owner !== undefined && profiles.includes(owner));
  const isTheirs = ({ owner }: FoundApp) =>
    owner.kind === "profile" ? profiles.includes(owner.name) : owned.some(({ name }) => name === owner.name);
  return { apps: apps.filter(isTheirs), spaces: owned };
}

function foundApp({ UserProfileName, SpaceName, AppType, AppName = "", Status }: AppDetails): FoundApp {
  const owner =
    SpaceName === undefined
      ? { kind: "profile" as const, name: UserProfileName ?? "" }
      : { kind: "space" as const, name: SpaceName };
  return { owner, type: AppType ?? "", name: AppName, status: Status ?? "" };
}

function foundSpace(details: SpaceDetails): FoundSpace {
  const { SpaceName: name = "", Status: status = "", OwnershipSettingsSummary, SpaceSharingSettingsSummary } = details;
  const owner = OwnershipSettingsSummary?.OwnerUserProfileName;
  const isPrivate = SpaceSharingSettingsSummary?.SharingType === "Private";
  return { name, status, isPrivate, ...(owner !== undefined && { owner }) };
}
