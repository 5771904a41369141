import { isStudioName } from "../../../functions/contract/studio-profile";
import { faultsOfMembers, isObject, type Members, textMember } from "../identity/members";
import { type Fault, type Key, oneOf } from "../key";
import { hyphenated } from "../repair/near-value";
import { segment } from "../repair/settings-of";

/** What a person is in RStudio: https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-create-user.html */
export const R_STUDIO_GROUPS = ["R_STUDIO_USER", "R_STUDIO_ADMIN"] as const;
export type RStudioGroup = (typeof R_STUDIO_GROUPS)[number];

/** RStudio in the domain, and who of its profiles has a seat. */
export interface RStudio {
  /** By profile; those that are not named have no access. `{}`: everything is made, and no one has access yet. */
  readonly accessGroups: Readonly<Record<string, RStudioGroup>>;
  /** Of the company's own servers, where it has them; of a domain that is made here. */
  readonly connectUrl?: string;
  readonly packageManagerUrl?: string;
}

const EXAMPLE = "https://packages.corp.example";
const SERVER = {
  fault: (value: string) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || value.length > 1024) return "is not a web address";
    if (url.username !== "" || url.password !== "") return "carries a user name";
    return url.protocol === "https:" ? undefined : "is not https";
  },
  mend: (value: string) => [value.replace(/^http:/, "https:"), `https://${value}`],
  example: EXAMPLE,
};
const group = oneOf(R_STUDIO_GROUPS, "R_STUDIO_USER");

const accessGroups: Key<RStudio["accessGroups"]> = {
  type: "object",
  allowed: "",
  example: { at: ".alice", value: "R_STUDIO_USER" },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    return Object.entries(value).flatMap(([name, found]): Fault[] => {
      const at = segment(name);
      if (isStudioName(name)) return group.faultsOf(found).map((fault) => ({ ...fault, at }));
      const near = hyphenated(name).slice(0, 63);
      const fix = isStudioName(near) ? [{ at }, { at: segment(near), value: "R_STUDIO_USER" }] : [{ at }];
      return [{ at, found: name, fault: "is not a user profile name", fix }];
    });
  },
};

const MEMBERS: Members = {
  accessGroups: { key: accessGroups, isRequired: true },
  connectUrl: { key: textMember({ ...SERVER, example: "https://connect.corp.example" }) },
  packageManagerUrl: { key: textMember(SERVER) },
};

/** `{}`: the program does nothing about RStudio. */
export const rStudio: Key<RStudio | Readonly<Record<string, never>>> = {
  type: "object",
  default: {},
  allowed: `{accessGroups: {<profile>: ${R_STUDIO_GROUPS.join(" or ")}}, connectUrl?, packageManagerUrl?}, the profiles of studioUserProfiles; or {}`,
  example: { at: ".accessGroups.alice", value: "R_STUDIO_USER" },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    return Object.keys(value).length === 0 ? [] : faultsOfMembers(value, MEMBERS, "of rStudio");
  },
};

/** RStudio as config says it; undefined where it says nothing. */
export function rStudioOf(value: RStudio | Readonly<Record<string, never>> | undefined): RStudio | undefined {
  return value !== undefined && "accessGroups" in value ? (value as RStudio) : undefined;
}
