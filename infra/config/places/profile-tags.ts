import { isStudioName } from "../../../functions/contract/studio-profile";
import { isObject } from "../identity/members";
import type { Fault, Key } from "../key";
import { type RequiredTags, requiredTags } from "./required-tags";
import { segment, settingsOf } from "../repair/settings-of";

/** Tags of single user profiles, by profile: whose cost centre a person's Studio is, which team they are of. */
export type ProfileTags = Readonly<Record<string, RequiredTags>>;

const EXAMPLE = { at: ".alice.costCentre", value: "0815" };

export const studioUserProfileTags: Key<ProfileTags> = {
  type: "object",
  default: {},
  allowed: `{<profile of studioUserProfiles>: {name: value}}, each ${requiredTags.allowed}`,
  example: EXAMPLE,
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    return Object.entries(value).flatMap(([profile, tags]): Fault[] => {
      const place = segment(profile);
      if (!isStudioName(profile))
        return [{ at: place, found: profile, fault: "is not a user profile name", remove: true }];
      return requiredTags.faultsOf(tags).map((fault) => belowProfile(place, fault));
    });
  },
};

/** A fault of a tag has its fix at the tag's own place; one of the whole object has none. */
function belowProfile(place: string, fault: Fault): Fault {
  const at = `${place}${fault.at}`;
  if (fault.at !== "") return { ...fault, at };
  return { ...fault, at, fix: [{ at }, ...settingsOf({ costCentre: EXAMPLE.value }, place)] };
}
