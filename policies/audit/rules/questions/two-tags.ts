/** What a session that mints has to be told: whose profile it is for, by two tags and no third. */
import { and, type Formula, key, not } from "../../encode/vocabulary";

export const TAGS = ["StudioDomainId", "StudioUserProfile"] as const;

/** @param domainIds those whose profiles may be named */
export function exactlyTheTwoTags(domainIds: readonly string[]): Formula {
  const profile = key("aws:RequestTag/StudioUserProfile");
  return and(
    key("aws:RequestTag/StudioDomainId").is(...domainIds),
    profile.like("?*"),
    not(profile.like("*/*")),
    not(key("aws:TagKeys").someOtherThan(...TAGS)),
  );
}
