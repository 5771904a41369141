import { type Key, text, type TextRule } from "./key";

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html
const GROUP_NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

export const GROUP_NAME_RULE: Omit<TextRule, "example"> = {
  fault: (value) => (GROUP_NAME.test(value) ? undefined : "is not a group name"),
  mend: (value) => [value.replaceAll(/\s+/g, "-").slice(0, 128)],
};

export function groupName(preset: string): Key<string> {
  return text({
    default: preset,
    allowed: "the name of a Cognito group: 1 to 128 letters, digits and punctuation without space",
    example: preset,
    ...GROUP_NAME_RULE,
  });
}
