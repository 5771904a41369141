import { isObject } from "../identity/members";
import { type Fault, faultOfText, type Key } from "../key";
import { segment } from "../repair/settings-of";

/** Tags that everything takes beside our own, by name. */
export type RequiredTags = Readonly<Record<string, string>>;

/** What every service takes: some know more characters. https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const CHARACTERS = /^[\p{L}\p{N} +\-=._:/@]*$/u;
const LONGEST_NAME = 128;
const LONGEST_VALUE = 256;
/** A resource takes 50, and has three of ours. */
export const MOST_TAGS = 47;

/** Tags of the program's: two name their owner, by which resources are found again. */
const OURS = ["Name", "project", "stack"];
/** A role's own tags count as its sessions' (aws:PrincipalTag), and the minting role is narrowed by these. */
const OF_SESSIONS = ["studiodomainid", "studiouserprofile"];

const VALUE = {
  fault: (value: string) => {
    if (value.length > LONGEST_VALUE) return `is longer than the ${LONGEST_VALUE} characters that AWS takes`;
    return CHARACTERS.test(value) ? undefined : "has characters that not every service takes";
  },
  mend: (value: string) => [value.replaceAll(/[^\p{L}\p{N} +\-=._:/@]/gu, "-").slice(0, LONGEST_VALUE)],
  example: "ml-platform",
};

export const requiredTags: Key<RequiredTags> = {
  type: "object",
  default: {},
  allowed:
    "up to 47 tags {name: value}: names of 1 to 128 and values of up to 256 letters, digits, spaces and + - = . _ : / @; " +
    "not Name, project, stack, aws:… or the names of session tags",
  example: { at: ".costCentre", value: "ml-platform" },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    const entries = Object.entries(value);
    return entries.flatMap(([name, text], index): Fault[] => {
      const at = segment(name);
      const fault =
        faultOfName(name) ??
        (index < MOST_TAGS ? undefined : `is one tag more than the ${MOST_TAGS} that there is room for`);
      if (fault !== undefined) return [{ at, found: text, fault, remove: true }];
      return faultOfText(text, at, VALUE);
    });
  },
};

function faultOfName(name: string): string | undefined {
  if (name === "" || name.length > LONGEST_NAME || !CHARACTERS.test(name))
    return "has a name that AWS takes for no tag";
  if (/^aws:/i.test(name)) return "has a name that AWS keeps for itself";
  if (OURS.includes(name)) return "is a tag of the program's own";
  if (OF_SESSIONS.includes(name.toLowerCase()))
    return "is a session tag, which a minting session without it is told apart by";
  return undefined;
}
