/**
 * The Regions that have Rekognition Image, and how an operation's record says what AWS's default quota is in each: what the program falls
 * back on when AWS cannot be asked. https://docs.aws.amazon.com/general/latest/gr/rekognition.html
 */

/** The day the page was read. */
export const QUOTAS_AS_OF = "2026-11-22";

/** Where most operations have a larger default than elsewhere. */
const LARGE = ["us-east-1", "us-west-2", "eu-west-1"] as const;
const USUAL = [
  "us-east-2",
  "us-west-1",
  "ap-south-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-5",
  "ap-southeast-7",
  "eu-central-1",
  "eu-south-2",
  "eu-west-2",
  "sa-east-1",
  "ca-central-1",
  "il-central-1",
  "us-gov-west-1",
] as const;

/** A Region that has Rekognition Image. */
export type RekognitionRegionName = (typeof LARGE | typeof USUAL)[number];

/** In no particular order. */
export const REKOGNITION_REGIONS: readonly RekognitionRegionName[] = [...LARGE, ...USUAL];

/** Calls a second in every Region; 0 where the Region does not have the operation. */
export type RegionalQuotas = Readonly<Record<RekognitionRegionName, number>>;

/** The Region does not have the operation. */
export const ABSENT = 0;

/**
 * @param large calls a second in the three Regions of larger defaults
 * @param usual in all others
 * @param others where it is neither
 */
export function quotas(large: number, usual: number, others: Partial<RegionalQuotas> = {}): RegionalQuotas {
  const usually = [...LARGE.map((region) => [region, large]), ...USUAL.map((region) => [region, usual])];
  return { ...(Object.fromEntries(usually) as RegionalQuotas), ...others };
}
