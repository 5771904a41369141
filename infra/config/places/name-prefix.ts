import { type Key, optionalText } from "../key";

/** What a prefix stands before, in the names that leave it the least room, and how long AWS lets them be. */
const TIGHTEST = [
  {
    // mint-<stack>-<profile>, infra/names.ts. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    name: "the name of a profile's minting role",
    after: "mint-".length + 8 + "-".length + 32,
    longest: 64,
  },
  {
    // gateway-<stack>-<account>. https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
    name: "the host name of the sign-in page",
    after: "gateway-".length + 8 + "-".length + 12,
    longest: 63,
  },
  {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    name: "the name of the images bucket",
    after: "images-".length + 7,
    longest: 63,
  },
] as const;

const FORM = /^[a-z][a-z0-9-]*$/;
/** Of sign-in hosts: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html */
const RESERVED_WORDS = /aws|amazon|cognito/;
/** Of security groups and of buckets. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
const RESERVED_BEGINNINGS = /^(sg-|xn--|sthree-|amzn-)/;

const MOST = Math.min(...TIGHTEST.map(({ after, longest }) => longest - after));

/** What every name in the account begins with; "" = names as the program makes them. */
export const namePrefix: Key<string> = optionalText({
  allowed: `lower-case letters, digits and hyphens, beginning with a letter, at most ${MOST}, without aws, amazon and cognito and not beginning with sg-; empty means none`,
  example: "acme-ml-",
  fault: faultOfPrefix,
  mend: (value) => {
    const plain = value.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-");
    return [plain, plain.replace(/(aws|amazon|cognito)-?/g, "").replace(RESERVED_BEGINNINGS, ""), plain.slice(0, MOST)];
  },
});

function faultOfPrefix(value: string): string | undefined {
  if (!FORM.test(value)) return "has characters that not every name takes";
  const [word] = RESERVED_WORDS.exec(value) ?? [];
  if (word !== undefined) return `contains ${word}, which AWS keeps for itself in the host name of the sign-in page`;
  const [beginning] = RESERVED_BEGINNINGS.exec(value) ?? [];
  if (beginning !== undefined) return `begins with ${beginning}, which AWS keeps for itself`;
  const tooLong = TIGHTEST.filter(({ after, longest }) => value.length + after > longest);
  if (tooLong.length === 0) return undefined;
  const names = tooLong.map(
    ({ name, after, longest }) => `${name} ${value.length + after} characters long (of ${longest})`,
  );
  return `has ${value.length} characters, and makes ${names.join(" and ")}`;
}
