import type { Answer } from "../../answer";
import { jsonResult } from "../operation";
import {
  appArn,
  type AppParts,
  type Asking,
  decideOn,
  denied,
  inUse,
  missing,
  ownershipOf,
  refusedTagging,
} from "./deciding";
import { page } from "./page";
import { readApp, readListing } from "./requests";
import { type App, type AppName, ownerName } from "./studio-work";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListApps.html */
export function listApps(parts: AppParts, asking: Asking): Answer {
  const listing = readListing(asking.request.body.toString("utf8"));
  const decision = decideOn(parts, asking, "ListApps", "*");
  if (!decision.allowed) return denied(asking, decision);
  const domains = listing.domainId === undefined ? parts.profiles.domainIds() : [listing.domainId];
  const found = domains
    .flatMap((domainId) => parts.work.appsOf(domainId))
    .filter(({ owner }) => {
      const { userProfileName: profile, spaceName: space } = listing;
      const isProfiles = profile === undefined || ("userProfileName" in owner && owner.userProfileName === profile);
      return isProfiles && (space === undefined || ("spaceName" in owner && owner.spaceName === space));
    });
  return jsonResult(
    page(
      "Apps",
      found.map((app) => described(parts, app)),
      listing,
    ),
    decision,
  );
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeApp.html */
export function describeApp(parts: AppParts, asking: Asking): Answer {
  const name = readApp(asking.request.body.toString("utf8"));
  const arn = appArn(parts, name);
  const decision = decideOn(parts, asking, "DescribeApp", arn);
  if (!decision.allowed) return denied(asking, decision);
  const app = parts.work.findApp(name);
  return app ? jsonResult({ ...described(parts, app), AppArn: arn }, decision) : missing(`App [${arn}]`, decision);
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateApp.html */
export function createApp(parts: AppParts, asking: Asking): Answer {
  const { hasTags, ...name } = readApp(asking.request.body.toString("utf8"));
  const arn = appArn(parts, name);
  const decision = decideOn(parts, asking, "CreateApp", arn, ownershipOf(parts, spaceOf(parts, name)));
  if (!decision.allowed) return denied(asking, decision);
  const untagged = hasTags ? refusedTagging(parts, asking, "CreateApp", arn) : undefined;
  if (untagged) return untagged;
  if (!hasOwner(parts, name)) return missing(`The owner [${ownerName(name.owner)}] of App [${arn}]`, decision);
  const before = parts.work.findApp(name);
  if (before && parts.work.statusOfApp(before) !== "Deleted") return inUse(`App [${arn}] already exists.`, decision);
  parts.work.addApp(name);
  return jsonResult({ AppArn: arn }, decision);
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteApp.html */
export function deleteApp(parts: AppParts, asking: Asking): Answer {
  const name = readApp(asking.request.body.toString("utf8"));
  const arn = appArn(parts, name);
  const decision = decideOn(parts, asking, "DeleteApp", arn, ownershipOf(parts, spaceOf(parts, name)));
  if (!decision.allowed) return denied(asking, decision);
  const app = parts.work.findApp(name);
  const status = app && parts.work.statusOfApp(app);
  if (!app || status === "Deleted") return missing(`App [${arn}]`, decision);
  if (status === "Pending") return inUse(`App [${arn}] is in status Pending.`, decision);
  parts.work.deleteApp(app);
  return jsonResult({}, decision);
}

function spaceOf({ work }: AppParts, { domainId, owner }: AppName) {
  return "spaceName" in owner ? work.findSpace(domainId, owner.spaceName) : undefined;
}

function hasOwner(parts: AppParts, name: AppName): boolean {
  if ("spaceName" in name.owner) return spaceOf(parts, name) !== undefined;
  return parts.profiles.find(name.domainId, name.owner.userProfileName) !== undefined;
}

function described({ work }: AppParts, app: App) {
  const { domainId, owner, appType, appName, createdAt } = app;
  return {
    DomainId: domainId,
    ...("spaceName" in owner ? { SpaceName: owner.spaceName } : { UserProfileName: owner.userProfileName }),
    AppType: appType,
    AppName: appName,
    Status: work.statusOfApp(app),
    CreationTime: createdAt.getTime() / 1000,
  };
}
