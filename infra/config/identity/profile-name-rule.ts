import { type ProfileNameRule, RULE_MEMBERS } from "../../../functions/contract/studio-profile";
import { flag, type Key, text } from "../key";
import { faultsOfMembers, isObject, type Members } from "./members";

/** The steps from a person's name to a profile's: functions/contract/studio-profile.ts, where it is said why each can be undone. */
export const profileNameRule: Key<ProfileNameRule> = {
  type: "object",
  default: {},
  allowed:
    "{} or some of stripPrefix: CorpIdP_, stripDomain: corp.example, lowerCase: true, separators: one to three of . _ -",
  example: { at: ".separators", value: "." },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    return faultsOfMembers(value, MEMBERS, "of this rule");
  },
};

const MEMBERS: Members = {
  stripPrefix: { key: member("stripPrefix", "CorpIdP_", () => []) },
  stripDomain: { key: member("stripDomain", "corp.example", (value) => [value.toLowerCase().replace(/^.*@/, "")]) },
  lowerCase: { key: flag(false) },
  separators: { key: member("separators", ".", (value) => [[...new Set(value.replaceAll(/[^._-]/g, ""))].join("")]) },
};

function member(name: keyof ProfileNameRule, example: string, mend: (value: string) => string[]): Key<unknown> {
  const { allowed, isRight } = RULE_MEMBERS[name];
  return text({
    default: "",
    allowed,
    example,
    mend,
    fault: (value) => (isRight(value) ? undefined : `is not ${allowed}`),
  });
}
