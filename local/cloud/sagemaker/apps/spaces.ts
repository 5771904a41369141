import type { Answer } from "../../answer";
import { jsonResult } from "../operation";
import {
  type AppParts,
  type Asking,
  decideOn,
  denied,
  inUse,
  missing,
  ownershipOf,
  refusedTagging,
  spaceArn,
} from "./deciding";
import { page } from "./page";
import { readListing, readSpace } from "./requests";
import type { Space } from "./studio-work";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListSpaces.html */
export function listSpaces(parts: AppParts, asking: Asking): Answer {
  const listing = readListing(asking.request.body.toString("utf8"));
  const decision = decideOn(parts, asking, "ListSpaces", "*");
  if (!decision.allowed) return denied(asking, decision);
  const domains = listing.domainId === undefined ? parts.profiles.domainIds() : [listing.domainId];
  const found = domains.flatMap((domainId) => parts.work.spacesOf(domainId));
  return jsonResult(
    page(
      "Spaces",
      found.map((space) => summary(parts, space)),
      listing,
    ),
    decision,
  );
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeSpace.html */
export function describeSpace(parts: AppParts, asking: Asking): Answer {
  const asked = readSpace(asking.request.body.toString("utf8"));
  const arn = spaceArn(parts, asked);
  const decision = decideOn(parts, asking, "DescribeSpace", arn);
  if (!decision.allowed) return denied(asking, decision);
  const space = parts.work.findSpace(asked.domainId, asked.spaceName);
  if (!space) return missing(`Space [${arn}]`, decision);
  return jsonResult(
    {
      DomainId: space.domainId,
      SpaceArn: arn,
      SpaceName: space.spaceName,
      Status: parts.work.statusOfSpace(space),
      CreationTime: space.createdAt.getTime() / 1000,
      OwnershipSettings: { OwnerUserProfileName: space.ownerProfile },
      SpaceSharingSettings: { SharingType: space.sharing },
      ...(parts.work.statusOfSpace(space) === "Delete_Failed" && { FailureReason: space.failureReason }),
    },
    decision,
  );
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateSpace.html */
export function createSpace(parts: AppParts, asking: Asking): Answer {
  const { hasTags, ...space } = readSpace(asking.request.body.toString("utf8"));
  const arn = spaceArn(parts, space);
  const decision = decideOn(parts, asking, "CreateSpace", arn, ownershipOf(parts, space));
  if (!decision.allowed) return denied(asking, decision);
  const untagged = hasTags ? refusedTagging(parts, asking, "CreateSpace", arn) : undefined;
  if (untagged) return untagged;
  if (!parts.profiles.hasDomain(space.domainId)) return missing(`Domain [${space.domainId}]`, decision);
  if (parts.work.findSpace(space.domainId, space.spaceName)) return inUse(`Space [${arn}] already exists.`, decision);
  parts.work.addSpace(space);
  return jsonResult({ SpaceArn: arn }, decision);
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteSpace.html */
export function deleteSpace(parts: AppParts, asking: Asking): Answer {
  const { work } = parts;
  const asked = readSpace(asking.request.body.toString("utf8"));
  const arn = spaceArn(parts, asked);
  const space = work.findSpace(asked.domainId, asked.spaceName);
  const decision = decideOn(parts, asking, "DeleteSpace", arn, ownershipOf(parts, space));
  if (!decision.allowed) return denied(asking, decision);
  if (!space) return missing(`Space [${arn}]`, decision);
  const apps = work
    .appsOf(space.domainId)
    .filter(({ owner }) => "spaceName" in owner && owner.spaceName === space.spaceName);
  if (apps.some((app) => work.statusOfApp(app) !== "Deleted"))
    return inUse(`Unable to delete Space [${arn}] because App(s) are associated with it.`, decision);
  work.deleteSpace(space);
  return jsonResult({}, decision);
}

function summary({ work }: AppParts, space: Space) {
  return {
    DomainId: space.domainId,
    SpaceName: space.spaceName,
    Status: work.statusOfSpace(space),
    CreationTime: space.createdAt.getTime() / 1000,
    OwnershipSettingsSummary: { OwnerUserProfileName: space.ownerProfile },
    SpaceSharingSettingsSummary: { SharingType: space.sharing },
  };
}
