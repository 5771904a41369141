/** The one list of AWS's prices: what the program, its pages and its commands know of money. Pure. */

/** The day on which the list was gone through. Prices are US dollars without tax, at the first tier, without free allowances and discounts. */
export const PRICES_OF = "2026-11-30";

interface Entry {
  /** What one unit is. */
  readonly unit: string;
  /** Where AWS publishes it. */
  readonly page: string;
  /** By Region; `others` is what a Region that is not named is reckoned with, and is never confirmed. */
  readonly usd: Readonly<Record<string, number>> & { readonly others: number };
  /** Regions whose figure was read on that day on a page of AWS or in a published extract of its price list; the rest is from memory. */
  readonly confirmed: readonly string[];
}

const EVERYWHERE = ["*"];
const CLOUDWATCH = "https://aws.amazon.com/cloudwatch/pricing/";
const LAMBDA = "https://aws.amazon.com/lambda/pricing/";
const PRIVATELINK = "https://aws.amazon.com/privatelink/pricing/";
const REKOGNITION = "https://aws.amazon.com/rekognition/pricing/";
const S3 = "https://aws.amazon.com/s3/pricing/";

const TABLE = {
  interfaceEndpointHour: {
    unit: "hour and zone",
    page: PRIVATELINK,
    usd: {
      "us-east-1": 0.01,
      "us-east-2": 0.01,
      "us-west-2": 0.01,
      "eu-central-1": 0.012,
      "eu-west-1": 0.011,
      "eu-west-2": 0.011,
      others: 0.013,
    },
    confirmed: ["us-east-1", "eu-central-1"],
  },
  interfaceEndpointGb: { unit: "GB", page: PRIVATELINK, usd: { others: 0.01 }, confirmed: EVERYWHERE },
  resolverAddressHour: {
    unit: "hour and address",
    page: "https://repost.aws/knowledge-center/route-53-resolver-endpoint-costs",
    usd: { others: 0.125 },
    confirmed: EVERYWHERE,
  },
  transitGatewayAttachmentHour: {
    unit: "hour",
    page: "https://aws.amazon.com/transit-gateway/pricing/",
    usd: { "us-east-1": 0.05, "eu-central-1": 0.06, others: 0.07 },
    confirmed: ["us-east-1"],
  },
  /** t4g.micro with Linux. */
  smallMachineHour: {
    unit: "hour",
    page: "https://aws.amazon.com/ec2/pricing/on-demand/",
    usd: { "us-east-1": 0.0084, "eu-central-1": 0.0096, "eu-west-1": 0.0092, others: 0.0134 },
    confirmed: ["us-east-1"],
  },
  publicAddressHour: {
    unit: "hour",
    page: "https://aws.amazon.com/vpc/pricing/",
    usd: { "us-east-1": 0.005, others: 0.005 },
    confirmed: ["us-east-1"],
  },
  diskGb: {
    unit: "GB and month",
    page: "https://aws.amazon.com/ebs/pricing/",
    usd: { "us-east-1": 0.08, "eu-central-1": 0.0952, "eu-west-1": 0.088, others: 0.152 },
    confirmed: ["us-east-1"],
  },
  regionToRegionGb: {
    unit: "GB",
    page: "https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer",
    usd: { "us-east-1": 0.02, "eu-central-1": 0.02, "eu-west-1": 0.02, "eu-west-2": 0.02, others: 0.09 },
    confirmed: [],
  },
  alarmMetric: { unit: "month", page: CLOUDWATCH, usd: { "us-east-1": 0.1, others: 0.1 }, confirmed: ["us-east-1"] },
  compositeAlarm: { unit: "month", page: CLOUDWATCH, usd: { "us-east-1": 0.5, others: 0.5 }, confirmed: ["us-east-1"] },
  metric: { unit: "month", page: CLOUDWATCH, usd: { "us-east-1": 0.3, others: 0.3 }, confirmed: ["us-east-1"] },
  dashboard: {
    unit: "month",
    page: CLOUDWATCH,
    usd: { "us-east-1": 3, "eu-central-1": 3, others: 3 },
    confirmed: ["us-east-1", "eu-central-1"],
  },
  logGb: {
    unit: "GB written",
    page: CLOUDWATCH,
    usd: { "us-east-1": 0.5, "eu-central-1": 0.63, "eu-west-1": 0.57, others: 0.76 },
    confirmed: ["us-east-1", "eu-central-1"],
  },
  key: { unit: "month", page: "https://aws.amazon.com/kms/pricing/", usd: { others: 1 }, confirmed: EVERYWHERE },
  apiRequest: {
    unit: "request",
    page: "https://aws.amazon.com/api-gateway/pricing/",
    usd: { "us-east-1": 3.5e-6, "eu-central-1": 3.7e-6, others: 4.25e-6 },
    confirmed: ["us-east-1", "eu-central-1"],
  },
  trace: {
    unit: "trace recorded",
    page: "https://aws.amazon.com/xray/pricing/",
    usd: { others: 5e-6 },
    confirmed: EVERYWHERE,
  },
  lambdaRequest: {
    unit: "request",
    page: LAMBDA,
    usd: { "us-east-1": 2e-7, "eu-central-1": 2e-7, others: 2e-7 },
    confirmed: ["us-east-1", "eu-central-1"],
  },
  lambdaGbSecond: {
    unit: "GB-second on arm64",
    page: LAMBDA,
    usd: { "us-east-1": 1.33334e-5, others: 1.33334e-5 },
    confirmed: ["us-east-1"],
  },
  compareFaces: {
    unit: "image",
    page: REKOGNITION,
    usd: { "us-east-1": 0.001, "us-east-2": 0.001, "us-west-2": 0.001, "eu-west-1": 0.001, others: 0.00125 },
    confirmed: ["us-east-1"],
  },
  detection: {
    unit: "image",
    page: REKOGNITION,
    usd: { "us-east-1": 0.001, "us-east-2": 0.001, "us-west-2": 0.001, "eu-west-1": 0.001, others: 0.00125 },
    confirmed: ["us-east-1"],
  },
  s3Put: { unit: "request", page: S3, usd: { "us-east-1": 5e-6, others: 5.4e-6 }, confirmed: [] },
  s3Get: { unit: "request", page: S3, usd: { "us-east-1": 4e-7, others: 4.3e-7 }, confirmed: [] },
  s3GbMonth: { unit: "GB and month", page: S3, usd: { "us-east-1": 0.023, others: 0.0245 }, confirmed: [] },
  queueRequest: {
    unit: "request",
    page: "https://aws.amazon.com/sqs/pricing/",
    usd: { others: 4e-7 },
    confirmed: [],
  },
  tableRead: {
    unit: "read request unit",
    page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    usd: { "us-east-1": 1.25e-7, others: 1.525e-7 },
    confirmed: [],
  },
  tableWrite: {
    unit: "write request unit",
    page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    usd: { "us-east-1": 6.25e-7, others: 7.625e-7 },
    confirmed: [],
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type PriceName = keyof typeof TABLE;

export interface Price {
  readonly usd: number;
  readonly unit: string;
  readonly page: string;
  /** Whether the figure of this Region was read on the day of the list. */
  readonly isConfirmed: boolean;
}

export const PRICE_NAMES = Object.keys(TABLE) as readonly PriceName[];

/** What one unit costs in a Region. */
export function priceOf(name: PriceName, region: string): Price {
  const { unit, page, usd, confirmed }: Entry = TABLE[name];
  const isNamed = Object.hasOwn(usd, region);
  const isConfirmed = confirmed.includes("*") || (isNamed && confirmed.includes(region));
  return { usd: (isNamed ? usd[region] : undefined) ?? usd.others, unit, page, isConfirmed };
}
