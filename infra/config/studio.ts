import {
  isDomainId,
  isStudioName,
  LANDING_FORMS,
  SESSION_SECONDS,
  URL_SECONDS,
} from "../../functions/contract/studio-profile";
import { flag, integer, oneOf, optionalText } from "./key";
import { hyphenated, nearWord } from "./repair/near-value";
import { customImages } from "./studio-apps/custom-images";
import { studioUserProfileTags } from "./places/profile-tags";
import { rStudio } from "./studio-apps/r-studio";
import { textList } from "./text-list";

const NAME_RULE = "1 to 63 letters, digits and inner hyphens";

/** Which Studio, which profiles, and what a minted URL may at most do. */
export const STUDIO_KEYS = {
  studioDomainId: optionalText({
    allowed: "the id of an existing SageMaker domain in IAM mode, such as d-abcd1234efgh; none = the stack makes one",
    example: "d-abcd1234efgh",
    fault: (value) => (isDomainId(value) ? undefined : "is not a domain id"),
    mend: (value) => [/\bd-[a-z0-9]+/i.exec(value)?.[0].toLowerCase()],
  }),
  studioUserProfiles: profileList("alice", 2),
  studioUserProfileTags,
  existingStudioUserProfiles: profileList("bob", 1),
  mintingMode: oneOf(["sessionTags", "rolePerProfile"], "sessionTags"),
  studioUrlSeconds: integer({ ...URL_SECONDS, default: 60, unit: "seconds" }),
  studioUrlMaxSeconds: integer({ ...URL_SECONDS, default: 300, unit: "seconds" }),
  studioSessionMaxSeconds: integer({ ...SESSION_SECONDS, default: 28_800, unit: "seconds" }),
  studioLandingUris: textList({
    default: ["studio::"],
    allowed: `any of ${LANDING_FORMS.join(" ")}`,
    example: "studio::",
    fault: (value) => (LANDING_FORMS.some((form) => form === value) ? undefined : "is not a form of landing page"),
    mend: (value) => [nearWord(value, LANDING_FORMS)],
  }),
  studioSpaces: textList({
    default: [],
    allowed: `names of Studio spaces: ${NAME_RULE}`,
    example: "team-space",
    fault: (value) => (isStudioName(value) ? undefined : "is not a space name"),
    mend: (value) => [hyphenated(value).slice(0, 63)],
  }),
  studioDataBuckets: textList({
    default: [],
    allowed: "names of S3 buckets, without s3:// and without a path",
    example: "corp-training-data",
    fault: (value) => (isBucketName(value) ? undefined : "is not a bucket name"),
    mend: (value) => [bucketIn(value)],
  }),
  customImages,
  rStudio,
  retainStudioHomes: flag(true),
};

/**
 * SageMaker keeps Alice and alice apart; a person at a sign-in page does not. Two profiles that differ only by case would
 * be a slip that may become another person's Studio.
 *
 * @param shortest 2 where our domain names the profile to STS: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
function profileList(example: string, shortest: number) {
  return textList({
    default: [],
    allowed: `names of Studio user profiles: ${NAME_RULE.replace("1", String(shortest))}; no two that differ only by case`,
    example,
    fault: (value) => {
      if (!isStudioName(value)) return "is not a user profile name";
      return value.length < shortest
        ? "is too short: the domain sets it as source identity, which has 2 characters or more"
        : undefined;
    },
    mend: (value) => [hyphenated(value).slice(0, 63)],
    identity: (name) => name.toLowerCase(),
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(value: string): boolean {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value) || value.includes("..")) return false;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(value)) return false;
  const isReserved = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(value);
  return !isReserved;
}

/** The bucket of an address such as s3://name/key, or of an ARN. */
function bucketIn(value: string): string | undefined {
  return value
    .replace(/^(s3:\/\/|arn:[a-z-]+:s3:::)/i, "")
    .split("/")[0]
    ?.toLowerCase()
    .replaceAll(/[_\s]/g, "-");
}
