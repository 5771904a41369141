/**
 * Every permission that a role of this stack is meant to have, in one table. It is written by hand and by what the product does, not derived
 * from the policies: rule P4 holds the policies to it in both directions, so a permission added there has to be added here, by somebody.
 */
import type { AuditedRole, Estate } from "../estate";
import { action, and, type Formula, key, or, resource } from "../prove/vocabulary";
import {
  arnIn,
  dataBuckets,
  functionRoles,
  imageQueues,
  logGroupArns,
  mintedProfileOf,
  ownerOf,
  profileArn,
  resourcesOf,
  rolesFor,
  STUDIO_LOG,
} from "./ours";

export interface Permission {
  /** For what, as a phrase after "so that it can". */
  readonly to: string;
  readonly actions: readonly string[];
  /** Patterns of ARNs; `*` is every resource, and none. `${…}` is the caller's own value of that condition key. */
  readonly on: readonly string[];
  /** A condition without which the permission would be another one: the key has this value. */
  readonly only?: Readonly<Record<string, string>>;
}

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
/** Who offers an upload notes it as pending; who analyses an image writes what was found. */
export const OFFERING = ["dynamodb:GetItem", "dynamodb:PutItem"] as const;
export const ANALYSING = ["dynamodb:GetItem", "dynamodb:UpdateItem"] as const;
export const QUEUE_POLLING = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] as const;
export const MINTING = ["sagemaker:DescribeUserProfile", "sagemaker:CreatePresignedDomainUrl"] as const;
export const APPS = ["sagemaker:CreateApp", "sagemaker:DeleteApp"] as const;
export const SPACES = ["sagemaker:CreateSpace", "sagemaker:UpdateSpace", "sagemaker:DeleteSpace"] as const;
/** Of these AWS does not say whose app or space it is. */
export const DESCRIBING = ["sagemaker:DescribeApp", "sagemaker:DescribeSpace"] as const;
export const LISTING_APPS = ["sagemaker:ListApps", "sagemaker:ListSpaces"] as const;
export const OWN_LOG = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;
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
export const BUCKET_READING = ["s3:ListBucket", "s3:GetBucketLocation"] as const;
export const DATA_OBJECTS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] as const;

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
    case "studio-default":
    case "other":
      return [];
  }
}

/** Everything that the permissions cover. */
export function covered(permissions: readonly Permission[]): Formula {
  return or(
    ...permissions.map(({ actions, on, only = {} }) =>
      and(action(...actions), resource(...on), ...Object.entries(only).map(([name, value]) => key(name).is(value))),
    ),
  );
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

function ofFunction(estate: Estate, role: AuditedRole, name: string): Permission[] {
  const code = estate.functions.find((each) => each.name === name && each.roleArn === role.arn);
  const log = code ? logGroupArns(estate, code.logGroup) : [];
  const everyFunction: Permission[] = [{ to: "write its own log", actions: OWN_LOG, on: log }];
  const insideTheVpc: Permission[] = [
    { to: "let Lambda manage its network interfaces", actions: INTERFACES, on: EVERYTHING },
  ];
  return [...everyFunction, ...(code?.isInVpc ? insideTheVpc : []), ...(JOBS[name]?.(estate) ?? [])];
}

/** What a function does beside logging. One that is not listed, such as the authorizer, does nothing else. */
const JOBS: Readonly<Partial<Record<string, (estate: Estate) => Permission[]>>> = {
  "studio-url": (estate) => {
    const roles = rolesFor(estate, "minting");
    const tags = roles.some((role) => mintedProfileOf(role) === undefined) ? ["sts:TagSession"] : [];
    return [
      {
        to: "become a minting role, in a caller's name",
        actions: ["sts:AssumeRole", "sts:SetSourceIdentity", ...tags],
        on: roles.map(({ arn }) => arn),
      },
    ];
  },
  rekognition: (estate) => [
    {
      to: "sign uploads of images",
      actions: ["s3:PutObject"],
      on: imageBuckets(estate).map((arn) => `${arn}/uploads/*`),
    },
    ...ofImages(estate, estate.rekognition.readablePrefixes ?? [], OFFERING),
  ],
  "image-ingest": (estate) => [
    {
      to: "let Lambda take messages off the queue of new images",
      actions: QUEUE_POLLING,
      on: imageQueues(estate).map(({ arn }) => arn),
    },
    ...ofImages(estate, [""], ANALYSING),
  ],
};

/** @param prefixes below the bucket; none for a function that reads no images */
function ofImages(estate: Estate, prefixes: readonly string[], onResults: readonly string[]): Permission[] {
  const readable = imageBuckets(estate).flatMap((arn) => prefixes.map((prefix) => `${arn}/${prefix}*`));
  const reading = { to: "read images, each in the version it was asked about", actions: IMAGE_READING, on: readable };
  return [
    ...(prefixes.length > 0 ? [reading] : []),
    {
      to: "keep results, one by one",
      actions: onResults,
      on: resourcesOf(estate, "table").map(({ arn }) => arn),
    },
    // These know no resource, so `*` is all that a policy can say.
    { to: "have images analysed", actions: REKOGNITION_ACTIONS, on: ["*"] },
  ];
}

function ofNotebooks(estate: Estate, profile: string): Permission[] {
  const { domainId } = estate.studio;
  const own = profileArn(estate, profile);
  const sagemaker = (rest: string) => arnIn(estate, "sagemaker", rest);
  const inThisAccount = { "aws:ResourceAccount": estate.account };
  return [
    { to: "mint for its own profile", actions: ["sagemaker:CreatePresignedDomainUrl"], on: [own] },
    { to: "run the profile's own apps", actions: APPS, on: [sagemaker(`app/${domainId}/${profile}/*`)] },
    {
      to: "run apps in spaces that the profile owns",
      actions: [...APPS, ...SPACES],
      on: [sagemaker(`app/${domainId}/*`), sagemaker(`space/${domainId}/*`)],
      only: { "sagemaker:OwnerUserProfileArn": own },
    },
    {
      to: "describe apps and spaces of the domain",
      actions: DESCRIBING,
      on: [sagemaker(`app/${domainId}/*`), sagemaker(`space/${domainId}/*`)],
    },
    { to: "read its domain", actions: ["sagemaker:DescribeDomain"], on: [sagemaker(`domain/${domainId}`)] },
    { to: "read its profile", actions: ["sagemaker:DescribeUserProfile"], on: [own] },
    { to: "list apps and spaces", actions: LISTING_APPS, on: ["*"] },
    { to: "write Studio's log", actions: ["logs:CreateLogGroup", ...OWN_LOG], on: logGroupArns(estate, STUDIO_LOG) },
    ...dataBuckets(estate).flatMap((bucket): Permission[] => [
      { to: "find data", actions: BUCKET_READING, on: [bucket], only: inThisAccount },
      { to: "use data", actions: DATA_OBJECTS, on: [`${bucket}/*`], only: inThisAccount },
    ]),
  ];
}

function imageBuckets(estate: Estate): readonly string[] {
  return functionRoles(estate, "rekognition").length === 0 ? [] : resourcesOf(estate, "bucket").map(({ arn }) => arn);
}
