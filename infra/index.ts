/** The whole gateway for one environment, wired in the order things need each other. Values come from Pulumi.<stack>.yaml. */
import * as pulumi from "@pulumi/pulumi";
import type { MintingEndpoints } from "../policies/minting-role";
import { readSettings } from "./config";
import { endpointPolicies, openExecuteApiEndpoint } from "./endpoint-policies";
import { createAuthorizer } from "./functions/authorizer";
import { FunctionRole } from "./functions/function-role";
import { createStudioUrl } from "./functions/studio-url";
import { UserPool } from "./identity/user-pool";
import { CorporateAttachment } from "./network/corporate-attachment";
import { InboundResolver } from "./network/inbound-resolver";
import { PrivateNetwork } from "./network/private-network";
import { interfaceServices, VpcEndpoints } from "./network/vpc-endpoints";
import { gatewayOutputs } from "./outputs";
import { placeOf } from "./place";
import { PrivateApi } from "./private-api/private-api";
import { routesOf } from "./private-api/routes";
import { poolServices, RekognitionPool } from "./rekognition/pool";
import { createStudio } from "./studio/studio";
import { MintingRoles } from "./studio/minting-roles";

const settings = readSettings();
const { region, corporateCidrs, stageName } = settings;
const place = placeOf(region);
/** A domain made here runs its apps in our network; an existing one keeps its own. */
const createsDomain = settings.studioDomainId === "";
const hasPool = settings.rekognitionRegions.length > 0;

const network = new PrivateNetwork("network", {
  region,
  cidr: settings.vpcCidr,
  zoneCount: settings.availabilityZoneCount,
  placement: { endpointServices: [...interfaceServices(createsDomain), ...poolServices(settings)] },
});
const pool = hasPool ? new RekognitionPool("pool", { settings, place, network }) : undefined;
const studio = createStudio("studio", { settings, place, network });

const studioUrlRole = new FunctionRole("studio-url", {
  region,
  logRetentionDays: settings.logRetentionDays,
  inVpc: true,
});
const endpoints = new VpcEndpoints("endpoints", {
  network,
  region,
  corporateCidrs,
  executeApiPrivateDns: settings.executeApiPrivateDns,
  studioSecurityGroupIds: studio.appsSecurityGroupIds,
  policies: endpointPolicies({
    place,
    domainId: studio.domainId,
    runsStudioApps: createsDomain,
    functionRoleArn: studioUrlRole.role.arn,
    dataBuckets: settings.studioDataBuckets,
    images: pool?.images,
  }),
});
const mintingEndpoints: pulumi.Output<MintingEndpoints> = pulumi.output({
  sagemakerApiEndpointId: endpoints.sagemakerApi.id,
  studioEndpointId: endpoints.studio.id,
});
studio.createProfiles(mintingEndpoints, endpoints.s3.id);

const mintingRoles = new MintingRoles("minting", {
  mode: settings.mintingMode,
  place,
  domainId: studio.domainId,
  userProfileNames: [...settings.studioUserProfiles, ...settings.existingStudioUserProfiles],
  functionRoleArn: studioUrlRole.role.arn,
  endpoints: mintingEndpoints,
});
const people = new UserPool("people", { settings, account: place.account });
const authorizer = createAuthorizer("authorizer", { settings, people, domainId: studio.domainId, network });
const studioUrl = createStudioUrl("studio-url", {
  settings,
  role: studioUrlRole,
  mintingRoles,
  stsEndpointId: endpoints.sts.id,
  subnetIds: network.subnetIds,
  securityGroupId: endpoints.functionSecurityGroupId,
});
const openPool = pool?.open(endpoints.s3);

const api = new PrivateApi("api", {
  settings,
  executeApiEndpointId: endpoints.executeApi.id,
  authorizer,
  functions: { "studio-url": studioUrl, ...(openPool && { rekognition: openPool.rekognition }) },
  poolCallsPerSecond: openPool?.callsPerSecond,
});
openExecuteApiEndpoint("execute-api-policy", {
  region,
  endpoint: endpoints.executeApi,
  api: api.api,
  stage: stageName,
  routes: routesOf(settings),
});

const resolver = new InboundResolver("resolver", { network, region, corporateCidrs });
new CorporateAttachment("office", { network, region, corporateCidrs, attachment: settings.corporateAttachment });

const outputs = gatewayOutputs({
  region,
  api: api.api,
  stage: stageName,
  executeApiPrivateDns: settings.executeApiPrivateDns,
  endpoints,
  resolverAddresses: resolver.addresses,
  people,
  domainId: studio.domainId,
  pool: openPool,
});
/** The API's base URL in its three forms. */
export const apiUrls = outputs.apiUrls;
export const endpointIds = outputs.endpointIds;
/** Where the company's DNS servers forward to. */
export const resolverAddresses = outputs.resolverAddresses;
export const dnsZonesToForward = outputs.dnsZonesToForward;
/** Ready to paste: BIND, Unbound, Windows. */
export const dnsForwardingSnippets = outputs.dnsForwardingSnippets;
export const studioDomainId = outputs.studioDomainId;
export const userPoolId = outputs.userPoolId;
export const userPoolClientId = outputs.userPoolClientId;
/** Bucket, table, what each operation carries, and how failed images are tried again; empty without a pool. */
export const rekognitionPool = outputs.rekognitionPool;
