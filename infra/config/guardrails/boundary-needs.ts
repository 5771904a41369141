/** Actions without which a part of the stack does nothing, whatever else a boundary leaves. By hand, as AWS and our functions ask for them. */
import type { AgreeingValues } from "../disagreement";
import { sandboxOf } from "../places/corporate-sandbox";
import { rStudioOf } from "../studio-apps/r-studio";

export type NeedingValues = Pick<
  AgreeingValues,
  | "mintingMode"
  | "profileMode"
  | "rekognitionRegions"
  | "rekognitionOperations"
  | "studioUserProfiles"
  | "dataEncryptionKeyArn"
> &
  Partial<
    Pick<
      AgreeingValues,
      "corporateSandbox" | "customImages" | "role" | "rollout" | "rStudio" | "studioDomainId" | "tracing"
    >
  >;

export interface BoundaryNeed {
  /** What stops working, as the beginning of a sentence. */
  readonly who: string;
  readonly actions: readonly string[];
}

const LOGGING = ["logs:CreateLogStream", "logs:PutLogEvents"];

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const IN_A_VPC = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/** https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
const TRACING = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html */
const SESSION_MANAGER = [
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
];

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html */
const READING_AN_IMAGE = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetAuthorizationToken",
  "ecr:GetDownloadUrlForLayer",
];

/** https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-create-cli.html */
const RUNNING_R_STUDIO = [
  "license-manager:CheckInLicense",
  "license-manager:CheckoutLicense",
  "license-manager:ExtendLicenseConsumption",
  "license-manager:GetLicense",
  "license-manager:ListReceivedLicenses",
  "sagemaker:CreateApp",
];

/** A stack of role studioAccount has no functions. */
export function boundaryNeeds(values: NeedingValues): readonly BoundaryNeed[] {
  return values.role === "studioAccount"
    ? studioNeeds(values)
    : [...functionNeeds(values), ...studioNeeds(values), ...poolNeeds(values), ...keyNeeds(values)];
}

function studioNeeds({
  customImages = [],
  rStudio,
  studioDomainId = "",
  studioUserProfiles,
}: NeedingValues): readonly BoundaryNeed[] {
  return [
    {
      who: "the minting role",
      actions: ["sagemaker:CreatePresignedDomainUrl", "sagemaker:DescribeUserProfile"],
    },
    ...(studioUserProfiles.length > 0 ? [{ who: "a notebook's role", actions: ["sagemaker:CreateApp"] }] : []),
    ...(rStudioOf(rStudio) && studioDomainId === ""
      ? [{ who: "the server of RStudio", actions: RUNNING_R_STUDIO }]
      : []),
    ...(customImages.length > 0 ? [{ who: "SageMaker, for a custom image,", actions: READING_AN_IMAGE }] : []),
  ];
}

function functionNeeds(values: NeedingValues): readonly BoundaryNeed[] {
  const { corporateSandbox, mintingMode, profileMode, tracing } = values;
  const tagging = mintingMode === "sessionTags" ? ["sts:TagSession"] : [];
  return [
    { who: "every function, for its log,", actions: LOGGING },
    { who: "Lambda, for a function inside the VPC,", actions: IN_A_VPC },
    ...(tracing === "xray" ? [{ who: "Lambda, for the traces of calls,", actions: TRACING }] : []),
    { who: "the studio-url function", actions: ["sts:AssumeRole", "sts:SetSourceIdentity", ...tagging] },
    ...(profileMode === "table" ? [{ who: "the functions that read rows", actions: ["dynamodb:GetItem"] }] : []),
    ...rolloutNeeds(values),
    ...(sandboxOf(corporateSandbox) ? [{ who: "the sandbox's workstation", actions: SESSION_MANAGER }] : []),
  ];
}

function rolloutNeeds({ rollout = { off: "" } }: NeedingValues): readonly BoundaryNeed[] {
  if ("off" in rollout) return [];
  return [
    {
      who: "CodeDeploy, for rollouts,",
      actions: ["lambda:GetAlias", "lambda:UpdateAlias", "cloudwatch:DescribeAlarms"],
    },
    {
      who: "the smoke test of rollouts",
      actions: [
        "lambda:InvokeFunction",
        "codedeploy:GetDeployment",
        "codedeploy:GetApplicationRevision",
        "codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
    },
  ];
}

/** S3, SQS and DynamoDB ask KMS with the function's permission. */
function keyNeeds({ dataEncryptionKeyArn, profileMode, rekognitionRegions }: NeedingValues): readonly BoundaryNeed[] {
  if (dataEncryptionKeyArn === "") return [];
  const hasPool = rekognitionRegions.length > 0;
  return [
    ...(hasPool || profileMode === "table"
      ? [{ who: "the functions, for what dataEncryptionKeyArn encrypts,", actions: ["kms:Decrypt"] }]
      : []),
    ...(hasPool ? [{ who: "an upload that the bucket encrypts", actions: ["kms:GenerateDataKey"] }] : []),
  ];
}

function poolNeeds({ rekognitionRegions, rekognitionOperations }: NeedingValues): readonly BoundaryNeed[] {
  if (rekognitionRegions.length === 0) return [];
  return [
    { who: "the pool", actions: rekognitionOperations.map((name) => `rekognition:${name}`) },
    { who: "the rekognition function", actions: ["dynamodb:GetItem", "dynamodb:PutItem", "s3:PutObject"] },
    {
      who: "the image-ingest function",
      actions: [
        "dynamodb:UpdateItem",
        "s3:GetObject",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
      ],
    },
  ];
}
