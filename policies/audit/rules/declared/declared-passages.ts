/** What each of our endpoints is there for: who passes, to do what. Rule P10 holds the endpoints' policies to it. */
import type { AuditedEndpoint, Estate } from "../../estate";
import { action, and, type Formula, key, or, resource, TRUE } from "../../encode/vocabulary";
import { ANALYSING, ANNOUNCING, MINTING, OFFERING, REKOGNITION_ACTIONS, ROW_READING } from "./declared-permissions";
import { DESCRIBING_IMAGES, imageRepositories, PULLING, REGISTRY_SIGN_IN } from "./container-images";
import { APPS, DESCRIBING, LISTING_FOR_STUDIO, OWN_LOG, SPACES, TAGGING } from "./notebooks";
import { conditionsOf, type Passage } from "./permission";
import { serverApp, usingLicences } from "./r-studio";
import { officeS3, s3 } from "./s3-passages";
import { imageRoles, notebooks, poolRoles, rStudioServers } from "./callers";
import { unlessElsewhere } from "../accounts/gateway-doors";
import {
  arnIn,
  appsElsewhere,
  functionRoles,
  logGroupArns,
  mappingTables,
  mintingRolesElsewhere,
  profileArn,
  profilesElsewhere,
  resultsTables,
  rolesUnder,
  ROW_READERS,
  servedDomains,
  studioAccounts,
  STUDIO_LOG,
} from "../ours";

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
    ...ofRStudioServers(estate),
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
  "license-manager": (estate) => usingLicences(estate).map((using) => ({ ...using, who: rStudioServers(estate) })),
  logs: (estate) => [
    {
      who: [...notebooks(estate), ...rStudioServers(estate)],
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
  "ecr.api": (estate) => [
    {
      who: imageRoles(estate),
      to: "read the repositories of custom images",
      actions: [...PULLING, DESCRIBING_IMAGES],
      on: imageRepositories(estate),
    },
    { who: imageRoles(estate), to: "sign in to the registry", actions: [REGISTRY_SIGN_IN], on: ["*"] },
  ],
  "ecr.dkr": (estate) => [
    { who: imageRoles(estate), to: "pull custom images", actions: PULLING, on: imageRepositories(estate) },
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

function ofRStudioServers(estate: Estate): Passage[] {
  const who = rStudioServers(estate);
  if (who.length === 0) return [];
  return [{ who, to: "start the domain's RStudio again", actions: ["sagemaker:CreateApp"], on: [serverApp(estate)] }];
}

function servedProfiles(estate: Estate): string[] {
  return servedDomains(estate).map((domainId) => profileArn(estate, "*", domainId));
}

function domainsApps(estate: Estate): string[] {
  return ["app", "space"].map((kind) => arnIn(estate, "sagemaker", `${kind}/${estate.studio.domainId}/*`));
}
