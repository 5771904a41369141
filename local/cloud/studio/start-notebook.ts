import type { Answer } from "../answer";
import type { Incoming } from "../incoming";
import { createApp } from "../sagemaker/apps/apps";
import type { AppParts } from "../sagemaker/apps/deciding";
import { createSpace } from "../sagemaker/apps/spaces";
import { ownerName } from "../sagemaker/apps/studio-work";
import type { StudioProfile } from "../sagemaker/studio-profiles";

/** As Studio does it: what it creates carries tags. */
const TAGS = [{ Key: "sagemaker:shared", Value: "false" }];

/**
 * What Studio's own page does when its owner starts JupyterLab: with the profile's execution role, through the door the browser came by,
 * a private space of the owner's and the app in it.
 *
 * @returns the first refusal, or undefined when it runs
 */
export function startNotebook(parts: AppParts, request: Incoming, profile: StudioProfile): Answer | undefined {
  if (notebookStatus(parts, profile) !== undefined) return undefined;
  const { domainId, userProfileName, executionRole: roleArn = roleMadeElsewhere(parts) } = profile;
  const session = { roleArn, sessionName: "SageMaker", tags: {} };
  const asking = (body: unknown) => ({ request: { ...request, body: Buffer.from(JSON.stringify(body)) }, session });
  const inSpace = { DomainId: domainId, SpaceName: spaceOf(profile), Tags: TAGS };
  if (!parts.work.findSpace(domainId, inSpace.SpaceName)) {
    const space = {
      ...inSpace,
      OwnershipSettings: { OwnerUserProfileName: userProfileName },
      SpaceSharingSettings: { SharingType: "Private" },
    };
    const made = createSpace(parts, asking(space));
    if (made.status !== 200) return made;
  }
  const made = createApp(parts, asking({ ...inSpace, AppType: "JupyterLab", AppName: "default" }));
  return made.status === 200 ? undefined : made;
}

/** What a role that the program does not make may do is not known here, so it may do nothing. */
function roleMadeElsewhere({ authority }: AppParts): string {
  const { partition, account } = authority.place;
  return `arn:${partition}:iam::${account}:role/made-elsewhere`;
}

/** State of the profile's notebook; undefined when none runs. */
export function notebookStatus({ work }: AppParts, profile: StudioProfile): string | undefined {
  const apps = work.appsOf(profile.domainId).filter(({ owner }) => ownerName(owner) === spaceOf(profile));
  return apps.map((app) => work.statusOfApp(app)).find((status) => status !== "Deleted");
}

/** A space's name has at most 63 characters, as a profile's. */
function spaceOf({ userProfileName }: StudioProfile): string {
  return `lab-${userProfileName}`.slice(0, 63);
}
