/** What each of our endpoints is there for: who passes, to do what. Rule P10 holds the endpoints' policies to it. */
import type { AuditedEndpoint, Estate } from "../../estate";
import { action, and, type Formula, key, or, resource, TRUE } from "../../encode/vocabulary";
import {
  ANALYSING,
  ANNOUNCING,
  IMAGE_READING,
  MINTING,
  OFFERING,
  REKOGNITION_ACTIONS,
  ROW_READING,
  SEEING_UPLOADS,
} from "./declared-permissions";
import {
  APPS,
  BUCKET_READING,
  DATA_OBJECTS,
  DESCRIBING,
  LISTING_FOR_STUDIO,
  OWN_LOG,
  SPACES,
  TAGGING,
} from "./notebooks";
import { conditionsOf, type Permission } from "./permission";
import { unlessElsewhere } from "../accounts/gateway-doors";
import { DEPLOYING } from "../deployment/deployment-requests";
import {
  arnIn,
  appsElsewhere,
  dataBuckets,
  functionRoles,
  logGroupArns,
  mappingTables,
  mintingRolesElsewhere,
  POOL_FUNCTIONS,
  profileArn,
  profilesElsewhere,
  resourcesOf,
  resultsTables,
  rolesUnder,
  ROW_READERS,
  servedDomains,
  studioAccounts,
  STUDIO_LOG,
} from "../ours";

export interface Passage extends Permission {
  /** Patterns of role ARNs. "any caller": the caller is unsigned, or a session of Studio's, and the resource is all that can be bounded. */
  readonly who: readonly string[] | "any caller";
}

/** An endpoint that is not known here lets no request pass. */
export function declaredPassages(estate: Estate, endpoint: AuditedEndpoint): readonly Passage[] {
  if (endpoint.service === "s3") return endpoint.kind === "Gateway" ? s3(estate) : officeS3(estate);
  return BY_SERVICE[endpoint.service]?.(estate) ?? [];
}

export function passes(passages: readonly Passage[]): Formula {
  return or(
    ...passages.map((passage) =>
      and(
        passage.who === "any caller" ? TRUE : key("aws:PrincipalArn").arnLike(...passage.who),
        action(...passage.actions),
        resource(...passage.on),
        ...conditionsOf(passage),
      ),
    ),
  );
}

const BY_SERVICE: Readonly<Partial<Record<string, (estate: Estate) => Passage[]>>> = {
  "execute-api": (estate) => [
    {
      who: "any caller",
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
      who: "any caller",
      to: "open profiles of the domains that are served",
      actions: ["sagemaker:CreatePresignedDomainUrl"],
      on: [...servedProfiles(estate), ...studioAccounts(estate).map((each) => profilesElsewhere(estate, each))],
    },
    {
      who: "any caller",
      to:
        studioAccounts(estate).length === 0
          ? "run apps of our domain"
          : "run apps of our domain and of those in other accounts",
      actions: [...APPS, ...SPACES, TAGGING, ...DESCRIBING],
      on: [...domainsApps(estate), ...studioAccounts(estate).flatMap((each) => appsElsewhere(estate, each))],
    },
  ],
  "sagemaker.api": (estate) => [
    ...unlessElsewhere(estate, {
      who: [rolesUnder(estate, "minting")],
      to: "make URLs for profiles of the domains that are served",
      actions: MINTING,
      on: servedProfiles(estate),
    }),
    ...studioAccounts(estate).map((each) => ({
      who: [each.mintingRoleArn],
      to: `make URLs for profiles of ${each.domainId} in account ${each.accountId}`,
      actions: MINTING,
      on: [profilesElsewhere(estate, each)],
    })),
    {
      who: notebooks(estate),
      to: "run apps of our domain",
      actions: [...APPS, ...SPACES, TAGGING, ...DESCRIBING],
      on: domainsApps(estate),
    },
    {
      who: notebooks(estate),
      to: "read our domain and its profiles, and mint",
      actions: [...MINTING, "sagemaker:DescribeDomain"],
      on: [arnIn(estate, "sagemaker", `domain/${estate.studio.domainId}`), profileArn(estate, "*")],
    },
    { who: notebooks(estate), to: "list what Studio's pages show", actions: LISTING_FOR_STUDIO, on: ["*"] },
  ],
  sts: (estate) => [
    ...unlessElsewhere(estate, {
      who: functionRoles(estate, "studio-url").map(({ arn }) => arn),
      to: "become minting roles",
      actions: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      on: [rolesUnder(estate, "minting"), ...mintingRolesElsewhere(estate)],
    }),
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
      on: resultsTables(estate).map(({ arn }) => arn),
    },
    {
      who: functionRoles(estate, ...ROW_READERS)
        .filter(({ usedBy }) => estate.functions.some(({ name, isInVpc }) => isInVpc && usedBy.includes(name)))
        .map(({ arn }) => arn),
      to: "read callers' rows",
      actions: ROW_READING,
      on: mappingTables(estate).map(({ arn }) => arn),
    },
  ],
  events: (estate) => [
    {
      who: functionRoles(estate, "image-ingest").map(({ arn }) => arn),
      to: "announce finished images",
      actions: ANNOUNCING,
      on: estate.rekognition.eventBusArn === undefined ? [] : [estate.rekognition.eventBusArn],
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
    {
      who: functionRoles(estate, "rekognition").map(({ arn }) => arn),
      to: "see whether an upload has arrived",
      actions: SEEING_UPLOADS,
      on: resourcesOf(estate, "bucket").map(({ arn }) => `${arn}/uploads/*`),
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

function servedProfiles(estate: Estate): string[] {
  return servedDomains(estate).map((domainId) => profileArn(estate, "*", domainId));
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
