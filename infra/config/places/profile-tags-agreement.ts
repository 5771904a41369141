import type { AgreeingValues, Disagreement } from "../disagreement";
import { segment } from "../repair/settings-of";
import { MOST_TAGS } from "./required-tags";

/** Tags of profiles that no one makes, and more than fit beside the required ones. */
export function profileTagsDisagreements(values: Partial<AgreeingValues>): Disagreement[] {
  return [...tagsOfNoProfile(values), ...moreTagsThanFit(values)];
}

function tagsOfNoProfile({ studioUserProfileTags = {}, studioUserProfiles }: Partial<AgreeingValues>): Disagreement[] {
  if (studioUserProfiles === undefined) return [];
  return Object.keys(studioUserProfileTags)
    .filter((name) => !studioUserProfiles.includes(name))
    .map((found) => {
      const fault = "is not in studioUserProfiles: only profiles that the program makes are tagged by it";
      return { key: "studioUserProfileTags", at: segment(found), found, fault, remove: true };
    });
}

/** A tag of a profile stands in place of a required one of that name, and takes no room beside it. */
function moreTagsThanFit({ studioUserProfileTags = {}, requiredTags = {} }: Partial<AgreeingValues>): Disagreement[] {
  return Object.entries(studioUserProfileTags).flatMap(([profile, tags]): Disagreement[] => {
    const count = Object.keys({ ...requiredTags, ...tags }).length;
    if (count <= MOST_TAGS || Object.keys(tags).length > MOST_TAGS) return [];
    const fault = `has ${count} tags with those of requiredTags, more than the ${MOST_TAGS} that there is room for`;
    return [{ key: "studioUserProfileTags", at: segment(profile), found: tags, fault, remove: true }];
  });
}
