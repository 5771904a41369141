import { textMember } from "../identity/members";
import type { Key, TextRule } from "../key";

/** An id that EC2 gives: a prefix and 8 or 17 hex digits, e.g. "vpc-0123456789abcdef0". */
export function resourceId(prefix: string): TextRule {
  const pattern = new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);
  return {
    example: `${prefix}-0123456789abcdef0`,
    fault: (value) => (pattern.test(value) ? undefined : "is not well-formed"),
    mend: (value) => [value.toLowerCase()],
  };
}

/** The same as a member of an object in config. */
export function resourceIdMember(prefix: string): Key<unknown> {
  return textMember(resourceId(prefix));
}
