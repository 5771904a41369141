/** What each of our endpoints is there for: who passes, to do what. Rule P10 holds the endpoints' policies to it. */
import type { AuditedEndpoint, Estate } from "../estate";
import { action, and, type Formula, key, or, resource, TRUE } from "../prove/vocabulary";
import {
  ANALYSING,
  APPS,
  BUCKET_READING,
  DATA_OBJECTS,
  DESCRIBING,
  IMAGE_READING,
  LISTING_APPS,
  MINTING,
  OFFERING,
  OWN_LOG,
  type Permission,
  REKOGNITION_ACTIONS,
  SPACES,
} from "./declared-permissions";
import { DEPLOYING } from "./deployment/deployment-requests";
import {
  arnIn,
  dataBuckets,
  functionRoles,
  logGroupArns,
  POOL_FUNCTIONS,
  profileArn,
  resourcesOf,
  rolesUnder,
  STUDIO_LOG,
} from "./ours";

export interface Passage extends Permission {
  /** Patterns of role ARNs. "anybody": the caller is unsigned, or a session of Studio's, and the resource is all that can be bounded. */
  readonly who: readonly string[] | "anybody";
}

/** An endpoint that is not known here is for nobody. */
export function declaredPassages(estate: Estate, endpoint: AuditedEndpoint): readonly Passage[] {
  if (endpoint.service === "s3") return endpoint.kind === "Gateway" ? s3(estate) : officeS3(estate);
  return BY_SERVICE[endpoint.service]?.(estate) ?? [];
}

export function passes(passages: readonly Passage[]): Formula {
  return or(
    ...passages.map(({ who, actions, on, only = {} }) =>
      and(
        who === "anybody" ? TRUE : key("aws:PrincipalArn").arnLike(...who),
        action(...actions),
        resource(...on),
        ...Object.entries(only).map(([name, value]) => key(name).is(value)),
      ),
    ),
  );
}

const BY_SERVICE: Readonly<Partial<Record<string, (estate: Estate) => Passage[]>>> = {
  "execute-api": (estate) => [
    {
      who: "anybody",
      to: "call our API's methods",
      actions: ["execute-api:Invoke"],
      on: estate.apis.flatMap(({ executionArn, stages, methods }) =>
        stages.flatMap((stage) =>
          methods.map(({ httpMethod, path }) => `${executionArn}/${stage}/${httpMethod}${path}`),
        ),
      ),
    },
  ],
  studio: (estate) => [
    {
      who: "anybody",
      to: "open profiles of our domain",
      actions: ["sagemaker:CreatePresignedDomainUrl"],
      on: [profileArn(estate, "*")],
    },
    {
      who: "anybody",
      to: "run apps of our domain",
      actions: [...APPS, ...SPACES, ...DESCRIBING],
      on: domainsApps(estate),
    },
  ],
  "sagemaker.api": (estate) => [
    {
      who: [rolesUnder(estate, "minting")],
      to: "make URLs for profiles of our domain",
      actions: MINTING,
      on: [profileArn(estate, "*")],
    },
    {
      who: notebooks(estate),
      to: "run apps of our domain, and mint",
      actions: [...MINTING, "sagemaker:DescribeDomain", ...APPS, ...SPACES, ...DESCRIBING],
      on: [
        arnIn(estate, "sagemaker", `domain/${estate.studio.domainId}`),
        profileArn(estate, "*"),
        ...domainsApps(estate),
      ],
    },
    { who: notebooks(estate), to: "list apps and spaces", actions: LISTING_APPS, on: ["*"] },
  ],
  sts: (estate) => [
    {
      who: functionRoles(estate, "studio-url").map(({ arn }) => arn),
      to: "become minting roles",
      actions: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      on: [rolesUnder(estate, "minting")],
    },
    { who: notebooks(estate), to: "ask who they are", actions: ["sts:GetCallerIdentity"], on: ["*"] },
  ],
  "sagemaker.runtime": (estate) => [
    {
      who: notebooks(estate),
      to: "call model endpoints of this account",
      actions: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointAsync"],
      on: [arnIn(estate, "sagemaker", "endpoint/*")],
    },
  ],
  logs: (estate) => [
    {
      who: notebooks(estate),
      to: "write Studio's log",
      actions: ["logs:CreateLogGroup", ...OWN_LOG],
      on: logGroupArns(estate, STUDIO_LOG),
    },
  ],
  dynamodb: (estate) => [
    {
      who: poolRoles(estate),
      to: "keep results",
      actions: [...OFFERING, ...ANALYSING],
      on: resourcesOf(estate, "table").map(({ arn }) => arn),
    },
  ],
  rekognition: (estate) => [
    { who: poolRoles(estate), to: "have images analysed", actions: REKOGNITION_ACTIONS, on: ["*"] },
  ],
};

/** Nothing that passes here may end in another account: that would be the way out for data. */
function s3(estate: Estate): Passage[] {
  const inThisAccount = { "aws:ResourceAccount": estate.account };
  const data = dataBuckets(estate);
  return [
    {
      who: notebooks(estate),
      to: "use data",
      actions: [...BUCKET_READING, ...DATA_OBJECTS],
      on: [...data, ...data.map((arn) => `${arn}/*`)],
      only: inThisAccount,
    },
    {
      who: poolRoles(estate),
      to: "read images",
      actions: IMAGE_READING,
      on: resourcesOf(estate, "bucket").map(({ arn }) => `${arn}/*`),
      only: inThisAccount,
    },
  ];
}

function officeS3(estate: Estate): Passage[] {
  const who = [`arn:${estate.partition}:iam::${estate.account}:role/*`];
  const only = { "aws:ResourceAccount": estate.account };
  const buckets = resourcesOf(estate, "bucket").map(({ arn }) => arn);
  return [
    {
      who,
      to: "put images into our bucket, with this account's permission",
      actions: ["s3:PutObject"],
      on: buckets.map((arn) => `${arn}/*`),
      only,
    },
    {
      who,
      to: "refresh, update and destroy our bucket from the office, with this account's permission",
      actions: Object.values(DEPLOYING.bucket).flat(),
      on: buckets,
      only,
    },
  ];
}

function notebooks(estate: Estate): string[] {
  return [rolesUnder(estate, "studio-execution")];
}

function poolRoles(estate: Estate): string[] {
  return functionRoles(estate, ...POOL_FUNCTIONS).map(({ arn }) => arn);
}

function domainsApps(estate: Estate): string[] {
  return ["app", "space"].map((kind) => arnIn(estate, "sagemaker", `${kind}/${estate.studio.domainId}/*`));
}
