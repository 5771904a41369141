/**
 * Services whose actions resource control policies restrict, by the prefix of their actions, as AWS listed them in September 2026.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
const COVERED: ReadonlySet<string> = new Set(
  (
    "aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch cloudtrail-data codeartifact " +
    "codebuild codecommit codepipeline cognito-identity cognito-idp comprehend comprehendmedical compute-optimizer " +
    "cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift health inspector-scan kendra kinesisvideo kms " +
    "logs memorydb networkmonitor notifications opensearch pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 " +
    "secretsmanager servicediscovery signin sqs sts support swf textract timestream-influxdb transcribe transfer translate wafv2 " +
    "workspaces xray"
  ).split(" "),
);

/** API Gateway, Lambda, Rekognition and SageMaker are not among them: what reaches those, their own policies and SCPs decide. */
export const SERVICES_COVERED_BY_RCPS: readonly string[] = [...COVERED].sort();

export function isCoveredByRcps(action: string): boolean {
  const folded = action.toLowerCase();
  // The one permission that AWS excepts by name, on the same page.
  return folded !== "kms:retiregrant" && COVERED.has(folded.split(":")[0] ?? "");
}

/** Roles that AWS services made for themselves: neither SCPs nor RCPs reach them. */
export const SERVICE_LINKED_ROLE_PATH = "role/aws-service-role/";
