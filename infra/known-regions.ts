import { nearestName } from "./config/nearest-name";

/**
 * Regions by name, as of November 2026: the partitions aws, aws-us-gov and aws-cn. A test holds the list against the SDK's.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/using-govcloud-endpoints.html
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html
 */
export const KNOWN_REGIONS: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "me-west-1",
  "mx-central-1",
  "sa-east-1",
  "sa-west-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "us-gov-east-1",
  "us-gov-west-1",
  "cn-north-1",
  "cn-northwest-1",
];

/** A Region's name may have as many letters wrong as its number and one more: otherwise another Region is as likely. */
const MOST_SLIPS = 3;

/**
 * The Region that a misspelt name, one in capitals or an Availability Zone's stands for.
 *
 * @param among the Regions to choose from
 */
export function nearRegion(text: string, among: readonly string[] = KNOWN_REGIONS): string | undefined {
  const name = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, "-");
  const zone = /^(.+-\d)[a-z]$/.exec(name)?.[1];
  if (zone !== undefined && among.includes(zone)) return zone;
  return nearestName(name, among, MOST_SLIPS);
}
