/**
 * Every permission that a role of this stack is meant to have, in one table. It is written by hand and by what the product does, not derived
 * from the policies: rule P4 holds the policies to it in both directions, so a permission added there has to be added here, by hand.
 */
import type { AuditedFunction, AuditedRole, Estate } from "../../estate";
import { ofImage } from "./container-images";
import { IMAGES, ITEMS, MESSAGES, ofDataKey, UPLOADS } from "./data-key";
import { ofNotebooks, OWN_LOG } from "./notebooks";
import type { Permission } from "./permission";
import { ofRStudio } from "./r-studio";
import { INVOKING, ofRollouts } from "./rollouts";
import {
  arnIn,
  functionRoles,
  imageQueues,
  logGroupArns,
  mappingTables,
  mintedProfileOf,
  mintingRoleNames,
  mintingRolesElsewhere,
  newVersions,
  ownerOf,
  profileArn,
  resourcesOf,
  resultsTables,
  rolesFor,
  ROW_READERS,
  smokeTests,
} from "../ours";

export const REKOGNITION_ACTIONS = [
  "rekognition:CompareFaces",
  "rekognition:DetectFaces",
  "rekognition:DetectLabels",
  "rekognition:DetectModerationLabels",
  "rekognition:DetectProtectiveEquipment",
  "rekognition:DetectText",
  "rekognition:RecognizeCelebrities",
] as const;
export const IMAGE_READING = ["s3:GetObject", "s3:GetObjectVersion"] as const;
/** Of an upload, which has no tags: that it is there. */
export const SEEING_UPLOADS = ["s3:GetObjectTagging"] as const;
/** Who offers an upload notes it as pending; who analyses an image writes what was found. */
export const OFFERING = ["dynamodb:GetItem", "dynamodb:PutItem"] as const;
export const ANALYSING = ["dynamodb:GetItem", "dynamodb:UpdateItem"] as const;
/** Who decides about callers looks up whose profiles are whose. */
export const ROW_READING = ["dynamodb:GetItem"] as const;
/** AWS puts the function's ARN here, in every call of its code. */
export const BY_FUNCTION = "lambda:SourceFunctionArn";
export const QUEUE_POLLING = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] as const;
export const ANNOUNCING = ["events:PutEvents"] as const;
/** As whom, and what. */
export const ANNOUNCED = {
  "events:source": ["private-ml-gateway.images"],
  "events:detail-type": ["Image Analysed", "Image Failed"],
} as const;
export const MINTING = ["sagemaker:DescribeUserProfile", "sagemaker:CreatePresignedDomainUrl"] as const;
export const INTERFACES = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
] as const;
/** AmazonAPIGatewayPushToCloudWatchLogs, as AWS wrote it. */
export const API_GATEWAY_LOGGING = [
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
  "logs:GetLogEvents",
  "logs:FilterLogEvents",
] as const;
export const TRACING = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"] as const;
/** What the agent of Session Manager does on a machine: it says that it is there, and carries sessions. */
export const SESSION_MANAGER = [
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
] as const;
/** A role of a purpose that is not known here is meant to have none. */
export function declaredPermissions(estate: Estate, role: AuditedRole): readonly Permission[] {
  switch (role.purpose) {
    case "function":
      return role.usedBy.flatMap((name) => ofFunction(estate, role, name));
    case "minting":
      return [{ to: "make and use URLs for its one profile", actions: MINTING, on: [mintedProfileArn(estate, role)] }];
    case "execution":
      return ofNotebooks(estate, ownerOf(estate, role) ?? "");
    case "api-gateway-logging":
      return [{ to: "let API Gateway write its logs", actions: API_GATEWAY_LOGGING, on: EVERYTHING }];
    case "workstation":
      return [{ to: "be reached by Session Manager", actions: SESSION_MANAGER, on: EVERYTHING }];
    case "rollout":
      return ofRollouts(estate);
    case "r-studio":
      return ofRStudio(estate);
    case "studio-image":
      return ofImage(estate, role);
    case "studio-default":
    case "other":
      return [];
  }
}

/** For the role that session tags narrow, the tags stand in for the profile. */
export function mintedProfileArn(estate: Estate, role: AuditedRole): string {
  const profile = mintedProfileOf(role);
  if (profile !== undefined) return profileArn(estate, profile);
  return arnIn(
    estate,
    "sagemaker",
    "user-profile/${aws:PrincipalTag/StudioDomainId}/${aws:PrincipalTag/StudioUserProfile}",
  );
}

const EVERYTHING = ["*"];

export const ANSWERING_DEPLOYMENTS = [
  "codedeploy:GetDeployment",
  "codedeploy:PutLifecycleEventHookExecutionStatus",
] as const;
export const READING_REVISIONS = "codedeploy:GetApplicationRevision";

function ofFunction(estate: Estate, role: AuditedRole, name: string): Permission[] {
  const code = estate.functions.find((each) => each.name === name && each.roleArn === role.arn);
  const log = code ? logGroupArns(estate, code.logGroup) : [];
  const everyFunction: Permission[] = [{ to: "write its own log", actions: OWN_LOG, on: log }];
  const insideTheVpc: Permission[] = [
    { to: "let Lambda manage its network interfaces", actions: INTERFACES, on: EVERYTHING },
  ];
  const traces: Permission[] = [{ to: "let Lambda trace its calls", actions: TRACING, on: EVERYTHING }];
  const rows = code && ROW_READERS.some((reader) => reader === name) ? ofRows(estate, code) : [];
  const byLambda = [...everyFunction, ...(code?.isInVpc ? insideTheVpc : []), ...(code?.isTraced ? traces : [])];
  return [...byLambda, ...rows, ...(JOBS[name]?.(estate) ?? [])];
}

/** Outside the VPC no endpoint tells the function from others that have its role, so its own name has to. */
function ofRows(estate: Estate, { arn, isInVpc }: AuditedFunction): Permission[] {
  const reading: Permission = {
    to: "read the row of a caller, one at a time",
    actions: ROW_READING,
    on: mappingTables(estate).map((table) => table.arn),
    ...(!isInVpc && { only: { [BY_FUNCTION]: [arn, `${arn}:*`] } }),
  };
  return reading.on.length === 0 ? [] : [reading, ...ofDataKey(estate, [ITEMS])];
}

/** What a function does beside logging and reading rows. One that is not listed, such as the authorizer, does nothing else. */
const JOBS: Readonly<Partial<Record<string, (estate: Estate) => Permission[]>>> = {
  "studio-url": (estate) => {
    const roles = rolesFor(estate, "minting");
    const tags = roles.some((role) => mintedProfileOf(role) === undefined) ? ["sts:TagSession"] : [];
    return [
      {
        to: "become a minting role, in a caller's name",
        actions: ["sts:AssumeRole", "sts:SetSourceIdentity", ...tags],
        on: [...mintingRoleNames(estate), ...mintingRolesElsewhere(estate)],
      },
    ];
  },
  "smoke-test": (estate) => {
    const rollouts = estate.rollouts ?? [];
    const itself = smokeTests(estate).flatMap(({ arn }) => [arn, `${arn}:*`]);
    const permission = (to: string, actions: readonly string[], on: readonly string[]): Permission => ({
      ...{ to, actions, on: [...new Set(on)], only: { [BY_FUNCTION]: itself } },
    });
    return [
      permission("try the versions that the last update published", [INVOKING], newVersions(estate)),
      permission("read and answer deployments of the stack's functions", ANSWERING_DEPLOYMENTS, [
        ...rollouts.map(({ arn }) => arn),
      ]),
      permission(
        "read what is deployed",
        [READING_REVISIONS],
        [...rollouts.map(({ applicationArn }) => applicationArn)],
      ),
    ];
  },
  rekognition: (estate) => [
    {
      to: "sign uploads of images",
      actions: ["s3:PutObject"],
      on: imageBuckets(estate).map((arn) => `${arn}/uploads/*`),
    },
    {
      to: "see whether an upload has arrived",
      actions: SEEING_UPLOADS,
      on: imageBuckets(estate).map((arn) => `${arn}/uploads/*`),
    },
    ...ofImages(estate, estate.rekognition.readablePrefixes ?? [], OFFERING),
    ...ofDataKey(estate, [UPLOADS, ITEMS, ...((estate.rekognition.readablePrefixes ?? []).length > 0 ? [IMAGES] : [])]),
  ],
  "image-ingest": (estate) => [
    {
      to: "let Lambda take messages off the queue of new images",
      actions: QUEUE_POLLING,
      on: imageQueues(estate).map(({ arn }) => arn),
    },
    ...ofImages(estate, [""], ANALYSING),
    ...announcing(estate),
    ...ofDataKey(estate, [IMAGES, MESSAGES, ITEMS]),
  ],
};

/** Rules on a bus believe both names, so the function may use no others. */
function announcing({ rekognition: { eventBusArn } }: Estate): Permission[] {
  if (eventBusArn === undefined) return [];
  return [{ to: "announce finished images", actions: ANNOUNCING, on: [eventBusArn], every: ANNOUNCED }];
}

/** @param prefixes below the bucket; none for a function that reads no images */
function ofImages(estate: Estate, prefixes: readonly string[], onResults: readonly string[]): Permission[] {
  const readable = imageBuckets(estate).flatMap((arn) => prefixes.map((prefix) => `${arn}/${prefix}*`));
  const reading = { to: "read images, each in the version it was asked about", actions: IMAGE_READING, on: readable };
  return [
    ...(prefixes.length > 0 ? [reading] : []),
    {
      to: "keep results, one by one",
      actions: onResults,
      on: resultsTables(estate).map(({ arn }) => arn),
    },
    // These know no resource, so `*` is all that a policy can say.
    { to: "have images analysed", actions: REKOGNITION_ACTIONS, on: ["*"] },
  ];
}

function imageBuckets(estate: Estate): readonly string[] {
  return functionRoles(estate, "rekognition").length === 0 ? [] : resourcesOf(estate, "bucket").map(({ arn }) => arn);
}
