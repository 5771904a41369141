/** The one place that knows AWS's partitions: ARN prefix, DNS suffixes, names of endpoint services. */

export type PartitionId = "aws" | "aws-cn" | "aws-us-gov";

export interface Partition {
  /** Second element of every ARN. */
  readonly partition: PartitionId;
  /** Domain of the service endpoints, e.g. `<api-id>.execute-api.<region>.<dnsSuffix>`. */
  readonly dnsSuffix: "amazonaws.com" | "amazonaws.com.cn";
  /**
   * Domain of Studio's own pages: `<domain-id>.studio.<region>.<studioDnsSuffix>`. AWS documents it for `aws` only; elsewhere
   * this is an assumption, and a wrong one shows as a refused URL (the mint checks the host), never as an open door.
   */
  readonly studioDnsSuffix: "sagemaker.aws";
  readonly hasCognitoUserPools: boolean;
  /**
   * Second label of a user pool's sign-in pages, `<prefix>.<label>.<region>.amazoncognito.com`.
   * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
   */
  readonly cognitoSignInLabel: "auth" | "auth-fips";
  /** IAM is one in a whole partition: where it answers, and the Region that requests to it are signed for. https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
  readonly iam: { readonly host: string; readonly region: string };
}

interface PartitionRow extends Partition {
  readonly regions: RegExp;
  /** Interface endpoint services whose name has a `cn.` in front; AWS lists them one by one, there is no rule. */
  readonly prefixedServices: ReadonlySet<string>;
}

const NO_SERVICES: ReadonlySet<string> = new Set();

// The patterns are those of the SDKs' partition metadata: a Region opened tomorrow is in its partition without a release.
const PARTITIONS: readonly PartitionRow[] = [
  {
    partition: "aws",
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/,
    dnsSuffix: "amazonaws.com",
    studioDnsSuffix: "sagemaker.aws",
    hasCognitoUserPools: true,
    cognitoSignInLabel: "auth",
    iam: { host: "iam.amazonaws.com", region: "us-east-1" },
    prefixedServices: NO_SERVICES,
  },
  {
    partition: "aws-cn",
    regions: /^cn-[a-z]+-\d+$/,
    dnsSuffix: "amazonaws.com.cn",
    studioDnsSuffix: "sagemaker.aws",
    hasCognitoUserPools: false,
    cognitoSignInLabel: "auth",
    iam: { host: "iam.cn-north-1.amazonaws.com.cn", region: "cn-north-1" },
    // https://docs.amazonaws.cn/en_us/vpc/latest/privatelink/aws-services-privatelink-support.html
    prefixedServices: new Set(["execute-api", "sagemaker.api", "sagemaker.runtime", "sts", "s3"]),
  },
  {
    partition: "aws-us-gov",
    regions: /^us-gov-[a-z]+-\d+$/,
    dnsSuffix: "amazonaws.com",
    studioDnsSuffix: "sagemaker.aws",
    hasCognitoUserPools: true,
    cognitoSignInLabel: "auth-fips",
    iam: { host: "iam.us-gov.amazonaws.com", region: "us-gov-west-1" },
    prefixedServices: NO_SERVICES,
  },
];

/** The services we open endpoints to, by the last part of the endpoint service's name. */
export type EndpointService =
  | "execute-api"
  | "sagemaker.api"
  | "sagemaker.runtime"
  | "studio"
  | "sts"
  | "logs"
  | "s3"
  | "dynamodb"
  | "rekognition"
  | "events"
  | "ecr.api"
  | "ecr.dkr"
  | "license-manager";

/** The partition of a Region, or undefined for anything that is in none of the three. */
export function findPartition(region: string): Partition | undefined {
  return rowOf(region);
}

/** @throws Error for a Region that is in none of the three partitions; settings are checked before, so this is a bug. */
export function partitionOf(region: string): Partition {
  return requiredRowOf(region);
}

/**
 * The name `ec2:CreateVpcEndpoint` knows a service by.
 *
 * @param type matters in aws-cn only, where S3's gateway endpoint is named differently from its interface endpoint
 */
export function endpointServiceName(
  region: string,
  service: EndpointService,
  type: "Interface" | "Gateway" = "Interface",
): string {
  // https://docs.aws.amazon.com/sagemaker/latest/dg/studio-interface-endpoint.html: reversed order, other first label
  if (service === "studio") return `aws.sagemaker.${region}.studio`;
  const isPrefixed = type === "Interface" && requiredRowOf(region).prefixedServices.has(service);
  return `${isPrefixed ? "cn." : ""}com.amazonaws.${region}.${service}`;
}

function rowOf(region: string): PartitionRow | undefined {
  return PARTITIONS.find(({ regions }) => regions.test(region));
}

function requiredRowOf(region: string): PartitionRow {
  const row = rowOf(region);
  if (row === undefined) throw new Error(`The Region "${region}" is in no partition that is known here.`);
  return row;
}
