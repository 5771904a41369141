import type { Answer } from "../../answer";
import { jsonResult } from "../operation";
import { type AppParts, type Asking, decideOn, denied } from "./deciding";
import { page } from "./page";
import { readListing } from "./requests";

/** The program's profiles. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListUserProfiles.html */
export function listUserProfiles(parts: AppParts, asking: Asking): Answer {
  const listing = readListing(asking.request.body.toString("utf8"));
  const decision = decideOn(parts, asking, "ListUserProfiles", "*");
  if (!decision.allowed) return denied(asking, decision);
  const found = parts.profiles.all().filter(({ domainId }) => (listing.domainId ?? domainId) === domainId);
  const shown = found.map((profile) => ({
    DomainId: profile.domainId,
    UserProfileName: profile.userProfileName,
    Status: parts.profiles.statusOf(profile),
  }));
  return jsonResult(page("UserProfiles", shown, listing), decision);
}
